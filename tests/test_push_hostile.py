"""Whatever answers in Anki's place, and whatever notes it holds, a push says in one line what to do next."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from push_desk import Desk, desk_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    with desk_in(tmp_path, capsys) as desk:
        yield desk


@contextmanager
def somebody(reply: Iterable[bytes]) -> Iterator[int]:
    """Somebody who answers whatever is asked with this, as long as anybody listens; the port."""

    def answer() -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(65536)
            for part in reply:
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def slowly(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        time.sleep(0.02)
        yield part


def http(body: bytes, status: str = "200 OK", head: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


VERSION = b'{"result": 6, "error": null}'
REPLIES: dict[str, tuple[Iterable[bytes], str]] = {
    "text": ([http(b"hello")], "is not AnkiConnect; name another port with --port"),
    "HTML": ([http(b"<!doctype html><title>Router</title>")], "is not AnkiConnect"),
    "a list": ([http(b"[]")], "is not AnkiConnect"),
    "only a result": ([http(b'{"result": 6}')], "is not AnkiConnect"),
    "an error that is a list": ([http(b'{"result": null, "error": [[]]}')], "is not AnkiConnect"),
    "a version that is a text": ([http(b'{"result": "6", "error": null}')], "is not AnkiConnect"),
    "a version before": ([http(b'{"result": 5, "error": null}')], "AnkiConnect is too old (interface 5, 6 is needed)"),
    "no end of brackets": ([http(b"[" * 1_000_000)], "is not AnkiConnect"),
    "a number without end": ([http(b"9" * 1_000_000)], "is not AnkiConnect"),
    "no encoding": ([http(b"\x00\xff")], "is not AnkiConnect"),
    "no HTTP": ([b"\x00\xff"], "broke off"),
    "nothing": ([], "broke off"),
    "a part": ([http(b"{", head="Content-Length: 99\r\n")], "broke off"),
    "a chunk of no size": ([http(b"no\r\n", head="Transfer-Encoding: chunked\r\n")], "broke off"),
    "another way": ([http(VERSION, "302 Found", "Location: http://127.0.0.1:9/\r\n")], "is not AnkiConnect"),
    "a refusal": ([http(VERSION, "403 Forbidden")], "is not AnkiConnect"),
    "no end": (itertools.chain([http(b"")], itertools.repeat(b"{" * 65_536)), "does not stop answering; is it Anki?"),
    "no end of heads": (itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"a: b\r\n")), "broke off"),
    "never quite": (slowly(itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n")), "does not answer within 1 s; close"),
    "letter by letter": (slowly(itertools.chain([http(b"")], itertools.repeat(b" "))), "does not answer within 1 s"),
}


@pytest.mark.parametrize(("reply", "message"), REPLIES.values(), ids=list(REPLIES))
def test_somebody_else_answers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reply: Iterable[bytes], message: str
) -> None:
    from notes2anki.push import connect

    monkeypatch.setattr(connect, "GREETING", 0.7)
    with somebody(reply) as desk.port:
        said = desk.push("--yes", status=3)
    assert message in said
    assert said.count("\n") == 1
    assert not Path("notes2anki.lock").exists()


def info(**changes: object) -> list[dict[str, object]]:
    """What Anki tells of a note, with some of it as no Anki tells it."""
    fields = {"Id": {"value": "x", "order": 0}}
    return [
        {"noteId": 1, "modelName": "notes2anki Q&A", "fields": fields, "tags": [], "mod": 1, "cards": [1]} | changes
    ]


ODD: dict[str, list[object]] = {
    "modelNamesAndIds": [None, [], {"notes2anki Q&A": "1"}],
    "findNotes": [None, {}, ["1"]],
    "notesInfo": [
        {},
        [7],
        info(noteId="1"),
        info(noteId=10**30),
        info(modelName=["a"]),
        info(fields=[]),
        info(fields={"Id": "x"}),
        info(fields={"Id": {"value": 1}}),
        info(fields={"Id": {"value": "\ud800"}}),
        info(tags=None),
        info(tags=["two words"]),
        info(tags=[1]),
        info(mod=""),
        info(mod=1.5),
        info(mod=10**30),
        info(mod=-1),
        info(cards=[None]),
    ],
    "getDecks": [None, {"a": 1}, {"a": ["1"]}],
    "areSuspended": [None, [], {}],
    "multi": [None, [], {}, [{"result": None, "error": None}] * 9],
}


@pytest.mark.parametrize(
    ("action", "answer"), [(action, answer) for action, answers in ODD.items() for answer in answers], ids=str
)
def test_an_answer_that_no_anki_gives(desk: Desk, monkeypatch: pytest.MonkeyPatch, action: str, answer: object) -> None:
    desk.push("--yes")
    desk.edit("coffee.md", "## What is crema?\nFoam of oils and gas on an espresso.\n", "")
    handle = desk.standin.handle

    def odd(request: dict[str, Any]) -> dict[str, Any]:
        return {"result": answer, "error": None} if request["action"] == action else handle(request)

    monkeypatch.setattr(desk.standin, "handle", odd)
    said = desk.push("--yes", status=3)
    assert "AnkiConnect" in said
    assert "install" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("action", ["findNotes", "importPackage", "addTags", "suspend"])
@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("disk\nfull \x1b[2J", "refused '{}': disk full \\u001b[2J; nothing that follows was done, push again when"),
        ("s3cret " * 1000, "refused '{}': ... ... "),
    ],
    ids=["controls", "long, with the key"],
)
def test_what_is_refused_is_said_in_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, action: str, error: str, message: str
) -> None:
    """Also where several are asked for at once, and only one of them is refused."""
    monkeypatch.setenv("ANKICONNECT_API_KEY", "s3cret")
    desk.push("--yes")
    desk.edit("coffee.md", "## What is crema?\nFoam of oils and gas on an espresso.\n", "## What is froth?\nFoam.\n")

    def refuse(**_: object) -> None:
        raise RuntimeError(error)

    with monkeypatch.context() as patch:
        patch.setattr(desk.standin, f"do_{action}", refuse)
        said = desk.push("--yes", status=3)
    assert message.format(action) in said
    assert "s3cret" not in said
    assert said.count("\n") == 1
    assert len(said) < 600
    desk.push("--yes")
    assert "nothing to do" in desk.push()
    assert [card.queue for card in desk.cards("crema")] == [-1]


NAMES = [
    'say "hi"',
    "a*b",
    "a_b",
    "deck:x OR note:y",
    "-tag:x",
    "back\\slash",
    "A::::B",
    " ::A:: ",
    "tab\tand\x1b[2J",
    "cafe\u0301",
    "ΣΑΣ",
    "\u202eevil",
    "İstanbul",
    "x" * 300,
    "{{Front}}",
    "<b>bold</b> & co",
    "Default",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_deck_of_any_name_is_the_same_at_the_next_push(desk: Desk, name: str) -> None:
    desk.push("--yes")
    reviewed = desk.anki.review()
    for _ in range(2):  # cards move there, and then are there
        desk.push("--yes", "--title", name)
        assert "nothing to do" in desk.push("--title", name)
    assert desk.anki.history() == reviewed
    Path("notes/milk.md").write_text("# Milk\n\n## What is whey?\nWhat is left.\n")  # some are made there
    desk.push("--yes", "--title", name)
    assert "nothing to do" in desk.push("--title", name)


@pytest.mark.parametrize("name", [name for name in NAMES if ":" not in name], ids=ascii)
def test_our_note_types_are_found_whatever_they_are_called(desk: Desk, name: str) -> None:
    desk.push("--yes")
    models = desk.anki.col.models
    for model in models.all():
        if model["name"] == "notes2anki Q&A":
            model["name"] = name
            models.update_dict(model)
    models._clear_cache()
    assert "nothing to do" in desk.push("--yes")
    assert len(desk.anki.notes()) == 5


@pytest.mark.parametrize(
    "text", ["", "nid:1", '" OR deck:*', "nabcdefghijklmno", "<b>", "x" * 5000], ids=lambda t: t[:9]
)
def test_an_id_that_was_edited_in_anki_makes_no_second_note(desk: Desk, text: str) -> None:
    desk.push("--yes")
    desk.change("crema", Id=text)
    said = desk.push("--yes")
    assert "unsure    coffee.md:3: What is crema?\n" in said
    assert len(desk.anki.notes()) == 5
    assert said.endswith("nothing to do: what is listed stays as it is in Anki\n")
    desk.change("crema", Id=desk.note("crema").guid)
    assert "unsure" not in desk.push("--yes")


def test_a_copy_made_in_anki_is_left_alone(desk: Desk) -> None:
    desk.push("--yes")
    copy = desk.copy("crema")
    copy["Answer"] = "My own words."
    desk.anki.col.update_note(copy)
    assert "nothing to do" in desk.push("--yes")
    desk.edit("coffee.md", "Foam of oils", "A foam of oils")
    desk.push("--yes")
    assert "nothing to do" in desk.push()
    assert sorted(note["Answer"][:6] for note in desk.anki.notes().values() if "crema" in note.fields[0]) == [
        "A foam",
        "My own",
    ]
    Path("notes/coffee.md").unlink()
    desk.push("--yes", "--delete")
    assert any(note["Answer"] == "My own words." for note in desk.anki.notes().values())


@pytest.mark.parametrize("question", ["crema", "grinds"])
def test_a_copy_whose_original_has_another_type_joins_no_types(desk: Desk, question: str) -> None:
    """It has the id of the notes, but not their guid, so that a package would bring the original."""
    desk.edit("coffee.md", "It grinds", "It {{c1::grinds}}")  # of the other note type
    desk.push("--yes")
    desk.anki.review()
    original = desk.note(question)
    asked = original.fields[0]
    desk.copy(question)
    desk.retype(original)
    before = desk.anki.history()
    fields = {model["name"]: len(model["flds"]) for model in desk.anki.col.models.all()}
    desk.edit("coffee.md", "an espresso.", "a good espresso.")
    desk.edit("coffee.md", "evenly", "more evenly")
    said = desk.push("--yes")
    assert "unsure    coffee.md:" in said
    desk.anki.col.models._clear_cache()
    assert {model["name"]: len(model["flds"]) for model in desk.anki.col.models.all()} == fields
    assert [row[:1] + row[2:] for row in desk.anki.history()] == [row[:1] + row[2:] for row in before]
    assert desk.anki.col.get_note(original.id).fields[0] == asked


def test_an_id_of_another_note_in_the_notes_takes_nothing_over(desk: Desk) -> None:
    """A stranger's notes may name any note of Anki."""
    basic = desk.anki.col.models.by_name("Basic")
    diary = desk.anki.col.new_note(basic)
    diary["Front"], diary["Back"] = "My diary", "Nobody's business."
    desk.anki.col.add_note(diary, desk.anki.col.decks.id("Mine"))
    desk.edit("coffee.md", "an espresso.\n", f"an espresso.\n<!--ID: {diary.id}-->\n")
    desk.push("--yes")
    desk.push("--yes", "--overwrite", "--move", "--delete")
    assert desk.anki.col.get_note(diary.id).fields == ["My diary", "Nobody's business."]
    assert desk.anki.col.get_note(diary.id).note_type()["name"] == "Basic"
