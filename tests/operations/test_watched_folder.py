"""What is new in a folder is found when it is whole, and once."""

import os
from pathlib import Path

import pytest

from reader.core.errors import PostilError
from reader.operations.watched_folder import SETTLED, WatchedFolder, begin, present_files


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "new articles"
    folder.mkdir()
    return folder


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "watched.json"


def looked(watched: WatchedFolder, clock: Clock) -> list[str]:
    """What is ready after a look, a while, and another look."""
    first = watched.look()
    clock.now += SETTLED
    second = watched.look()
    assert not first.ready or not second.ready
    return sorted(file.name for file in (*first.ready, *second.ready))


def test_a_file_is_ready_once_it_stays_as_it_is(folder: Path, record: Path, clock: Clock) -> None:
    watched = WatchedFolder(folder, record, clock)
    file = folder / "a.html"
    for text in ("<p>One", "<p>One two", "<p>One two three"):
        file.write_text(text)
        assert watched.look() == ((), True)
        clock.now += SETTLED
    assert watched.look() == ((file,), False)
    assert watched.look() == ((), False)  # it is being read
    watched.take([file])
    assert looked(watched, clock) == []


def test_a_page_waits_for_its_pictures(folder: Path, record: Path, clock: Clock) -> None:
    (folder / "a.html").write_text("<p>One")
    pictures = folder / "a_files"
    pictures.mkdir()
    watched = WatchedFolder(folder, record, clock)
    for n in range(3):
        watched.look()
        clock.now += SETTLED
        (pictures / f"{n}.png").touch()
        os.utime(pictures, ns=(n, n))  # clocks of file systems are coarse
        assert watched.look() == ((), True)
    clock.now += SETTLED
    assert watched.look().ready == (folder / "a.html",)


def test_what_is_no_whole_article_is_passed_over(folder: Path, record: Path, clock: Clock) -> None:
    for name in (
        *("a.html.part", "b.html.crdownload", "c.html", "c.html.part", "d.md", "d.md.crdownload"),
        *(".hidden.html", "~$letter.docx", ".~lock.letter.docx#", "picture.png", "program.exe"),
        *("README", "good.html", "notes.MD", "letter.eml"),
    ):
        (folder / name).write_text("<p>One")
    (folder / "empty.html").touch()
    (folder / "folder.html").mkdir()
    (folder / "folder.html" / "inner.html").write_text("<p>One")
    (folder / "nowhere.html").symlink_to(folder / "gone.html")
    (folder / "linked.html").symlink_to(folder / "good.html")
    os.mkfifo(folder / "pipe.html")
    before = sorted(folder.rglob("*"))
    watched = WatchedFolder(folder, record, clock)
    expected = ["good.html", "letter.eml", "linked.html", "notes.MD"]
    assert looked(watched, clock) == expected
    assert sorted(file.name for file in present_files(folder)) == expected
    assert sorted(folder.rglob("*")) == before
    (folder / "c.html.part").unlink()
    watched.take([folder / name for name in expected])
    assert looked(watched, clock) == ["c.html"]


def test_the_oldest_comes_first(folder: Path, record: Path, clock: Clock) -> None:
    for number, name in enumerate(("c.txt", "a.txt", "b.txt")):
        (folder / name).write_text("One.")
        os.utime(folder / name, (number, number))
    watched = WatchedFolder(folder, record, clock)
    watched.look()
    clock.now += SETTLED
    assert [file.name for file in watched.look().ready] == ["c.txt", "a.txt", "b.txt"]


def test_what_was_taken_is_remembered_until_it_changes(
    folder: Path, record: Path, clock: Clock
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("One.")
    watched = WatchedFolder(folder, record, clock)
    assert looked(watched, clock) == ["a.txt", "b.txt"]
    watched.take([folder / "a.txt"])  # b was not reached
    (folder / "a.txt").rename(folder / "a again.txt")
    (folder / "a again.txt").rename(folder / "a.txt")
    again = WatchedFolder(folder, record, clock)
    assert looked(again, clock) == ["b.txt"]
    again.take([folder / "b.txt"])
    (folder / "a.txt").write_text("One and two.")
    assert looked(WatchedFolder(folder, record, clock), clock) == ["a.txt"]


@pytest.mark.parametrize("is_all_new", [True, False])
def test_a_folder_begins_with_what_is_in_it_or_with_what_will_be(
    folder: Path, record: Path, clock: Clock, is_all_new: bool
) -> None:
    (folder / "a.txt").write_text("One.")
    begin(folder, record, is_all_new=is_all_new)
    (folder / "b.txt").write_text("Two.")
    expected = ["a.txt", "b.txt"] if is_all_new else ["b.txt"]
    assert looked(WatchedFolder(folder, record, clock), clock) == expected


@pytest.mark.parametrize("text", ["", "[", "[]", '{"folder": 7}', '{"folder": "%s", "files": [1]}'])
def test_a_damaged_record_is_as_none(folder: Path, record: Path, clock: Clock, text: str) -> None:
    (folder / "a.txt").write_text("One.")
    record.write_text(text.replace("%s", str(folder)))
    assert looked(WatchedFolder(folder, record, clock), clock) == ["a.txt"]


def test_a_folder_that_is_gone_is_told_and_may_come_back(
    folder: Path, record: Path, clock: Clock
) -> None:
    watched = WatchedFolder(folder, record, clock)
    folder.rmdir()
    for gone in (folder, Path("a\0b")):
        with pytest.raises(PostilError, match=r"cannot be watched: .+\.$"):
            WatchedFolder(gone, record, clock).look()
    folder.mkdir()
    (folder / "a.txt").write_text("One.")
    assert looked(watched, clock) == ["a.txt"]
