"""Takes a question's lines apart: what still belongs to the question, choices, answer, hint and sources."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from notes2anki.model import Choice
from notes2anki.parse.asking import Asking, asks
from notes2anki.parse.front import tag_name
from notes2anki.parse.habits import habits
from notes2anki.parse.languages import words
from notes2anki.parse.lines import Block, Line
from notes2anki.parse.marks import Mark, Sense
from notes2anki.parse.placeholder import is_placeholder
from notes2anki.parse.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes2anki.parse.lead import Lead
    from notes2anki.parse.segments import Segment

_OPTION = re.compile(
    r"(?:(?:\[(?P<box>[ xX✓✔])\]|(?P<sign>[☐☑☒✅⬜🔲]))[ \t]*)?(?:(?:[*_]{0,2}[(\[]?[A-Ha-h][.):：、．\]][*_]{0,2}|[アイウエオ](?=[ \t.．、:：)）])[.．、:：)）]?)[ \t]*)?(?P<text>.*)"
)
_TICK = re.compile(r"[✔✅✓☑]\ufe0f?[ \t]*")
_COMMENT = re.compile(r"<!--((?:(?!<!--).)*?)-->")
_BREAK = re.compile(r"[ \t]*<br[ \t]?/?>[ \t]*$", re.IGNORECASE)
_LONGEST_BREAK = 12
"""Characters of a line break with the spaces around it."""
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_FULL = 50
"""Characters of a line that could have been broken where it was full."""
_SOURCE_LINK = re.compile(
    r"[ \t]{1,3}[(\[]{0,2}(?P<link>\[(?P<shown>[^\[\]]{1,30})\]\([^()\s]{1,2000}\))[)\]]{0,2}[ \t]*$"
)
_ID = re.compile(r"\s*(?:id|anki-id|note-id)\s*:\s*(?P<id>[\w.:-]{1,80})\s*", re.IGNORECASE)
_BLOCK_ID = re.compile(r"(?:^|\s)\^(?P<id>[A-Za-z0-9-]{3,60})\s*$")
_NO_CARD = re.compile(r"\s*no-?card\s*", re.IGNORECASE)
_RIGHT = re.compile(
    r"[^\w]*(?:[^\W\d_]+[^\w]+){0,3}?(?P<letters>[A-Ha-h](?:(?:[ ,;/&+]|and|und|et|y)+[A-Ha-h])*)(?![^\W_])"
)
_TURN = re.compile(r"(?:^|[.,;:/])[ \t]*[(\[]?[A-Ha-h][)\]]")
"""Where an answer in parts comes to the next: ``(a) no; (b) yes``."""
_TO_DO = re.compile(r"[(\[]?(?:todo|tbd|tba|fixme)\b.{0,60}")
_TAGS = re.compile(r"\[?tags?:[ \t]*(?P<tags>[^\[\]]{1,300})\]?", re.IGNORECASE)


@dataclass(slots=True)
class Parts:
    """What a segment holds; texts are Markdown."""

    prompt: str = ""
    answer: str = ""
    hint: str = ""
    sources: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    given_id: str = ""
    card: bool = True
    start: int = 0
    """Line where the text of the question begins, counted from 1."""
    end: int = 0
    """Last line of the answer that is not blank, counted from 1."""


class Reader:
    """Reads the segments of one document."""

    def __init__(
        self,
        lines: Sequence[Line],
        leads: Sequence[Lead],
        marks: Sequence[Mark | None],
        segments: Sequence[Segment],
        codes: tuple[str, ...],
    ) -> None:
        self.codes = codes
        self.lines, self.leads, self.marks = lines, leads, marks
        self.habits = habits(lines, marks, segments)

    def read(self, segment: Segment) -> Parts:
        """Take one segment apart."""
        segment = self._with_tail(segment)
        parts = Parts(start=segment.at + 1, end=segment.at + 1)
        body = self._take_comments(segment, parts)
        prompt, body = self._question(segment, body)
        prompt = _take_links(prompt, parts)
        body = self._take_hints(segment, body, parts)
        before, answer, first = self._split(segment, body, has_prompt=bool(prompt))
        before, options = self._options(before)
        if not options and answer is not None and first is None:
            answer, options = self._options(answer, ticked=True)
        if not prompt and before:
            parts.start = next((self.lines[at].number for at in before if self._says(at)), self.lines[before[0]].number)
            parts.end = max(parts.end, parts.start)
        extra = self._markdown(before)
        parts.prompt = "\n\n".join(text for text in (prompt, extra) if text)
        parts.choices = options
        if segment.key and not self._trim(answer or []):
            self._from_key(segment.key, parts)
        else:
            self._answer(segment, parts, answer or [], first)
        return parts

    # -- the question ---------------------------------------------------------------------------------------------

    def _with_tail(self, segment: Segment) -> Segment:
        """Return a segment with all of its first line as the question, where a label below says which text answers it."""
        mark, body = segment.mark, range(segment.at + 1, segment.end)
        labelled = mark.tail and any((below := self.marks[at]) and below.sense is Sense.ANSWER for at in body)
        if not labelled or not self.habits[mark.dialect].labelled:
            return segment
        return replace(segment, mark=mark._replace(text=f"{mark.text} {mark.tail}", tail=""))

    def _take_comments(self, segment: Segment, parts: Parts) -> list[int]:
        """Take ids and marks for us out of comments; return the lines of the body that are left."""
        body = []
        for at in range(segment.at, segment.end):
            raw = self.lines[at].raw
            if "<!--" in raw and self.lines[at].block is not Block.CODE:
                for comment in _COMMENT.findall(raw):
                    if match := _ID.fullmatch(comment):
                        parts.given_id = match["id"]
                    elif _NO_CARD.fullmatch(comment):
                        parts.card = False
                if at > segment.at and not _COMMENT.sub("", raw).strip(" >\t"):
                    continue
            if at > segment.at:
                body.append(at)
        return body

    def _question(self, segment: Segment, body: list[int]) -> tuple[str, list[int]]:
        """Return the question with the lines it is wrapped over, and the rest of the body."""
        prompt = _without_breaks(_COMMENT.sub("", segment.mark.text).strip())
        if not segment.mark.tail and prompt and asks(prompt, self.codes) is not Asking.MARK:
            wrapped = self._wrapped(segment, body)
            asked = next(
                (n for n, at in enumerate(wrapped, start=1) if asks(self.lines[at].text, self.codes) is Asking.MARK), 0
            )
            count = asked or self._unfinished([segment.at, *wrapped])
            return "\n".join([prompt, *(self.lines[at].text for at in wrapped[:count])]), body[count:]
        return prompt, body

    def _wrapped(self, segment: Segment, body: list[int]) -> list[int]:
        """Return the lines that go on in the paragraph of a question."""
        found = []
        for at in body[:8]:
            line, mark = self.lines[at], self.marks[at]
            if line.first or line.block is not self.lines[segment.at].block or (mark and mark.sense is not Sense.TEXT):
                break
            found.append(at)
        return found

    def _unfinished(self, paragraph: list[int]) -> int:
        """Return over how many further lines a sentence runs that is broken in the middle of its words."""
        for count, (at, following) in enumerate(pairwise(paragraph)):
            text, after = self.lines[at].text, self.lines[following].text
            if len(text) < _FULL or text[-1] in ".:;!?。！？：" or not (after[:1].islower() or after[:1] in ("(", "`")):
                return count
        return len(paragraph) - 1

    def _take_hints(self, segment: Segment, body: list[int], parts: Parts) -> list[int]:
        left: list[int] = []
        hint: list[str] = []
        wrapped: list[int] = []
        taking = folded = False
        for at in body:
            mark, line = self.marks[at], self.lines[at]
            if mark and mark.sense is Sense.HINT:
                hint.append(mark.text)
                wrapped, taking, folded = [], True, line.block is Block.HTML
            elif taking and mark is None and (folded or not (line.blank or line.first)):
                hint.append(line.text)
                wrapped += [] if folded else [at]
            else:
                taking = False
                left.append(at)
        told = segment.mark.tail or segment.key or not all(map(self._idle, left))
        if not told and (answer := list(dropwhile(self._goes_on, wrapped))):
            left, hint = sorted([*left, *answer]), hint[: -len(answer)]
        parts.hint = "\n".join(filter(None, hint))
        return left

    def _goes_on(self, at: int) -> bool:
        """Whether a line within a paragraph goes on with the sentence above it."""
        above, text = self.lines[at - 1].text, self.lines[at].text
        return not above.endswith(_STOPS) and (len(above) >= _FULL or text[:1].islower())

    # -- question and answer --------------------------------------------------------------------------------------

    def _split(
        self, segment: Segment, body: list[int], *, has_prompt: bool
    ) -> tuple[list[int], list[int] | None, int | None]:
        """Return the lines that belong to the question, those of the answer, and the line of the answer's label."""
        labels = [
            place
            for place, at in enumerate(body)
            if (mark := self.marks[at]) is not None and mark.sense is Sense.ANSWER
        ]
        habit = self.habits[segment.mark.dialect]
        if labels:
            place = self._last_label(labels, body)
            before = self._trim(body[: labels[0]])
            depth = self.lines[segment.at].depth
            prose = any(self._tells(at) and self.lines[at].depth <= depth for at in before)
            chosen = any(map(self._is_option, before))
            if not before or habit.labelled or not prose or chosen or segment.mark.dialect == "labelled":
                return before, body[place + 1 :], body[place]
        body = self._trim(body)
        if not has_prompt and body:
            end = len(body) if segment.stem else self._first_paragraph(body)
            return body[:end], body[end:], None
        if not habit.answered and (self._only_code(body) or self._asks_further(body)):
            return body, [], None
        return [], body, None

    def _last_label(self, labels: list[int], body: list[int]) -> int:
        """Return the last of the labels that stand right below each other: “Show answer”, and in it “Answer: B”."""
        for place, following in pairwise(labels):
            mark = self.marks[body[place]]
            said = mark is not None and (mark.text or mark.tail)
            if said or not all(self._idle(at) for at in body[place + 1 : following]):
                return place
        return labels[-1]

    def _tells(self, at: int) -> bool:
        """Whether a line is prose, and not just a picture."""
        line = self.lines[at]
        return line.block is Block.PROSE and not (line.text.startswith("![") and line.text.endswith((")", "]")))

    def _only_code(self, body: list[int]) -> bool:
        return all(self.lines[at].block is Block.CODE or self.lines[at].blank for at in body)

    def _asks_further(self, body: list[int]) -> bool:
        """Whether a paragraph asks: the question goes on below what it gives, as in a paper without answers."""
        starts = (self.lines[at] for at in body if self.lines[at].first and self.lines[at].block is Block.PROSE)
        return any(not line.marker and asks(line.text, self.codes) for line in starts)

    def _says(self, at: int) -> bool:
        """Whether a line is prose of its own: neither a quote nor a picture."""
        line = self.lines[at]
        if line.block is not Block.PROSE or line.text.startswith("!["):
            return False
        return not line.quote or asks(line.text, self.codes) is not Asking.NO

    def _first_paragraph(self, body: list[int]) -> int:
        """Return where the first paragraph of prose ends, with the quotes and pictures before it."""
        start = next((place for place, at in enumerate(body) if self._says(at)), 0)
        return next(
            (n for n, at in enumerate(body) if n > start and (self.lines[at].first or self.lines[at].blank)), len(body)
        )

    def _trim(self, body: list[int]) -> list[int]:
        """Take off blank lines, rules, closing tags, links back, and definitions of links and footnotes at both ends."""
        start, end = 0, len(body)
        while start < end and self._idle(body[start]):
            start += 1
        while start < end and self._idle(body[end - 1]):
            end -= 1
        return body[start:end]

    def _idle(self, at: int) -> bool:
        line, mark = self.lines[at], self.marks[at]
        defines = line.block is Block.REFERENCE and bool(line.text)  # and is not what underlines a heading
        return (
            defines or not line.raw.strip() or (mark is not None and mark.sense in (Sense.FURNITURE, Sense.SEPARATOR))
        )

    def _is_option(self, at: int) -> bool:
        mark = self.marks[at]
        return mark is not None and mark.sense is Sense.OPTION

    def _options(self, body: list[int], *, ticked: bool = False) -> tuple[list[int], list[Choice]]:
        """Take the row of choices out of some lines; with `ticked`, only one with boxes."""
        row = [at for at in body if self._is_option(at)]
        found = [match for at in row if (match := _OPTION.fullmatch(self.lines[at].text))]
        if not row or len(found) < len(row) or (ticked and not any(match["box"] or match["sign"] for match in found)):
            return body, []
        choices = [Choice(match["text"], _is_ticked(match)) for match in found]
        return self._trim([at for at in body if at not in row]), choices

    def _answer(self, segment: Segment, parts: Parts, body: list[int], label: int | None) -> None:
        body = self._trim(body)
        opening = segment.mark.tail
        if label is not None:
            mark = self.marks[label]
            assert mark is not None
            opening = "\n".join(filter(None, (opening, mark.text, mark.tail)))
        body = self._take_sources(body, parts, opened=bool(opening))
        if body and (match := _TAGS.fullmatch(self.lines[body[-1]].text)):
            parts.tags = [tag for tag in map(tag_name, re.split(r"[,\s]+", match["tags"])) if tag]
            body = self._trim(body[:-1])
        self._mark_right(parts, opening, body)
        opening, text = self._several(opening, body)
        if not opening and _TICK.match(text) and len(_TICK.findall(text)) == 1:
            text = _TICK.sub("", text, count=1) or text
        answer = "\n".join(filter(None, (opening.strip(), text)))
        if "^" in answer and (match := _BLOCK_ID.search(answer)):
            parts.given_id, answer = parts.given_id or match["id"], answer[: match.start()].rstrip()
        if answer and is_placeholder(answer):
            return
        right = [choice.text for choice in parts.choices if choice.correct]
        parts.answer = answer or "\n".join(f"- {text}" if len(right) > 1 else text for text in right)
        if body:
            parts.end = self.lines[body[-1]].number
        elif label is not None:
            parts.end = self.lines[label].number
        elif right:
            parts.end = self._last_ticked(segment) or parts.end

    def _several(self, opening: str, body: list[int]) -> tuple[str, str]:
        """Return the opening of an answer and the text below it; several labelled answers become a numbered list."""
        labels = [
            place
            for place, at in enumerate(body)
            if (mark := self.marks[at]) is not None and mark.sense is Sense.ANSWER and mark.dialect == "labelled"
        ]
        if not labels or not opening:
            return opening, self._markdown(body)
        pieces = [(opening, self._markdown(self._trim(body[: labels[0]])))]
        for place, following in pairwise([*labels, len(body)]):
            mark = self.marks[body[place]]
            assert mark is not None
            pieces.append((mark.text, self._markdown(self._trim(body[place + 1 : following]))))
        said = ["\n".join(filter(None, piece)) for piece in pieces]
        return "", "\n".join(
            f"{number}. {textwrap.indent(text, '   ').lstrip()}"
            for number, text in enumerate(filter(None, said), start=1)
        )

    def _from_key(self, key: range, parts: Parts) -> None:
        """Take the answer from a list of all answers."""
        lead, below = self.leads[key.start], self._trim(list(key[1:]))
        said = lead.whole
        self._mark_right(parts, said, below)
        answer = "\n".join(filter(None, (said, self._markdown(below))))
        if not is_placeholder(answer):
            parts.answer, parts.end = answer, self.lines[below[-1] if below else key.start].number

    def _last_ticked(self, segment: Segment) -> int:
        """Return the number of the line with the last choice that is ticked, or 0."""
        for at in range(segment.end - 1, segment.at - 1, -1):
            match = _OPTION.fullmatch(self.lines[at].text)
            if match and _is_ticked(match):
                return self.lines[at].number
        return 0

    def _take_sources(self, body: list[int], parts: Parts, *, opened: bool) -> list[int]:
        """Take the lines that name sources off an answer that has more than them."""
        named = [at for at in body if (mark := self.marks[at]) is not None and mark.sense is Sense.SOURCE and mark.text]
        if not named or not (opened or any(at not in named and not self._idle(at) for at in body)):
            return body
        for at in named:
            mark = self.marks[at]
            assert mark is not None
            parts.sources.append(mark.text)
        return self._trim([at for at in body if at not in named])

    def _mark_right(self, parts: Parts, opening: str, body: list[int]) -> None:
        """Mark the choices that an answer such as ``B`` or ``Answer: A and C`` names."""
        if not parts.choices or any(choice.correct for choice in parts.choices):
            return
        said = plain(opening) or (plain(self.lines[body[0]].text) if body and not self._is_option(body[0]) else "")
        match = _RIGHT.match(said)
        if match and len(_TURN.findall(said)) < len(parts.choices):  # else it answers each in turn
            right = {
                ord(letter.upper()) - ord("A")
                for letter in re.findall(r"(?<![^\W_])[A-Ha-h](?![^\W_])", match["letters"])
            }
            parts.choices = [Choice(choice.text, number in right) for number, choice in enumerate(parts.choices)]

    # -- back to Markdown -----------------------------------------------------------------------------------------

    def _markdown(self, body: Sequence[int]) -> str:
        """Return lines as Markdown of their own, without the prefix of the list or quote that held them."""
        if not body:
            return ""
        quote = (
            min(self.lines[at].quote for at in body if not self.lines[at].blank)
            if any(not self.lines[at].blank for at in body)
            else 0
        )
        raw = [
            _unquote(self.lines[at].raw, quote).expandtabs(4)
            if self.lines[at].depth
            else _unquote(self.lines[at].raw, quote)
            for at in body
        ]
        text = "\n".join(raw)
        if text[:1].isspace():
            text = textwrap.dedent(text)
        first = self.lines[body[0]]
        if text[:1].isspace() and first.depth and first.block is not Block.CODE:  # some lines lag behind the first
            indent = len(text) - len(text.lstrip())
            text = re.sub(f"^ {{1,{indent}}}", "", text, flags=re.MULTILINE)
        return text.strip("\n").rstrip()


def _without_breaks(text: str) -> str:
    """Take line breaks off the end of a text."""
    end = len(text)
    while match := _BREAK.search(text, max(0, end - _LONGEST_BREAK), end):
        end = match.start()
    return text[:end]


def _take_links(prompt: str, parts: Parts) -> str:
    """Take links that name a source off the end of a question: ``What is a ria? ([source](https://…))``."""
    while (match := _SOURCE_LINK.search(prompt)) and match["shown"].casefold() in words("source"):
        parts.sources.insert(0, match["link"])
        prompt = prompt[: match.start()].rstrip()
    return prompt


def _unquote(raw: str, depth: int) -> str:
    for _ in range(depth):
        raw = re.sub(r"^[ \t]*>[ ]?", "", raw)
    return raw


def _is_ticked(match: re.Match[str]) -> bool:
    """Whether the box before a choice is ticked."""
    return (match["box"] or " ") != " " or (match["sign"] or "") in tuple("☑☒✅")
