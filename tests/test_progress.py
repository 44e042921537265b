"""How well notes are known, read from collections that Anki's own backend makes, and from files that are none."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from anki_backend import Anki
from notes2anki import progress
from notes2anki.cli import run
from notes2anki.errors import InputError
from notes2anki.model import Known, Progress
from notes2anki.progress import cards, package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTES = "".join(
    f"## What is {name}?\n\nA kind of tea.\n\n"
    for name in ("assam", "bancha", "ceylon", "darjeeling", "earl grey", "fujian")
)
STATES = {  # by place: type, queue, interval, lapses as Anki writes them, and what they mean
    0: ((2, 2, 21, 0), Progress(Known.MATURE, 0)),
    1: ((2, 2, 20, 3), Progress(Known.YOUNG, 3)),
    2: ((3, 1, 30, 1), Progress(Known.LEARNING, 1)),
    3: ((1, 1, 0, 0), Progress(Known.LEARNING, 0)),
    4: ((2, -1, 90, 2), Progress(Known.SUSPENDED, 2)),
    5: ((0, 0, 0, 0), Progress(Known.NEW, 0)),
}


@pytest.fixture
def studied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Anki, dict[str, Progress]]:
    """Import a deck into a fresh profile, whose cards then get the states above; buried is not a state of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tea.md").write_text(NOTES)
    assert run(["build", "tea.md", "-q"]) == 0
    (tmp_path / "profile").mkdir()
    anki = Anki(tmp_path / "profile")
    anki.import_package((tmp_path / "build" / "notes.apkg").read_bytes())
    expected = {}
    for place, number in enumerate(sorted(anki.col.find_cards(""))):
        (kind, queue, interval, lapses), known = STATES[place]
        anki.col.db.execute(
            "update cards set type = ?, queue = ?, ivl = ?, lapses = ? where id = ?",
            kind,
            queue,
            interval,
            lapses,
            number,
        )
        expected[anki.col.get_card(number).note().guid] = known
    anki.col.db.execute("update cards set queue = -3 where queue = 2 and ivl = 20")
    return anki, expected


def exported(anki: Anki, file: Path, *, legacy: bool) -> Path:
    if file.suffix == ".colpkg":
        anki.col.export_collection_package(str(file), include_media=False, legacy=legacy)
        return file
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=False, legacy=legacy)
    anki.col.export_anki_package(out_path=str(file), options=options, limit=None)
    return file


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("suffix", [".colpkg", ".apkg"])
def test_every_export_says_how_well_notes_are_known(
    studied: tuple[Anki, dict[str, Progress]], tmp_path: Path, suffix: str, *, legacy: bool
) -> None:
    anki, expected = studied
    file = exported(anki, tmp_path / f"mine{suffix}", legacy=legacy)
    with zipfile.ZipFile(file) as found:
        assert ("collection.anki21b" in found.namelist()) is not legacy
    before = file.read_bytes()
    assert progress.read(file, expected.keys() | {"never seen"}) == expected
    assert file.read_bytes() == before
    assert progress.read(file, set()) == {}


def test_a_collection_is_read_when_anki_is_closed_and_never_written(
    studied: tuple[Anki, dict[str, Progress]], tmp_path: Path
) -> None:
    anki, expected = studied
    file = tmp_path / "profile" / "collection.anki2"
    with pytest.raises(InputError, match="is open in Anki"):
        progress.read(file, expected.keys())
    anki.col.close()
    before = {path.name: path.read_bytes() for path in file.parent.iterdir() if path.is_file()}
    file.chmod(0o400)
    assert progress.read(file, expected.keys()) == expected
    assert {path.name: path.read_bytes() for path in file.parent.iterdir() if path.is_file()} == before


def test_a_note_is_known_as_its_weakest_card_is() -> None:
    some = [(Known.MATURE, 2), (Known.SUSPENDED, 1), (Known.YOUNG, 0)]
    assert cards._progress(some) == Progress(Known.YOUNG, 3)
    assert cards._progress([*some, (Known.NEW, 0)]).known is Known.NEW
    assert cards._progress([(Known.SUSPENDED, 1)]).known is Known.SUSPENDED


