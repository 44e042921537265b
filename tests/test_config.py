"""Settings: found at or above the notes, each key and value checked, nothing outside of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes2anki.config import KEYS, Decks, load
from notes2anki.errors import SettingsError


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    return tmp_path


def test_without_a_file_the_root_is_the_current_folder(project: Path) -> None:
    settings = load(Path("notes"))
    assert settings.root == project
    assert settings.file is None
    assert (settings.notes, settings.output) == ("source_notes", "build")


def test_the_nearest_file_counts(project: Path) -> None:
    (project / "notes2anki.toml").write_text('title = "far"')
    (project / "notes" / "notes2anki.toml").write_text('title = "near"')
    settings = load(Path("notes/deep"))
    assert settings.title == "near"
    assert settings.root == project / "notes"


def test_pyproject_comes_first_and_counts_only_with_our_table(project: Path) -> None:
    (project / "notes2anki.toml").write_text('title = "own file"')
    (project / "pyproject.toml").write_text('[project]\nname = "x"')
    assert load(project).title == "own file"
    (project / "pyproject.toml").write_text(
        '[tool.notes2anki]\ntitle = "table"\ndecks = "section"\nignore = ["unanswered"]'
    )
    settings = load(project / "notes")
    assert (settings.title, settings.decks, settings.ignore) == ("table", Decks.SECTION, ("unanswered",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tilte = "x"', f"unknown key 'tilte'; the keys are {', '.join(KEYS)}"),
        ('root = "/"', "unknown key 'root'"),
        ("title = 1", "title must be a text, not 1"),
        ("title = true", "title must be a text, not True"),
        ('ignore = "unanswered"', "ignore must be a list of texts, not 'unanswered'"),
        ("ignore = [1]", "ignore must be a list of texts"),
        ('decks = "files"', 'decks must be one of "file", "section", "flat", not \'files\''),
        ("decks = []", 'decks must be one of "file", "section", "flat", not []'),
        (
            'output = "../out"',
            "output must stay inside the folder of this file, not '../out' (the option -o may lead anywhere)",
        ),
        ('output = "/etc"', "output must stay inside"),
        ('notes = "../.."', "notes must stay inside"),
        ('style = "../x.css"', "style must stay inside"),
        ('style = "link.css"', "style must stay inside"),
        ('style = ".env"', "style must be a file that ends in .css, not '.env'"),
        ('notes = "\\u0000"', "notes must stay inside"),
        ('source_url = "javascript:alert(1)"', "source_url must begin with one of https, http"),
        ("title = ", "cannot be read as settings"),
        ("title = 'x'\ntitle = 'y'", "cannot be read as settings"),
        ("\udcff", "cannot be read as settings"),
        ("#" * (1 << 20) + "\n", "longer than"),
        ("a = " + "[" * 5000, "cannot be read as settings"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_file_and_key(project: Path, text: str, said: str) -> None:
    file = project / "notes2anki.toml"
    (project / "link.css").symlink_to("/etc/passwd")
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError) as error:
        load(project)
    assert str(error.value).startswith(f"{file}: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_project_file_that_speaks_to_others_may_be_broken(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.other\n")
    assert load(project).file is None
    (project / "pyproject.toml").write_text("[tool.notes2anki\n")
    with pytest.raises(SettingsError):
        load(project)


def test_what_is_no_regular_file_is_no_settings_file(project: Path) -> None:
    (project / "notes2anki.toml").mkdir()
    assert load(project).file is None


@pytest.mark.parametrize(("given", "now"), [("0", 1), ("1700000000", 1700000000), ("9" * 30, 2**32 - 1)])
def test_the_time_of_a_build_can_be_given(project: Path, monkeypatch: pytest.MonkeyPatch, given: str, now: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert load(project).now == now


@pytest.mark.parametrize("given", ["yesterday", "-1", "1.5", "²", " 1"])
def test_a_time_that_is_none_is_said(project: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        load(project)
