"""How much damage comes back: damages clean lines in every way we know and counts what `repair` makes of them.

    python benchmarks/repair.py                     figures for the lines in repair_lines.toml
    python benchmarks/repair.py --show KIND         each line of a way of damage that does not come back
    python benchmarks/repair.py --clean FILE...     lines of clean files that are changed, and the time it takes

A line is `exact` when it reads as before the damage and `wrong` when it was changed into something else; the rest was
left as it stood. Damage that does not change the line, or that no reader could see, is not counted.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from notes2anki.repair import repair_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = Path(__file__).with_name("repair_lines.toml")
CODECS = ("cp1252", "cp1254", "latin-1", "mac-roman", "cp437", "cp1251", "cp1250")
BETWEEN = ("Clean notes about nothing much.", "They are plain and simple.")
BEFORE = "Déjà vu für Señor Åse: "


def misread(text: str, codec: str, *, keep: bool) -> str | None:
    """Read the UTF-8 bytes of text as another encoding; undefined bytes stay as C1 controls or are dropped."""
    out = []
    for byte in text.encode():
        try:
            character = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            character = chr(byte)
        if not keep and "\x80" <= character < "\xa0":
            continue
        out.append(character)
    return "".join(out)


def damages(line: str) -> Iterator[tuple[str, str, str]]:
    """Give name of the way, codec and damaged line for every way of damage that changes the line."""
    for codec in CODECS:
        kept, lost = (misread(line, codec, keep=keep) for keep in (True, False))
        twice_kept, twice_lost = misread(kept, codec, keep=True), misread(lost, codec, keep=False)
        yield "once, bytes kept", codec, kept
        if lost != kept:
            yield "once, a byte lost", codec, lost
        yield "twice, bytes kept", codec, twice_kept
        if twice_lost != twice_kept:
            yield "twice, a byte lost", codec, twice_lost


def places(clean: str, damaged: str) -> Iterator[tuple[str, str, str]]:
    yield "alone", clean, damaged
    yield "between", "\n".join([BETWEEN[0], clean, BETWEEN[1]]), "\n".join([BETWEEN[0], damaged, BETWEEN[1]])
    yield "behind accents", BEFORE + clean, BEFORE + damaged


def files(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Damage all lines together, as when a whole file was misread."""
    for way in ("once, bytes kept", "once, a byte lost", "twice, bytes kept", "twice, a byte lost"):
        for codec in CODECS:
            yield way, codec, [next((d for w, c, d in damages(line) if (w, c) == (way, codec)), line) for line in lines]


Case = tuple[str, str, str, str, str, str, str]
"""Way, encoding, place, kind, clean, damaged and repaired text."""


def cases(kinds: dict[str, list[str]]) -> Iterator[Case]:
    for kind, lines in kinds.items():
        for line in lines:
            for way, codec, damaged in damages(line):
                for place, before, after in places(line, damaged):
                    yield way, codec, place, kind, before, after, repair_text(after)
    kind_of = {line: kind for kind, lines in kinds.items() for line in lines}
    for way, codec, damaged_lines in files(list(kind_of)):
        repaired_lines = repair_text("\n".join(damaged_lines)).split("\n")
        for clean, damaged, repaired in zip(kind_of, damaged_lines, repaired_lines, strict=True):
            yield way, codec, "whole file", kind_of[clean], clean, damaged, repaired


def measure(kinds: dict[str, list[str]], show: str) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for way, codec, place, kind, clean, damaged, repaired in cases(kinds):
        if damaged == clean:
            continue
        outcome = "exact" if repaired == clean else "left" if repaired == damaged else "wrong"
        groups = [way, place, f"{way}: {kind}", f"{way}: {codec}"]
        if way == "once, a byte lost" and codec.startswith("cp125"):
            groups.append("cp125x once, a byte lost")
        counts.update((group, outcome) for group in groups)
        if show in groups and outcome != "exact":
            print(f"{outcome:5} {codec:9} {place:14} {clean!r}\n      {damaged!r}\n      {repaired!r}")
    return counts


def clean_files(paths: list[str]) -> None:
    for path in paths:
        text = Path(path).read_text("utf-8", newline="").replace("\r\n", "\n").replace("\r", "\n")
        start = time.process_time()
        repaired = repair_text(text)
        seconds = time.process_time() - start
        changed = [(a, b) for a, b in zip(text.split("\n"), repaired.split("\n"), strict=True) if a != b]
        print(
            f"{path}: {len(changed)} of {text.count(chr(10)) + 1} lines changed, {len(text.encode()) / 1e6 / seconds:.1f} MB/s"
        )
        for a, b in changed[:20]:
            print(f"   {a!r}\n   {b!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", default="", help="list what does not come back of a group, as it is printed")
    parser.add_argument("--set", default="", help="only tuned or heldout")
    parser.add_argument("--clean", nargs="*", default=[], metavar="FILE")
    arguments = parser.parse_args()
    if arguments.clean:
        clean_files(arguments.clean)
        return
    for name, kinds in tomllib.loads(LINES.read_text("utf-8")).items():
        if arguments.set not in {"", name}:
            continue
        start = time.process_time()
        counts = measure(kinds, arguments.show)
        print(f"\n{name} ({time.process_time() - start:.0f} s)                    lines  exact  wrong")
        for group in dict.fromkeys(group for group, _ in counts):
            exact, wrong, left = (counts[group, outcome] for outcome in ("exact", "wrong", "left"))
            total = exact + wrong + left
            print(f"  {group:45} {total:6} {exact / total:6.1%} {wrong / total:6.1%}")


if __name__ == "__main__":
    sys.exit(main())
