"""What users meet is documented: every command, every code of a finding, every setting."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from notes2anki.check import find_rules, meanings
from notes2anki.cli import group
from notes2anki.config import KEYS

ROOT = Path(__file__).parent.parent
COMMANDS = group.list_commands(click.Context(group))


MAKERS = {"Diagnostic", "Doubt", "_finding", "_RefusedError"}
"""Functions that are called with the code of a finding."""
CODE = re.compile(r"[a-z]+(-[a-z]+)+|repaired|damaged|encoding|unanswered")


def codes() -> set[str]:
    """Every code that a finding is made with somewhere."""
    found = set()
    for file in (ROOT / "src" / "notes2anki").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                found |= {str(value.value) for value in given if isinstance(value, ast.Constant)}
    return {text for text in found if CODE.fullmatch(text)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_that_calls_it(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert command.example.startswith("notes2anki ")
    assert f"notes2anki {name}" in command.example
    assert command.example in command.get_help(click.Context(command, info_name=name)).replace("\n  ", "\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`{name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_code_has_a_meaning() -> None:
    assert {"unanswered", "repaired", "not-text", "image-remote", "identity-doubtful"} <= codes() <= set(meanings())


def test_every_meaning_is_a_sentence_and_then_more() -> None:
    for code, text in meanings().items():
        first, blank, *more = text.split("\n")
        assert first.endswith("."), code
        assert not blank, code
        assert more, code


def test_every_rule_finds_only_its_own_code() -> None:
    for code, rule in find_rules().items():
        assert f'"{code}"' in Path(rule.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_documented(key: str) -> None:
    assert f"`{key}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
