"""How well acronyms are paired with what they stand for: precision, recall and F1 on the sentences of `acronyms.txt`.

    python benchmarks/acronyms_score.py

Below each sentence stands one line, ``= SHORT: what it stands for; ...``, with nothing behind the sign where the sentence
explains no acronym. Every sentence and label was written before anything was run on it.
"""

from __future__ import annotations

from pathlib import Path

from notes2anki.link.aliases import acronyms
from notes2anki.link.text import plain

FILE = Path(__file__).parent / "acronyms.txt"
Pair = tuple[str, str]


def labelled() -> list[tuple[str, set[Pair]]]:
    """The sentences, each with its pairs in small letters."""
    lines = FILE.read_text("utf-8").splitlines()
    return [(text, _pairs(label)) for text, label in zip(lines[::2], lines[1::2], strict=True)]


def _pairs(label: str) -> set[Pair]:
    entries = (entry.partition(":") for entry in label[1:].split(";") if entry.strip())
    return {pair(short, long) for short, _, long in entries}


def found(text: str) -> set[Pair]:
    """The pairs that are found in a sentence, in small letters."""
    return {pair(*each) for each in acronyms(plain(text))}


def pair(short: str, long: str) -> Pair:
    """A pair as it is compared: without case."""
    return short.strip().casefold(), long.strip().casefold()


def main() -> None:
    right = given = wanted = 0
    for text, pairs in labelled():
        read = found(text)
        right += len(read & pairs)
        given += len(read)
        wanted += len(pairs)
        for short, long in sorted(read ^ pairs):
            print(f"{'missed' if (short, long) in pairs else 'wrong':7} {short}: {long}   in: {text}")
    precision, recall = right / max(1, given), right / wanted
    print(
        f"pairs {wanted}  precision {precision:.3f}  recall {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"
    )


if __name__ == "__main__":
    main()
