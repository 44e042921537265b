"""The deck, imported by Anki's own backend as a user imports it."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anki_backend import Anki, Log
from deck_factory import MODIFIED, SETTINGS, collection, document, note
from notes2anki.config import Unanswered
from notes2anki.errors import InputError
from notes2anki.export import apkg
from notes2anki.export.anki import cloze, note_types, style, writer
from notes2anki.export.anki.selection import LeftOut, left_out
from notes2anki.model import Choice, Collection, Form, Media, Note, Rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = Media("n2a-1f.png", b"\x89PNG\r\n\x1a\n and so on")
SOUND = Media("n2a-2e.mp3", b"ID3 and so on")


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    user = Anki(tmp_path)
    yield user
    user.col.close()


def package(built: Collection, **more: Any) -> bytes:
    (content,) = apkg.export(built, dataclasses.replace(SETTINGS, **more)).values()
    return content


def forms() -> Collection:
    """A note of each form, and a follow-up of a follow-up."""
    section = ("Deep learning", "Layers")
    notes = [
        note("basic", section=section, concepts=("ReLU",), tags=("exam",)),
        note("followup", parent="basic", section=section),
        note("deeper", parent="followup", section=section),
        note("reversed", form=Form.REVERSED),
        note("typed", answer="max(0, x)", form=Form.TYPED),
        note(
            "choice", answer="", form=Form.CHOICE, choices=(Choice("SGD", correct=True), Choice("ReLU", correct=False))
        ),
        note("cloze", form=Form.CLOZE, prompt="{{c1::Batch}} and {{c3::mini-batch::how small?}}"),
        note("after cloze", parent="cloze"),
        note("unanswered", answer=""),
        note("unanswered followup", answer="", parent="basic"),
        note("marked", card=False),
    ]
    choices = '<ul><li class="right">SGD</li><li>ReLU</li></ul>'
    looks = {"choice": Rendered("<p>Which one?</p>", "", hint="<p>three letters</p>", choices=choices)}
    return collection(document(notes, "sub/deep.md", "Deep learning"), title="All", rendered=looks)


def edited(built: Collection, guid: str, answer: str, modified: int = MODIFIED + 60) -> Collection:
    """The collection some time later, with another answer of one note."""
    (file,) = built.documents
    notes = (dataclasses.replace(found, modified=modified) if found.id == guid else found for found in file.notes)
    looks = dict(built.rendered) | {guid: dataclasses.replace(built.rendered[guid], answer=answer)}
    return dataclasses.replace(built, documents=(dataclasses.replace(file, notes=tuple(notes)),), rendered=looks)


def test_every_question_is_a_note_or_has_a_reason(anki: Anki) -> None:
    built = forms()
    assert anki.import_package(package(built)) == Log(new=8)
    assert [(found.id, reason) for found, reason in left_out(built, SETTINGS.unanswered)] == [
        ("unanswered", LeftOut.UNANSWERED),
        ("unanswered followup", LeftOut.UNANSWERED),
        ("marked", LeftOut.MARKED),
    ]
    assert sorted(anki.sides()) == [
        ("after cloze", 0),
        ("basic", 0),
        ("choice", 0),
        ("cloze", 0),
        ("cloze", 2),
        ("deeper", 0),
        ("followup", 0),
        ("reversed", 0),
        ("reversed", 1),
        ("typed", 0),
    ]
    assert anki.faults() == []


def test_cards_are_those_that_anki_makes(anki: Anki) -> None:
    anki.import_package(package(forms()))
    before = sorted(anki.sides())
    for found in anki.notes().values():
        found.add_tag("touched")
        anki.col.update_note(found)  # makes the cards that are missing
    assert sorted(anki.sides()) == before


def test_cards_show_their_fields_and_nothing_of_the_templates(anki: Anki) -> None:
    anki.import_package(package(forms()))
    for front, back in anki.sides().values():
        for side in (front, back):
            assert "{{" not in side
            assert "{unknown" not in side
            assert "docs.ankiweb.net" not in side
            assert "<script" not in side


def test_answer_is_not_on_the_front(anki: Anki) -> None:
    anki.import_package(package(forms()))
    sides = anki.sides()
    for (guid, number), (front, back) in sides.items():
        if (guid, number) != ("reversed", 1):
            assert f"Answer {guid}." not in front
            assert f"Answer {guid}." in back or guid in {"typed", "choice"}
    front, back = sides["reversed", 1]
    assert "Answer reversed." in front
    assert "Question reversed?" not in front
    assert "Question reversed?" in back


def test_followup_shows_what_it_follows(anki: Anki) -> None:
    anki.import_package(package(forms()))
    sides = anki.sides()
    front, back = sides["followup", 0]
    assert "Question basic?" in front
    assert "Answer basic." not in front
    assert re.search(r"<details><summary>[^<]+</summary><div[^>]*><p>Answer basic\.", back)
    assert re.search(r"Asked next.*<li><p>Question deeper\?", back)
    assert re.search(r"Asked next.*<li><p>Question followup\?</p></li><li><p>Question unanswered", sides["basic", 0][1])
    front, back = sides["after cloze", 0]
    assert "[…] and […]" in front
    assert "Batch and mini-batch" in back


def test_related_questions_are_shown_on_a_line_each(anki: Anki) -> None:
    looks = {
        "b": Rendered("What is <em>b</em>?", "b"),
        "c": Rendered("<p>What is c?</p><pre><code>c = 1</code></pre>", "c"),
    }
    built = collection(document([note("a"), note("b"), note("c", "What is c<d?")]), rendered=looks)
    anki.import_package(package(dataclasses.replace(built, related={"a": ("c", "b")})))
    assert anki.fields("a")["Related"] == "<ul><li>What is c&lt;d?</li><li>What is <em>b</em>?</li></ul>"
    assert "Related" in anki.sides()["a", 0][1]
    assert "Related" not in anki.sides()["a", 0][0] + anki.sides()["b", 0][1]


def test_typed_answer_is_asked_for_and_compared(anki: Anki) -> None:
    anki.import_package(package(forms()))
    front, back = anki.sides()["typed", 0]
    assert "[[type:Typed]]" in front
    assert back.count("[[type:Typed]]") == 1
    assert anki.fields("typed")["Typed"] == "max(0, x)"
    assert anki.fields("basic")["Typed"] == ""


def test_decks_tags_and_order(anki: Anki) -> None:
    anki.import_package(package(forms()))
    assert anki.decks().keys() == {"All::sub::Deep learning"}
    assert anki.notes()["basic"].tags == ["concept::relu", "exam", "section::deep-learning::layers"]
    assert anki.notes()["deeper"].tags == ["followup", "section::deep-learning::layers"]
    served = anki.col.db.list("select n.guid from cards c join notes n on n.id = c.nid order by c.due, c.ord")
    assert list(dict.fromkeys(served)) == [found.id for found in forms().notes if found.id in set(served)]


def test_deck_says_where_it_is_from(anki: Anki) -> None:
    anki.import_package(package(collection(document([note("a", deck="Default"), note("b")], "x.md"), title="Now")))
    assert anki.decks() == {"Default": {"a"}, "Now::Notes": {"b"}}
    (deck,) = (deck for deck in anki.col.decks.all() if deck["name"] == "Now::Notes")
    assert deck["desc"] == "Made of notes.md by notes2anki. The notes last changed on 2025-11-13."


def test_followup_written_elsewhere_is_learnt_after_its_parent(anki: Anki) -> None:
    notes = [note("late", parent="b"), note("a"), note("b"), note("c"), note("later", parent="late")]
    anki.import_package(package(collection(document(notes))))
    order = anki.col.db.list("select n.guid from cards c join notes n on n.id = c.nid order by c.due")
    assert order == ["a", "b", "late", "later", "c"]


def test_second_import_changes_nothing(anki: Anki) -> None:
    built = package(forms())
    anki.import_package(built)
    reviewed = anki.review()
    assert anki.import_package(built) == Log(duplicate=8)
    assert anki.history() == reviewed


def test_one_edit_is_one_update_and_keeps_the_reviews(anki: Anki) -> None:
    anki.import_package(package(forms()))
    reviewed = anki.review()
    assert any(reviews for *_, reviews in reviewed)
    assert anki.import_package(package(edited(forms(), "basic", "<p>Better.</p>"))) == Log(updated=1, duplicate=7)
    assert anki.fields("basic")["Answer"] == "<p>Better.</p>"
    assert anki.history() == reviewed
    assert anki.faults() == []


@pytest.mark.parametrize("progress", [True, False])
def test_unanswered_ones_are_suspended_or_come_last_with_a_tag(anki: Anki, progress: bool) -> None:  # noqa: FBT001 (data)
    anki.import_package(package(forms(), unanswered=Unanswered.SUSPEND), progress=progress)
    stubs = ["unanswered followup", "unanswered"]
    queues = dict(anki.col.db.all("select n.guid, c.queue from cards c join notes n on n.id = c.nid"))
    assert [guid for guid, queue in queues.items() if queue == -1] == (sorted(stubs, reverse=True) if progress else [])
    order = anki.col.db.list("select n.guid from cards c join notes n on n.id = c.nid order by c.due")
    assert order[-2:] == stubs
    notes = anki.notes()
    assert [guid for guid in notes if "status::unanswered" in notes[guid].tags] == stubs
    assert "No answer in the notes yet" in anki.sides()["unanswered", 0][1]
    assert anki.faults() == []


def test_answer_that_comes_later_takes_the_tag_away(anki: Anki) -> None:
    anki.import_package(package(forms(), unanswered=Unanswered.SUSPEND))
    later = edited(forms(), "unanswered", "<p>Now.</p>")
    (file,) = later.documents
    notes = tuple(
        dataclasses.replace(found, answer="Now.") if found.id == "unanswered" else found for found in file.notes
    )
    later = dataclasses.replace(later, documents=(dataclasses.replace(file, notes=notes),))
    assert anki.import_package(package(later, unanswered=Unanswered.SUSPEND)) == Log(updated=1, duplicate=9)
    assert anki.notes()["unanswered"].tags == []


def test_note_that_comes_later_is_new_beside_the_old(anki: Anki) -> None:
    anki.import_package(package(collection(document([note("a"), note("b")]))))
    assert anki.import_package(package(collection(document([note("z"), note("a"), note("b")])))) == Log(1, 0, 2, 0)
    assert anki.faults() == []


def test_two_decks_of_one_second_do_not_meet(anki: Anki) -> None:
    anki.import_package(package(collection(document([note("a"), note("b")]), title="One")))
    assert anki.import_package(package(collection(document([note("c"), note("d")]), title="Two"))) == Log(new=2)
    assert anki.decks() == {"One::Notes": {"a", "b"}, "Two::Notes": {"c", "d"}}


def test_templates_and_style_of_a_later_version_arrive(anki: Anki, monkeypatch: pytest.MonkeyPatch) -> None:
    anki.import_package(package(forms()))
    forward, other = note_types.QA.templates
    changed = dataclasses.replace(forward, front=forward.front + "<i>changed</i>", name="Asked")
    later = dataclasses.replace(note_types.QA, templates=(changed, other))
    monkeypatch.setattr(writer, "QA", later)
    monkeypatch.setattr(style, "CHANGED", note_types.CHANGED + 1)
    assert anki.import_package(package(forms())) == Log(duplicate=8)
    assert "<i>changed</i>" in anki.sides()["basic", 0][0]
    assert len([name for name in anki.col.models.all_names() if name.startswith("notes2anki")]) == 2


def test_own_style_is_added_after_ours(anki: Anki, tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(".card { --size: 30px; } </style><b>", "utf-8")
    anki.import_package(package(forms(), root=tmp_path, style="own.css"))
    css = anki.css()
    assert css.rindex("--size: 30px") > css.rindex("--size: 19px")
    assert "</style>" not in css


def test_own_style_that_changes_travels_with_the_next_note(anki: Anki, tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text(".card { --size: 30px; }", "utf-8")
    late = edited(forms(), "typed", "<p>x</p>", note_types.CHANGED + 60)
    anki.import_package(package(late, root=tmp_path, style="own.css"))
    own.write_text(".card { --size: 31px; }", "utf-8")
    later = edited(late, "basic", "<p>y</p>", note_types.CHANGED + 120)
    assert anki.import_package(package(later, root=tmp_path, style="own.css")) == Log(updated=1, duplicate=7)
    assert "--size: 31px" in anki.css()


def test_own_style_that_cannot_be_read_stops_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"own\.css: the stylesheet of the cards cannot be read: No such file"):
        package(forms(), root=tmp_path, style="own.css")
    (tmp_path / "own.css").write_bytes(b"\xff")
    with pytest.raises(InputError, match="it is not UTF-8"):
        package(forms(), root=tmp_path, style="own.css")


def illustrated() -> Collection:
    """Notes that show a picture and play a sound, and media that nothing of the deck shows."""
    notes = [note("a"), note("b"), note("c", answer="")]
    looks = {
        "a": Rendered('<p><img alt="x" src="n2a-1f.png"></p>', "<p>[sound:n2a-2e.mp3]</p>"),
        "c": Rendered('<p><img src="unanswered.png"></p>', ""),
    }
    media = (SOUND, PICTURE, Media("unanswered.png", b""), Media("nowhere.png", b""))
    return collection(document(notes), rendered=looks, media=media)


def test_media_that_are_shown_are_packed(anki: Anki) -> None:
    content = package(illustrated())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("media")) == {"0": PICTURE.name, "1": SOUND.name}
        assert archive.namelist() == ["collection.anki2", "media", "0", "1"]
    anki.import_package(content)
    folder = Path(anki.col.media.dir())
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == {file.name: file.data for file in (PICTURE, SOUND)}
    assert anki.faults() == []


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("", LeftOut.BLANK),
        ("<p></p>", LeftOut.BLANK),
        ("<p>&nbsp;<br>\u200b</p>", LeftOut.BLANK),
        ("<p>\x1f</p>", LeftOut.BLANK),
    ],
)
def test_blank_front_is_no_note(front: str, reason: LeftOut) -> None:
    built = collection(document([note("a")]), rendered={"a": Rendered(front, "<p>x</p>")})
    assert [(found.id, why) for found, why in left_out(built, SETTINGS.unanswered)] == [("a", reason)]
    assert rows(package(built), "notes") == []


def test_cloze_without_a_cloze_is_no_note() -> None:
    built = collection(document([note("a", form=Form.CLOZE, prompt="{{c1::open and c1::not}")]))
    assert [(found.id, why) for found, why in left_out(built, SETTINGS.unanswered)] == [("a", LeftOut.NO_CLOZE)]
    assert rows(package(built), "cards") == []


HOSTILE = [
    "a\x1fb\x00c\x07",
    "{{Question}} {{c1::x}} {{#Answer}} {unknown field",
    '"quoted" </div></style><script>alert(1)</script>',
    "[sound:x.mp3] [latex]x[/latex] [$]y[/$] [anki:tts lang=en]z[/anki:tts] [[type:Answer]]",
    "\\(\\href{javascript:alert(1)}{x}\\) \\[y\\]",
    "\ud83d \u202e \ufeff \u2028",
    "\u0338x onclick=alert(1) \u0301\u0338y onclick=alert(1)",
    "::",
    "x" * 5000,
]


def test_hostile_names_stay_text(anki: Anki) -> None:
    notes = [
        note(f"g{n}", section=(text, text), tags=(text,), concepts=(text,), deck=text) for n, text in enumerate(HOSTILE)
    ]
    path = HOSTILE[2] + HOSTILE[3] + ".md"
    places = [dataclasses.replace(found, place=dataclasses.replace(found.place, path=path)) for found in notes]
    anki.import_package(package(collection(document(places, path, HOSTILE[1]), title=HOSTILE[0])))
    assert len(anki.notes()) == len(HOSTILE)
    assert anki.faults() == []
    for card in map(anki.col.get_card, anki.col.find_cards("")):
        shown = card.render_output()
        assert not shown.question_av_tags
        assert not shown.answer_av_tags
        for side in (shown.question_text, shown.answer_text):
            assert "<script" not in side
            assert "\\(" not in side
            assert "[[type:" not in side
            assert not re.search("[\u226e\u226f\u2260]", side)  # Anki made one sign of the end of a tag and a stroke


def test_fields_hold_no_separator_and_no_marks_of_templates(anki: Anki) -> None:
    looks = {"a": Rendered("<p>a\x1fb {{Answer}}</p>", "<p>c\x00d {{#Hint}}</p>", hint="<p>\x1f</p>")}
    anki.import_package(package(collection(document([note("a")]), rendered=looks)))
    front, back = anki.sides()["a", 0]
    assert "ab {{Answer}}" in front
    assert "cd {{#Hint}}" in back
    assert anki.fields("a")["Hint"] == ""


@pytest.mark.parametrize("text", [*HOSTILE, "o\u0308 \uac00\u11a8 \r\n\t\x0b\x7f"])
def test_fields_come_back_as_they_were_written(anki: Anki, text: str) -> None:
    """A push compares them to find out what was edited in Anki."""
    looks = {"a": Rendered(f"<p>q{text}</p>", f"<p>{text}</p>", hint=f"<p>h{text}</p>")}
    marked = note("a", section=(text,), concepts=(text,), form=Form.TYPED)
    content = package(collection(document([marked]), rendered=looks))
    anki.import_package(content)
    (written,) = rows(content, "notes")
    assert "\x1f".join(anki.notes()["a"].fields) == written[6]  # flds


def test_source_is_a_link_where_the_settings_say_so(anki: Anki) -> None:
    url = "https://example.org/a/{path}#L{line}"
    odd = dataclasses.replace(note("a"), place=dataclasses.replace(note("a").place, path='sub dir/"a"&b.md'))
    anki.import_package(package(collection(document([odd])), source_url=url))
    href = "https://example.org/a/sub%20dir/%22a%22%26b.md#L1"
    assert f'<a href="{href}">sub dir/&quot;a&quot;&amp;b.md:1</a>' in anki.fields("a")["Source"]


def test_shape_of_the_note_types_is_frozen() -> None:
    """These values are in the collections of users: no change of them is right, whatever it is for."""
    extra = ["Extra1", "Extra2", "Extra3", "Extra4"]
    shapes = {
        kind.id: [writer.model(kind, "").fields, [(t["name"], t["id"]) for t in writer.model(kind, "").templates]]
        for kind in (note_types.QA, note_types.CLOZE)
    }
    qa = "Question Answer Parent ParentAnswer FollowUps Hint Choices Reversed Typed Section Hue Concepts Related Source Id"
    text = "Text Extra Hint Section Hue Concepts Related Source Id"
    assert shapes == {
        1_763_769_600_101: [
            [{"name": name, "id": 176_376_960_010_100 + n} for n, name in enumerate(qa.split() + extra)],
            [("Forward", 176_376_960_010_100), ("Reversed", 176_376_960_010_101)],
        ],
        1_763_769_600_102: [
            [{"name": name, "id": 176_376_960_010_200 + n} for n, name in enumerate(text.split() + extra)],
            [("Cloze", 176_376_960_010_200)],
        ],
    }


def test_what_cards_look_like_carries_the_time_of_its_change() -> None:
    """Whoever changes a template or a stylesheet moves `CHANGED` to a later time and writes the new sum here."""
    texts = [style.stylesheet(SETTINGS), note_types.QA.templates, note_types.CLOZE.templates]
    assert (note_types.CHANGED, hashlib.sha256(repr(texts).encode()).hexdigest()[:12]) == (
        1_763_863_200,
        "fc24cee4a487",
    )


PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_apkg import forms, illustrated, package
print(*(hashlib.sha256(package(built)).hexdigest() for built in (forms(), illustrated())))
"""


