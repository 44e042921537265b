"""Damaged notes come back, clean ones stay; line numbers never move."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.model import Severity, Source
from notes2anki.repair import repair, repair_text

DATA = Path(__file__).parent / "repair"
USER_NOTES = Path(__file__).parents[2] / "shared" / "notes_corpus" / "deep_learning.md"
DAMAGE = "Ã©Â€œ™ğŸš€ïâ\x9d\x81ÐÑ‚├®вЂ\u00a0\ufffd"


def lines_of(name: str) -> list[str]:
    return [line for line in (DATA / name).read_text("utf-8").split("\n") if line and not line.startswith("#")]


def pairs() -> list[tuple[str, str]]:
    lines = lines_of("damaged.txt")
    return list(zip(lines[::2], lines[1::2], strict=True))


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in repair(Source("n.md", text))[1]]


@pytest.mark.parametrize("line", lines_of("clean.txt"))
def test_clean_lines_stay_as_they_are(line: str) -> None:
    assert repair_text(line) == line
    assert codes(line) == []


@pytest.mark.parametrize(("damaged", "clean"), pairs())
def test_damage_is_undone_in_a_line_of_its_own(damaged: str, clean: str) -> None:
    assert repair_text(damaged) == clean


@pytest.mark.parametrize(("damaged", "clean"), pairs())
def test_damage_is_undone_between_clean_lines(damaged: str, clean: str) -> None:
    around = "\n".join(lines_of("clean.txt")[:6])
    assert repair_text(f"{around}\n{damaged}\n{around}") == f"{around}\n{clean}\n{around}"


@pytest.mark.parametrize("line", lines_of("open.txt"))
def test_what_could_be_several_things_stays_and_is_reported(line: str) -> None:
    assert repair_text(line) == line
    assert codes(line) == ["damaged"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("a\r\nb\rc\n", "a\nb\nc\n", id="line ends"),
        pytest.param("a\n\u00a0\u3000\nb", "a\n\nb", id="a line of odd spaces is blank"),
        pytest.param("#\u00a0Title\n-\u2003item\n1.\u00a0x\n>\u00a0q", "# Title\n- item\n1. x\n> q", id="behind marks"),
        pytest.param("\u00a0\u00a0- x\u00a0y", "  - x\u00a0y", id="before marks, not between words"),
        pytest.param("\ufeff# Title", "# Title", id="byte order mark"),
        pytest.param("a\x00b\x1fc\x1b[0m\x7f", "a␀b␟c␛[0m␡", id="controls are shown"),
        pytest.param("a\x0bb\x0cc\u2028d\u2029e", "a b c d e", id="no line ends to an editor"),
        pytest.param("a\ud800b\uffff", "a\ufffdb\ufffd", id="no characters"),
    ],
)
def test_spaces_and_controls_are_made_plain(text: str, plain: str) -> None:
    assert repair_text(text) == plain


def test_each_file_is_reported_once_with_the_lines() -> None:
    damaged, clean = pairs()[2]
    source, (found,) = repair(Source("n.md", f"x\n{damaged}\ny\n{damaged}", Path("/n.md")))
    assert source == Source("n.md", f"x\n{clean}\ny\n{clean}", Path("/n.md"))
    assert (found.path, found.line, found.code, found.severity) == ("n.md", 2, "repaired", Severity.INFO)
    assert "2 lines" in found.message
    assert "2, 4" in found.message


def test_line_ends_alone_are_no_repair_to_speak_of() -> None:
    assert codes("a\r\nb\r\n") == []


@pytest.mark.skipif(not USER_NOTES.exists(), reason="the corpus of real notes is not beside the repository")
def test_real_notes_come_back_whole() -> None:
    before = USER_NOTES.read_text("utf-8")
    source, (found,) = repair(Source("deep_learning.md", before))
    assert "47 lines" in found.message
    assert set(re.findall(r"[^\x00-\x7f]", source.text)) == set("✔🚀🔹→−∂η𝜂—\u200b\ufe0f\u20e3")
    assert re.findall(r"\d\ufe0f\u20e3", source.text) == [f"{digit}\ufe0f\u20e3" for digit in "345678"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(DAMAGE), st.sampled_from("\r\n \t-#>aA"))))
def test_repairing_twice_is_repairing_once_and_no_line_moves(text: str) -> None:
    once = repair_text(text)
    assert repair_text(once) == once
    assert once.count("\n") == len(re.findall(r"\r\n|\r|\n", text))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", once)


@given(st.sampled_from(lines_of("clean.txt")), st.sampled_from(["cp1252", "cp1254", "mac-roman", "cp437", "cp1250"]))
def test_what_was_misread_and_kept_is_read_again_or_left(line: str, encoding: str) -> None:
    damaged = "".join(
        bytes([byte]).decode(encoding, "surrogateescape").replace(chr(0xDC00 + byte), chr(byte))
        for byte in line.encode()
    )
    repaired = repair_text(damaged)
    assert repaired in {line, damaged} or "�" in repaired


MIXED = "".join(random.Random(1).choices(DAMAGE + " a", k=10_000))


@pytest.mark.parametrize("unit", [MIXED, "Ã©", "ð", "â€", "Ã¢Â€Â™ ", "вЂ™", "├®", "ÐÑ", "\u00a0", "- \u00a0", "ğŸ\n"])
def test_hostile_text_takes_no_more_than_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        repair_text(unit * (size // len(unit)))
        return time.process_time() - start

    seconds(1000)  # tables are made once
    assert seconds(60_000) < 10 * max(seconds(15_000), 0.1)
