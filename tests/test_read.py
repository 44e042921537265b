"""Which files are read, and as what: nothing is lost, nothing hangs, nothing leaves the folder."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.errors import InputError
from notes2anki.model import Severity
from notes2anki.read import SIZE_LIMIT, Reading, read
from notes2anki.read.decode import NotTextError, decode


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n", "utf-8")
    return folder


def paths(reading: Reading) -> list[str]:
    return [source.path for source in reading.sources]


def test_a_folder_is_read_with_all_below_it_in_order(tmp_path: Path) -> None:
    fill(
        tmp_path, "b.md", "a/z.markdown", "a/B.TXT", "c.org", "README", "x.py", "picture.png", ".hidden.md", ".git/c.md"
    )
    reading = read([str(tmp_path)])
    assert reading.base == tmp_path
    assert paths(reading) == ["README", "a/B.TXT", "a/z.markdown", "b.md", "c.org"]
    assert reading.sources[3].file == tmp_path / "b.md"
    assert reading.sources[3].text == "# b.md\n"
    assert reading.diagnostics == ()


def test_what_is_built_is_left_out_below_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a.md", "build/out.md", "sub/build/in.md")
    assert paths(read([str(tmp_path)], leave_out=[tmp_path / "build"])) == ["a.md", "sub/build/in.md"]
    assert paths(read([str(tmp_path / "build")], leave_out=[tmp_path / "build"])) == ["out.md"]


@pytest.mark.parametrize(
    ("given_paths", "base", "expected"),
    [
        pytest.param(["a/x.md"], "a", ["x.md"], id="the folder of one file"),
        pytest.param(["a", "b"], "", ["a/x.md", "b/x.md"], id="what two folders have in common"),
        pytest.param(["a", "a/x.md"], "a", ["x.md"], id="each file once"),
        pytest.param(["a/x.md", "c.log"], "", ["a/x.md", "c.log"], id="any suffix where it is named"),
    ],
)
def test_paths_are_relative_to_what_was_given(
    tmp_path: Path, given_paths: list[str], base: str, expected: list[str]
) -> None:
    fill(tmp_path, "a/x.md", "b/x.md", "c.log")
    reading = read([str(tmp_path / path) for path in given_paths])
    assert reading.base == tmp_path / base
    assert paths(reading) == expected


def test_standard_input_is_a_source_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fill(tmp_path, "stdin.md"))
    (source,) = read(["-"], stdin=b"# x\n").sources
    assert (source.path, source.file, source.text) == ("stdin.md", None, "# x\n")
    assert paths(read(["-", "."], stdin=b"# x\n")) == ["_stdin.md", "stdin.md"]


def test_standard_input_of_the_process_is_read() -> None:
    program = "from notes2anki.read import read; print(read(['-']).sources[0].text)"
    done = subprocess.run([sys.executable, "-c", program], input=b"gr\xfcn", capture_output=True, check=True)
    assert done.stdout.decode().strip() == "grün"


def test_links_are_not_followed_below_a_folder(tmp_path: Path) -> None:
    notes = fill(tmp_path / "notes", "a.md")
    fill(tmp_path, "outside.md", "other/b.md")
    (notes / "link.md").symlink_to(tmp_path / "outside.md")
    (notes / "folder").symlink_to(tmp_path / "other")
    (notes / "loop").symlink_to(notes)
    reading = read([str(notes)])
    assert paths(reading) == ["a.md"]
    assert [(each.path, each.code) for each in reading.diagnostics] == [
        (name, "not-read") for name in ("folder", "link.md", "loop")
    ]
    assert paths(read([str(notes / "link.md")])) == ["link.md"]


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    fill(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    reading = read([str(tmp_path)])
    assert paths(reading) == ["a.md"]
    assert [each.code for each in reading.diagnostics] == ["not-read"]
    for path in (tmp_path / "pipe.md", Path("/dev/zero")):
        with pytest.raises(InputError, match="no regular file"):
            read([str(path)])


def test_odd_file_names_are_no_trouble(tmp_path: Path) -> None:
    names = [b"caf\xe9.md", b"caf\\xe9.md", "שלום\u202e.md".encode(), b"new\nline.md"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("# x", "utf-8")
    reading = read([str(tmp_path)])
    assert len(set(paths(reading))) == len(names)
    assert "".join(paths(reading)).encode()
    assert all(source.file and source.file.exists() for source in reading.sources)


def test_binary_files_are_left_out_of_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    fill(tmp_path, "a.md")
    (tmp_path / "b.md").write_bytes(bytes(range(256)) * 40)
    reading = read([str(tmp_path)])
    assert paths(reading) == ["a.md"]
    assert [(each.path, each.code, each.severity) for each in reading.diagnostics] == [
        ("b.md", "not-text", Severity.INFO)
    ]
    with pytest.raises(InputError, match=r"b\.md: .*no text"):
        read([str(tmp_path / "b.md")])


def test_large_files_are_reported(tmp_path: Path) -> None:
    fill(tmp_path, "a.md")
    with (tmp_path / "b.md").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    reading = read([str(tmp_path)])
    assert [(each.path, each.code, each.severity) for each in reading.diagnostics] == [
        ("b.md", "too-large", Severity.ERROR)
    ]
    with pytest.raises(InputError, match="split it"):
        read([str(tmp_path / "b.md")])
    with pytest.raises(InputError, match="standard input"):
        read(["-"], stdin=bytes(SIZE_LIMIT + 1))


@pytest.mark.parametrize("path", ["nowhere.md", "nowhere/x.md", "a\0b", "a.md/b.md"])
def test_a_path_that_leads_nowhere_is_one_line(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fill(tmp_path, "a.md"))
    with pytest.raises(InputError) as raised:
        read([path])
    assert "\n" not in str(raised.value)
    assert path in str(raised.value)


def test_a_folder_without_notes_says_what_is_read(tmp_path: Path) -> None:
    fill(tmp_path, "x.py")
    with pytest.raises(InputError, match=r"\.md, \.markdown, \.txt, \.org"):
        read([str(tmp_path)])


def test_an_unreadable_file_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.md", "b.md")

    def refuse(path: Path) -> bytes:  # permissions would not stop root
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"a\.md: cannot be read \(Permission denied\)"):
        read([str(tmp_path)])


SENTENCES = {
    "cp1252": [
        "Café crème brûlée",
        "Straße und Übung",
        "naïve",
        "“quoted” – dash…",
        "São Paulo não é a capital",
        "20 °C",
    ],
    "cp1254": ["Öğrenme hızı nedir?\nAğırlıkların ne kadar değiştiği", "Şu an ne yapıyorsun", "ışık"],
    "cp1250": ["Co to jest sieć neuronowa?\nŻółta łódź", "Příliš žluťoučký kůň"],
    "cp1251": ["Что такое градиент?\nЭто вектор.", "Це українська мова, її вивчають"],
    "koi8_r": ["Что такое градиент?\nЭто вектор частных производных."],
    "cp1253": ["Τι είναι η μηχανική μάθηση;"],
    "cp1255": ["מה זה למידת מכונה?"],
    "cp1256": ["ما هو التعلم الآلي؟"],
    "cp1257": ["Kas yra mašininis mokymasis? Ąžuolas"],
    "mac_roman": ["Café crème brûlée"],
    "cp850": ["Café crème"],
    "cp932": ["機械学習とは何ですか?"],
    "euc_jp": ["機械学習とは何ですか?"],
    "gb18030": ["什么是机器学习?"],
    "big5": ["什麼是機器學習?"],
    "cp949": ["기계 학습이란 무엇입니까?"],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in SENTENCES.items() for text in texts])
def test_old_encodings_are_told_from_a_few_words(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.guessed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_and_marks_are_known(encoding: str) -> None:
    decoded = decode("# What?\nBecause of größe ≤ 5.\n".encode(encoding))
    assert decoded.text == "# What?\nBecause of größe ≤ 5.\n"


def test_big_endian_marks_are_known() -> None:
    assert decode(codecs.BOM_UTF32_BE + "# 学".encode("utf-32-be")).text == "# 学"
    assert decode(codecs.BOM_UTF16_BE + "# 学".encode("utf-16-be")).text == "# 学"


def test_a_guess_is_reported_with_name_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("one\r\ntwo\rsüß\n".encode("cp1252"))
    (found,) = read([str(tmp_path)]).diagnostics
    assert (found.path, found.line, found.code, found.severity) == ("a.md", 3, "encoding", Severity.WARNING)
    assert "cp1252" in found.message


def test_lines_pasted_in_another_encoding_do_not_spoil_the_rest() -> None:
    data = "Größe\nЧто это?\n学习\n".encode() + "süß\n".encode("cp1252")
    assert decode(data).text == "Größe\nЧто это?\n学习\nsüß\n"


def test_controls_in_text_do_not_make_it_binary() -> None:
    text = "# What?\nBecause\x00 of that, \x1b[0m and \x1f this; and so on.\n"
    assert decode(text.encode()).text == text


@given(st.binary())
def test_bytes_are_read_without_loss_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotTextError:
        return
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    if decoded.encoding in {"utf-8", "latin-1"} or not decoded.guessed:
        again = decoded.text.encode(decoded.encoding)
        assert data in {again, marks.get(decoded.encoding, b"") + again}
    assert "\ufffd" not in decoded.text or "\ufffd".encode() in data or decoded.encoding != "utf-8"


@given(st.text(st.characters(codec="utf-8")).filter(lambda text: text.isprintable()))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