def database(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


NOTES_TABLE = "CREATE TABLE notes (id, guid)"
CARDS_TABLE = "CREATE TABLE cards (nid, type, queue, ivl, lapses)"
ENDLESS = "WITH RECURSIVE n(id, guid) AS (SELECT 1, 'g' UNION ALL SELECT id + 1, 'h' FROM n) SELECT id, guid FROM n"


def test_odd_values_are_borne(tmp_path: Path) -> None:
    rows = "(1,'mature',-1,0,0), (1,2,2,999999999999,-5), (x'00',2,2,3,0), (NULL,2,2,3,0), (2,77,'x',NULL,'many'), (3,2,2,4,9)"
    file = database(
        tmp_path / "odd.anki2",
        NOTES_TABLE,
        CARDS_TABLE,
        "INSERT INTO notes VALUES (1,'a'), (2,'b'), (2.5,'c'), ('3','d'), (4,x'6100'), (5,CAST(x'ff61' AS TEXT)), (NULL,'e')",
        f"INSERT INTO cards VALUES {rows}",
    )
    found = progress.read(file, {"a", "b", "c", "d", "e"})
    assert found == {"a": Progress(Known.MATURE, 0), "b": Progress(Known.NEW, 0)}


def test_a_note_with_a_picture_written_into_it_is_read(tmp_path: Path) -> None:
    file = database(
        tmp_path / "large.anki2",
        "CREATE TABLE notes (id, flds, guid)",
        CARDS_TABLE,
        "INSERT INTO notes VALUES (1, hex(zeroblob(3000000)), 'a')",
        "INSERT INTO cards VALUES (1, 2, 2, 30, 0)",
    )
    assert progress.read(file, {"a"}) == {"a": Progress(Known.MATURE, 0)}


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return path


def encrypted(path: Path) -> Path:
    content = bytearray(packed(path, collection_anki2=b"SQLite format 3\0").read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def bytes_at(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def cut(path: Path) -> Path:
    content = packed(path, collection_anki2=b"SQLite format 3\0" + bytes(range(256)) * 99).read_bytes()
    return bytes_at(path, content[: len(content) // 2])


def spoilt(path: Path) -> Path:
    content = bytearray(packed(path, collection_anki2=b"SQLite format 3\0" + bytes(range(256)) * 99).read_bytes())
    content[60:90] = bytes(30)
    return bytes_at(path, bytes(content))


def cut_database(path: Path) -> Path:
    rows = "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i, i FROM n"
    content = database(path, NOTES_TABLE, CARDS_TABLE, rows).read_bytes()
    return bytes_at(path, content[: len(content) // 2])


def linked(path: Path) -> Path:
    path.symlink_to(path.with_name("nowhere"))
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing": (lambda path: path, "no such file"),
    "folder": (lambda path: (path.mkdir(), path)[1], "no such file"),
    "device": (lambda path: (path.symlink_to("/dev/zero"), path)[1], "no such file"),
    "link to nothing": (linked, "no such file"),
    "empty": (lambda path: bytes_at(path, b""), "not a collection"),
    "text": (lambda path: bytes_at(path, b"## What is tea?"), "not a collection"),
    "zip in name only": (lambda path: bytes_at(path, b"PK\x03\x04" + b"x" * 99), "damaged"),
    "cut": (cut, "damaged"),
    "spoilt": (spoilt, "damaged"),
    "encrypted": (encrypted, "packed in a way"),
    "zip of something else": (lambda path: packed(path, a_txt=b"?"), "holds no collection"),
    "no database in it": (lambda path: packed(path, collection_anki2=b"?"), "no collection that can be read"),
    "no zstandard": (lambda path: packed(path, collection_anki21b=b"SQLite format 3\0"), "damaged"),
    "bomb": (lambda path: packed(path, collection_anki2=bytes(package.LARGEST + 1)), "more than"),
    "database of something else": (lambda path: database(path, "CREATE TABLE t (x)"), "no collection that can be read"),
    "other columns": (
        lambda path: database(path, "CREATE TABLE notes (x)", CARDS_TABLE),
        "no collection that can be read",
    ),
    "views that never end": (
        lambda path: database(path, f"CREATE VIEW notes AS {ENDLESS}", CARDS_TABLE),
        "no collection that can be read",
    ),
    "tables that act": (
        lambda path: database(path, "CREATE VIRTUAL TABLE notes USING fts5(id, guid)", CARDS_TABLE),
        "no collection that can be read",
    ),
    "giant text": (
        lambda path: database(path, NOTES_TABLE, CARDS_TABLE, "INSERT INTO notes VALUES (1, hex(zeroblob(2000000)))"),
        "no collection that can be read",
    ),
    "database cut": (cut_database, "no collection that can be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_collection_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(package, "LARGEST", 1 << 24)
    make, said = HOSTILE[name]
    file = make(tmp_path / "mine.colpkg")
    with pytest.raises(InputError, match=said) as raised:
        progress.read(file, {"a"})
    assert str(raised.value).startswith(f"{file}: ")
    assert "\n" not in str(raised.value)


def test_a_bomb_within_zstandard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zstd = package._zstd(tmp_path)
    monkeypatch.setattr(package, "LARGEST", 1 << 20)
    bomb = packed(tmp_path / "bomb.colpkg", collection_anki21b=zstd.compress(bytes(1 << 24)))
    with pytest.raises(InputError, match="more than"):
        progress.read(bomb, set())
    whole = zstd.compress(bytes(range(256)) * 999)
    short = packed(tmp_path / "short.colpkg", collection_anki21b=whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged"):
        progress.read(short, set())


def test_a_query_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT i, i FROM n"
    file = database(tmp_path / "long.anki2", NOTES_TABLE, CARDS_TABLE, rows)
    assert progress.read(file, {"a"}) == {}
    monkeypatch.setattr(cards, "_TICK", 100)
    monkeypatch.setattr(cards, "_STEPS", 1000)
    with pytest.raises(InputError, match="no collection that can be read"):
        progress.read(file, {"a"})


def test_without_the_library_for_zstandard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    with pytest.raises(InputError, match=r"pip install 'notes2anki\[collection\]'.*older Anki versions"):
        progress.read(packed(tmp_path / "mine.colpkg", collection_anki21b=b""), set())


def test_build_says_what_the_map_shows(
    studied: tuple[Anki, dict[str, Progress]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anki, _ = studied
    tea = str(tmp_path / "tea.md")
    file = exported(anki, tmp_path / "mine.colpkg", legacy=False)
    time.sleep(0.2)  # builds that are remembered come some ticks after the notes
    assert run(["build", tea, "-q"]) == 0
    assert run(["build", tea, "-q"]) == 0
    plain = (tmp_path / "build" / "concept-map.html").read_bytes()
    assert run(["build", tea, "--collection", str(file)]) == 0
    said = "6 of 6 notes in the collection: 1 new, 2 learning, 1 young, 1 mature, 1 suspended\n"
    assert said in capsys.readouterr().out
    known = (tmp_path / "build" / "concept-map.html").read_bytes()
    assert b"In Anki: mature (well known)" in known
    assert b"In Anki: young (comes back within 3 weeks), forgotten 3 times" in known
    assert run(["build", tea, "--collection", str(file), "-q"]) == 0
    assert (tmp_path / "build" / "concept-map.html").read_bytes() == known
    assert run(["build", tea, "-q"]) == 0
    assert (tmp_path / "build" / "concept-map.html").read_bytes() == plain


def test_build_says_when_nothing_of_the_notes_is_there(
    studied: tuple[Anki, dict[str, Progress]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anki, _ = studied
    file = exported(anki, tmp_path / "mine.apkg", legacy=True)
    (tmp_path / "other.md").write_text("## What is mate?\n\nA holly.\n")
    assert run(["build", "other.md", "--collection", str(file)]) == 0
    assert "none of 1 note is in the collection; import the deck into Anki" in capsys.readouterr().out


def test_a_build_with_a_wrong_collection_writes_nothing(
    studied: tuple[Anki, dict[str, Progress]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert studied
    shutil.rmtree(tmp_path / "build")
    assert run(["build", "tea.md", "--collection", "tea.md"]) == 2
    assert "tea.md: not a collection of Anki; export it from Anki anew" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
