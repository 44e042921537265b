"""Outputs are replaced all or none, whatever call of the system fails, and nothing is left beside them."""

from __future__ import annotations

import errno
import itertools
import os
import resource
import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest

from notes2anki import write
from notes2anki.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

CALLS = ("open", "fsync", "replace", "rename", "link", "unlink", "mkdir", "lstat", "stat", "fstat")


class Fault:
    """Makes the n-th call of the system fail, once or from then on, and counts the calls."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        *,
        number: int,
        error: BaseException,
        lasting: bool = False,
        calls: Iterable[str] = CALLS,
    ) -> None:
        self.calls = 0
        self._number, self._error, self._lasting = number, error, lasting
        for name in calls:
            monkeypatch.setattr(os, name, self._failing(getattr(os, name)))

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self._number or (self._lasting and self.calls > self._number):
                raise self._error
            return call(*args, **named)

        return made


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def outputs(folder: Path) -> dict[Path, bytes]:
    return {folder / "project" / "a.lock": b"new lock", folder / "out" / "b": b"new b", folder / "out" / "c": b"new c"}


def prepare(folder: Path) -> dict[str, bytes]:
    for name in ("project", "out"):
        (folder / name).mkdir(parents=True)
    (folder / "project" / "a.lock").write_bytes(b"old lock")
    (folder / "out" / "b").write_bytes(b"old b")
    return contents(folder)


@pytest.fixture
def before(tmp_path: Path) -> dict[str, bytes]:
    return prepare(tmp_path)


AFTER = {"project/a.lock": b"new lock", "out/b": b"new b", "out/c": b"new c"}


def failing_runs(folder: Path, **fault: Any) -> Iterator[tuple[Path, dict[str, bytes], BaseException | None]]:
    """One run for each call of the system, in which that call fails; with what was there before and what was raised."""
    for number in itertools.count(1):
        place = folder / str(number)
        before = prepare(place)
        raised: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            made = Fault(patch, number=number, **fault)
            try:
                write.write(outputs(place))
            except (OutputError, KeyboardInterrupt) as error:
                raised = error
        if made.calls < number:
            assert number > 10, "the faults are where the work is"
            return
        yield place, before, raised


def test_all_or_none_whichever_call_fails(tmp_path: Path) -> None:
    for place, before, raised in failing_runs(tmp_path, error=OSError(errno.EIO, "Input/output error")):
        found = contents(place)
        left = [name for name in found if "/.notes2anki-" in name]
        assert {name: data for name, data in found.items() if name not in left} == (before if raised else AFTER)
        assert len(left) <= 1, "only the removal of a file beside them may have failed"
        write.write(outputs(place))
        assert contents(place) == AFTER, "the next build leaves nothing beside the outputs"


def test_an_interrupt_leaves_all_or_none(tmp_path: Path) -> None:
    for place, before, raised in failing_runs(tmp_path, error=KeyboardInterrupt()):
        found = {name: data for name, data in contents(place).items() if "/.notes2anki-" not in name}
        assert isinstance(raised, KeyboardInterrupt)
        assert found in (before, AFTER)


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    for place, before, raised in failing_runs(
        tmp_path, error=full, lasting=True, calls=("open", "fsync", "link", "mkdir")
    ):
        assert contents(place) == (before if raised else AFTER)
        assert raised is None or "No space left on device; free some space" in str(raised)


def test_a_write_that_stops_in_the_middle_changes_nothing(tmp_path: Path, before: dict[str, bytes]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write.write({**outputs(tmp_path), tmp_path / "out" / "d": bytes(5000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == before


@pytest.mark.usefixtures("before")
def test_equal_files_stay_untouched(tmp_path: Path) -> None:
    stamp = (tmp_path / "out" / "b").stat()
    changed = write.write({tmp_path / "out" / "b": b"old b", tmp_path / "out" / "c": b"new c"})
    assert changed == [tmp_path / "out" / "c"]
    assert (tmp_path / "out" / "b").stat() == stamp


def test_folders_are_made_and_taken_away_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    write.write({tmp_path / "a" / "b" / "c": b"c"})
    assert contents(tmp_path) == {"file": b"", "a/b/c": b"c"}
    with pytest.raises(OutputError):
        write.write({tmp_path / "d" / "e" / "f": b"f", tmp_path / "a": b"here is a folder"})
    assert not (tmp_path / "d").exists()
    with pytest.raises(OutputError, match="this is not a folder"):
        write.write({tmp_path / "file" / "g": b"g"})


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "private").write_bytes(b"secret")
    (tmp_path / "out").symlink_to("private")
    write.write({tmp_path / "out": b"secret"})
    assert not (tmp_path / "out").is_symlink()
    assert contents(tmp_path) == {"out": b"secret", "private": b"secret"}


def test_a_link_in_the_place_of_the_new_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "private").write_bytes(b"secret")
    for name in (".notes2anki-out.new", ".notes2anki-out.old"):
        (tmp_path / name).symlink_to("private")
    write.write({tmp_path / "out": b"data"})
    assert contents(tmp_path) == {"out": b"data", "private": b"secret"}


def test_a_pipe_is_replaced_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out")
    write.write({tmp_path / "out": b"data"})
    assert contents(tmp_path) == {"out": b"data"}


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="out: cannot be written: a folder has this name; move that folder away"):
        write.write({tmp_path / "out": b"data"})


def test_the_mode_is_that_of_a_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write.write({tmp_path / "out": b"data"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


def test_without_second_names_the_old_file_still_comes_back(
    tmp_path: Path, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with monkeypatch.context() as patch:
        Fault(patch, number=3, error=OSError(errno.EIO, "Input/output error"), calls=("replace",))
        with pytest.raises(OutputError):
            write.write(outputs(tmp_path))
    assert contents(tmp_path) == before
    write.write(outputs(tmp_path))
    assert contents(tmp_path) == AFTER


def test_two_builds_take_turns(tmp_path: Path) -> None:
    said: list[str] = []
    waits = threading.Event()

    def second() -> None:
        with write.alone([tmp_path], waits.set):
            said.append("second")

    with write.alone([tmp_path, tmp_path / "not there"], lambda: None):
        other = threading.Thread(target=second)
        other.start()
        assert waits.wait(10)
        said.append("first")
    other.join(10)
    assert said == ["first", "second"]
    assert contents(tmp_path) == {}
