"""What an edit did to the words of a question, and whether it still asks the same.

A question that says the same in other words is the same; one that names another thing (`L1` became `L2`) is another, however
alike they look.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, Postfix, Prefix

from notes2anki.identify.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from notes2anki.identify.trace import Trace

TURNING = frozenset(
    # English; German; French; Spanish, Portuguese, Italian; Russian, Polish, Turkish; Chinese, Japanese
    "no not non never without,nicht kein keine nie ohne,ne pas jamais sans,sin nunca não nem sem mai senza,"
    "не нет без bez değil,不 没 无 非 無".replace(",", " ").split()
)
"""Small words that turn a question round."""

_SMALL = """
a an the this that these those and or but if is are was were be been am do does did has have had can could may might must
shall should will would what which who whom whose when where why how in on at by for from to of off with as into than then
there it its he she they them their his her we our you your i my so such s t re ve ll d m

der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird werden wurde wurden hat haben hatte
kann können darf muss müssen soll sollte was wer wen wem wie wo wann warum wozu wieso weshalb woran wodurch worin womit welche
welcher welches welchen welchem im am auf aus bei mit nach von vom vor zu zum zur für über unter durch um als ob dass es er sie
man sich denn heisst

le la les l un une du de et ou est sont que qui quoi quel quelle quels quelles quand où comment pourquoi en dans sur par pour
avec au aux ce cette ces il elle on se qu y

el los las lo una unos unas e o u del al con por para qué cuál cuáles quién cuándo cuánto cómo dónde es son era fue ser su
os as um uma do da dos das em na nos nas com qual quais quem quando como onde é são foi
gli i uno di della dei delle nel nella per che chi cosa quale quali come dove perché è sono

и или в во с со к ко о об по за из от до для у что кто как где когда почему зачем какой какая какое какие ли это есть был была
i lub w we z ze od do dla co kto jak gdzie kiedy dlaczego jaki jaka jakie czy to jest są był była
ve veya bir bu ne nedir kim nasıl nerede neden niçin hangi mi mı mu mü ile için
"""  # in the order above; in Chinese and Japanese each character is a word, and none is small
SMALL = frozenset(_SMALL.split())
"""Small words that say nothing about what is asked."""

_NAMING = re.compile(r".*\d|.*\w[+#]|.*[^\W\d_][A-Z]|\W+$")
"""Words that name one thing: `L1`, `C++`, `ReLU`, `==`."""


class Verdict(IntEnum):
    """What a comparison says."""

    OTHER = 0
    DOUBTFUL = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """What happened to the words of a question."""

    kept: int
    """Words with a sense of their own that stayed."""
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    respelt: int
    """Words that were spelt otherwise, or got another ending."""
    named: bool
    """Whether a name came or went, a word that turns the question round, or one half of a pair like convex and concave."""
    anchored: bool
    """Whether a name stayed."""

    @property
    def swapped(self) -> bool:
        """Whether something was said in the place of something else."""
        return bool(self.lost and self.gained) or not TURNING.isdisjoint(self.lost + self.gained)


def compare_words(old: Trace, new: Trace, weighty: Callable[[str, frozenset[str]], bool]) -> Edit:
    """Tell which words came and went; `weighty` says of a word, and the names around it, whether it counts."""
    before, after = Counter(old.wording.split()), Counter(new.wording.split())
    names = _names(old.question) | _names(new.question)
    exact = _marked(old.question) | _marked(new.question)
    lost, gained = [*(before - after)], [*(after - before)]
    respelt = 0
    for word in tuple(lost):
        twin = next((each for each in gained if exact.isdisjoint((word, each)) and _same_word(word, each)), None)
        if twin:
            lost.remove(word)
            gained.remove(twin)
            respelt += 1
    gone, come = ([word for word in side if weighty(word, names)] for side in (lost, gained))
    kept = sum(weighty(word, names) for word in before & after) + respelt
    named = not (names | TURNING).isdisjoint(gone + come) or any(_contrast(*pair) for pair in product(gone, come))
    return Edit(kept, tuple(gone), tuple(come), respelt, named, not names.isdisjoint(before & after))


def judge_reworded(edit: Edit, neighbours: int) -> Verdict:
    """Judge another question with the same short answer, such as `Paris` or `yes`.

    Gold and iron are both metals: what is said in other words has to name the same thing.
    """
    if not edit.kept:
        return Verdict.DOUBTFUL if neighbours == 2 else Verdict.OTHER
    if edit.swapped and not (edit.anchored and not edit.named and neighbours):
        return Verdict.DOUBTFUL
    return Verdict.SAME


def judge_rewritten(edit: Edit, ratio: float, overlap: float, neighbours: int) -> Verdict:
    """Judge a question of which more than the spelling changed, with another answer."""
    if edit.swapped:
        if edit.kept and not edit.named and neighbours and overlap >= 0.5:
            return Verdict.SAME
        return Verdict.DOUBTFUL if overlap >= 0.3 or (neighbours and ratio >= 0.75) else Verdict.OTHER
    if edit.kept and overlap >= 0.35:
        return Verdict.SAME
    return Verdict.DOUBTFUL if overlap >= 0.3 or (neighbours and ratio >= 0.6) else Verdict.OTHER


def _names(question: str) -> frozenset[str]:
    """Find the words that look like names, lower case: the marked ones, and those that begin with a capital."""
    rest = question.split()[1:]
    capitals = [word for word in rest if word[:1].isupper()]
    if 2 * len(capitals) > len(rest):
        capitals = []  # a title, in which every word has one
    return _marked(question).union(each for word in capitals for each in words(word))


def _marked(question: str) -> frozenset[str]:
    """Find the words in which every letter counts, lower case."""
    return frozenset(each for word in question.split() if _NAMING.match(word) for each in words(word))


def _same_word(first: str, second: str) -> bool:
    """Whether two words differ by a slip of the pen, or by their ending.

    Short words that differ by a letter are two words: Iran and Iraq; but no two letters change places in them.
    """
    shorter, longer = sorted((first, second), key=len)
    stem = Prefix.similarity(first, second)
    if stem > 3 and (stem == len(shorter) or len(longer) - stem <= 3):
        return True
    turned = len(shorter) > 3 and sorted(first) == sorted(second)
    return (turned or (len(longer) > 4 and stem > 0)) and OSA.distance(first, second, score_cutoff=1) <= 1


def _contrast(first: str, second: str) -> bool:
    """Whether two words are made alike, as those that mean opposites or siblings: unsupervised, heapsort, concave."""
    return Prefix.similarity(first, second) > 2 or Postfix.similarity(first, second) > 3