def test_same_bytes_under_any_hash_seed_and_no_file_is_left(tmp_path: Path) -> None:
    sums = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Kathmandu")):
        variables = os.environ | {"PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path), "TZ": zone}
        command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)]
        sums.add(subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout)
    assert len(sums) == 1
    assert not list(tmp_path.iterdir())


def test_package_is_a_zip_without_times() -> None:
    with zipfile.ZipFile(io.BytesIO(package(forms()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {3}
        assert archive.namelist() == ["collection.anki2", "media"]
        assert json.loads(archive.read("media")) == {}


def test_empty_collection_is_an_empty_deck(anki: Anki) -> None:
    assert anki.import_package(package(collection())) == Log()


def rows(content: bytes, table: str) -> list[Any]:
    """The rows of a table of a package."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(zipfile.ZipFile(io.BytesIO(content)).read("collection.anki2"))
    found = connection.execute(f"SELECT * FROM {table}").fetchall()
    connection.close()
    return found


NOTES = st.lists(
    st.builds(
        dict,
        form=st.sampled_from(Form),
        prompt=st.sampled_from(["", "a", "{{c1::a}}", "{{c2,3::a}}", "\x1f"]),
        answer=st.sampled_from(["", "b"]),
        card=st.booleans(),
        parent=st.none() | st.sampled_from(["0", "1", "2"]),
        modified=st.integers(1, 5),
    ),
    max_size=6,
)


@given(NOTES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_lost(drawn: list[dict[str, Any]]) -> None:
    notes: list[Note] = []
    for n, values in enumerate(drawn):
        parent = values["parent"] if values["parent"] is not None and int(values["parent"]) < n else None
        notes.append(note(str(n), **(values | {"parent": parent})))
    built = collection(document(notes))
    content = package(built)
    in_package = [row[1] for row in rows(content, "notes")]
    assert sorted(in_package + [found.id for found, _ in left_out(built, SETTINGS.unanswered)]) == sorted(
        found.id for found in notes
    )
    with_cards = {row[1] for row in rows(content, "cards")}
    assert with_cards == {row[0] for row in rows(content, "notes")}


@given(
    st.lists(
        st.sampled_from(["{{c1::", "{{c2::", "{{c1,3::", "{{c0::", "{{c::", "}}", "::", "a", "{{", "\n"]), max_size=12
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_clozes_are_those_that_anki_sees(anki: Anki, parts: list[str]) -> None:
    text = "".join(parts)
    kind = anki.col.models.by_name("Cloze")
    assert kind
    found = anki.col.new_note(kind)
    found["Text"] = text
    assert sorted(anki.col._backend.cloze_numbers_in_note(found._to_backend_note())) == [
        number + 1 for number in cloze.ordinals(text)
    ]
