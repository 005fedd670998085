"""Records what a program does to the files of a folder, and makes what a power cut leaves of them.

What was synchronised stays. Of the rest any write may be there, or not, or some of its sectors; so
later ones may be there without earlier ones. The same holds for names that were given, changed or
taken in a folder that was not synchronised; folders themselves are taken to be there.
"""

import os
import random
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.library.watched_disk import OK, Disk, watching

SECTOR = 512
_JOURNALS = ("-wal", "-journal")
_UNKEPT = ("-shm", ".lock")  # mean nothing after a restart


@dataclass(frozen=True, slots=True)
class Write:
    """Some bytes of a file were written; without bytes, it was shortened to where they would be."""

    file: int
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was written to a file lasts."""

    file: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names were given to files, or taken from them, in one step."""

    changed: dict[Path, int | None]


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """The names in a folder last."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Told:
    """A person was told that something is kept."""

    what: Any


Event = Write | Sync | Names | SyncFolder | Told


class Recorder(Disk):
    """Writes down everything that changes the files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.events: list[Event] = []
        self._names: dict[Path, int] = {}
        self._numbers: dict[int, int] = {}  # of the files that have a name, by inode
        self._folders: dict[int, Path] = {}  # by inode
        self._known: dict[int, tuple[int, int]] = {}  # size and time of what Python wrote
        self._of_sqlite: set[int] = set()
        self._count = 0
        self.began = 0  # how many events are of what was there before
        self.is_looking = False

    def tell(self, what: Any) -> None:
        """A person is told of something: from now on it may not be lost."""
        self.events.append(Told(what))

    # -- what SQLite does ------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        if self._is_ours(path):
            # Whoever opened it another time and closed it would drop the locks of SQLite.
            number = self._numbers.get(path.stat().st_ino)
            if number is not None:
                self._of_sqlite.add(number)
            self.look()
            self._of_sqlite.add(self._numbers[path.stat().st_ino])

    def write(self, path: Path, at: int, data: bytes) -> int:
        if self._is_ours(path):
            self.events.append(Write(self._number(path), at, data))
        return OK

    def truncate(self, path: Path, size: int) -> int:
        if self._is_ours(path):
            self.events.append(Write(self._number(path), size, b""))
        return OK

    def sync(self, path: Path) -> int:
        if self._is_ours(path):
            self.events.append(Sync(self._number(path)))
            if path.name.endswith(_JOURNALS):  # SQLite does that with a journal that it made
                self.events.append(SyncFolder(path.parent))
        return OK

    def delete(self, path: Path) -> None:
        self.look()

    def _number(self, path: Path) -> int:
        return self._names[path]

    def _is_ours(self, path: Path) -> bool:
        return path.is_relative_to(self._folder) and not path.name.endswith(_UNKEPT)

    # -- what Python does ------------------------------------------------------------------------

    def look(self) -> None:
        """Finds what was changed since the last look, by anyone but SQLite."""
        self.is_looking = True
        found: dict[Path, int] = {}
        numbers: dict[int, int] = {}
        changed: list[tuple[Path, int]] = []
        for path, state in self._files(self._folder):
            number = self._numbers.get(state.st_ino)
            if number is None:
                self._count += 1
                number = self._count
            found[path] = numbers[state.st_ino] = number
            known = (state.st_size, state.st_mtime_ns)
            if number not in self._of_sqlite and self._known.get(number, (0, 0)) != known:
                self._known[number] = known
                changed.append((path, number))
        taken: dict[Path, int | None] = dict.fromkeys(self._names.keys() - found.keys())
        given = {path: one for path, one in found.items() if self._names.get(path) != one}
        if taken or given:
            self.events.append(Names({**taken, **given}))
        self._names, self._numbers = found, numbers
        for path, number in changed:
            content = path.read_bytes()
            self.events.append(Write(number, 0, b""))
            self.events.append(Write(number, 0, content))
        self.is_looking = False

    def _files(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        self._folders[folder.stat().st_ino] = folder
        for path in folder.iterdir():
            if path.is_dir():
                yield from self._files(path)
            elif not path.name.endswith(_UNKEPT):
                yield path, path.stat()

    def synchronise(self, handle: int) -> None:
        """A file or a folder that Python has open is to last."""
        self.look()
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            if found.st_ino in self._folders:
                self.events.append(SyncFolder(self._folders[found.st_ino]))
        elif found.st_ino in self._numbers:
            self.events.append(Sync(self._numbers[found.st_ino]))

    def sync_all(self) -> None:
        """Lets all that is there last: what a session begins with."""
        self.look()
        self.events += [Sync(number) for number in self._numbers.values()]
        self.events += [SyncFolder(folder) for folder in self._folders.values()]
        self.began = len(self.events)


_recorder: list[Recorder] = []
_CHANGES = ("open", "os.rename", "os.remove", "os.link")


def _hear(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _CHANGES and _recorder and not _recorder[0].is_looking:
        _recorder[0].look()


_hooks: list[object] = []


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Yields what records the changes of a folder by this process, within the block."""
    if not _hooks:
        _hooks.append(_hear)
        sys.addaudithook(_hear)  # for good, as Python has no way to take one off
    recorder = Recorder(folder)
    fsync = os.fsync

    def synchronise(handle: int) -> None:
        recorder.synchronise(handle)
        fsync(handle)

    with watching(recorder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", synchronise)
        _recorder.append(recorder)
        recorder.sync_all()
        try:
            yield recorder
            recorder.look()
        finally:
            _recorder.clear()


@dataclass
class Platter:
    """What lasts of some files, and what has not been synchronised yet."""

    names: dict[Path, int] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    new_names: list[Names] = field(default_factory=list)
    writes: dict[int, list[Write]] = field(default_factory=dict)
    told: list[Any] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Goes on to after an event."""
        match event:
            case Write():
                self.writes.setdefault(event.file, []).append(event)
            case Sync():
                content = bytearray(self.contents.get(event.file, b""))
                for write in self.writes.pop(event.file, ()):
                    _carry_out(content, write, None)
                self.contents[event.file] = bytes(content)
            case Names():
                self.new_names.append(event)
            case SyncFolder():
                left = []
                for names in self.new_names:
                    if any(path.parent == event.folder for path in names.changed):
                        _rename(self.names, names)
                    else:
                        left.append(names)
                self.new_names = left
            case Told():
                self.told.append(event.what)

    def lasting(self) -> dict[Path, bytes]:
        """Returns what is there if nothing is that was not synchronised."""
        return {path: self.contents.get(number, b"") for path, number in self.names.items()}

    def left(self, chance: random.Random) -> dict[Path, bytes]:
        """Returns what is there if the power goes now."""
        names = dict(self.names)
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        if chance.random() < 0.5:
            kept: Iterable[Names] = self.new_names[: chance.randint(0, len(self.new_names))]
        else:
            kept = [one for one in self.new_names if chance.random() < share]
        for one in kept:
            _rename(names, one)
        found: dict[Path, bytes] = {}
        for path, number in names.items():
            content = bytearray(self.contents.get(number, b""))
            for write in self.writes.get(number, ()):
                if chance.random() < share:
                    _carry_out(content, write, None)
                elif chance.random() < 0.5:
                    _carry_out(content, write, chance)
            found[path] = bytes(content)
        return found


def _rename(names: dict[Path, int], event: Names) -> None:
    for path, number in event.changed.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _carry_out(content: bytearray, write: Write, chance: random.Random | None) -> None:
    """Writes the bytes; by chance, only some of the sectors."""
    if not write.data:
        del content[write.at :]
        return
    end = write.at + len(write.data)
    for start in range(write.at, end, SECTOR) if chance else (write.at,):
        stop = min(start + SECTOR, end) if chance else end
        if chance is None or chance.random() < 0.5:
            if len(content) < start:
                content.extend(bytes(start - len(content)))
            content[start:stop] = write.data[start - write.at : stop - write.at]


def lasting(recorder: Recorder) -> dict[Path, bytes]:
    """Returns what is there at the end if nothing is that was not synchronised."""
    platter = Platter()
    for event in recorder.events:
        platter.take(event)
    return platter.lasting()


def cuts(
    recorder: Recorder, count: int, chance: random.Random
) -> Iterator[tuple[list[Any], dict[Path, bytes]]]:
    """Yields for some moments what was told until then, and the files that a power cut leaves."""
    moments = range(recorder.began, len(recorder.events) + 1)
    platter, done = Platter(), 0
    for moment in sorted(chance.choices(moments, k=count)):
        for event in recorder.events[done:moment]:
            platter.take(event)
        done = moment
        yield list(platter.told), platter.left(chance)


def put(files: dict[Path, bytes], former: Path, folder: Path) -> None:
    """Writes what a power cut left of a folder into another one, which is empty."""
    for path, content in files.items():
        target = folder / path.relative_to(former)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
