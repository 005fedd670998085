"""What a backup holds: what differs from the library, why it cannot be read, and when it was checked."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.backups import backup_inspection, backups, verification_record
from reader.library.backups.backup_inspection import Counts, Difference, Differing, UnreadableBackup
from reader.library.backups.backup_texts import difference_text
from reader.library.backups.backups import Reason
from reader.library.backups.verification_record import Check
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library import damage
from tests.library.samples import draft

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)


def fill(history: History) -> int:
    """Three articles, the first with two highlights."""
    number = history.do("Add", articles.add, draft(), ("t",)).article_id
    for place in (0, 10):
        history.do("Mark", annotations.highlight, number, place, place + 5)
    for title in ("Second", "Third"):
        history.do("Add", articles.add, draft(title, f"{title} words."))
    return number


@pytest.fixture
def contents() -> Callable[[History], int]:
    return fill


@pytest.fixture
def made(library: Path, filled: int, tmp_path: Path) -> Path:
    """A backup of the library; where it is."""
    return backups.back_up(library, tmp_path / "backups", Reason.BY_HAND, NOW).path


def test_what_differs_is_told_both_ways(
    library: Path, history: History, filled: int, made: Path
) -> None:
    same = backup_inspection.difference(made, library)
    assert difference_text(same) == "the same articles and annotations"
    history.do("Add", articles.add, draft("Fourth", "Fourth words."))
    history.do("Trash", articles.trash, [filled + 1, filled + 2])
    history.write(articles.purge, [filled + 1])
    with closing(Queries(library)) as queries:
        kept, gone = sorted(one.id for one in queries.annotations(filled))
    history.do("Delete", annotations.delete, [gone])
    history.do("Note", annotations.set_note, kept, "a note")
    found = backup_inspection.difference(made, library)
    assert found == Difference(Differing(1, 1, 1, 0), Differing(0, 0, 1, 1))
    assert difference_text(found) == (
        "1 article more now, 1 article only in the backup, 1 article, 1 annotation in the trash,"
        " 1 annotation changed since"
    )


def test_without_a_library_nothing_can_be_compared(library: Path, made: Path) -> None:
    for content in (b"", b"no library"):
        library.write_bytes(content)
        assert backup_inspection.difference(made, library) is None
    assert difference_text(None) == "the current library cannot be read"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda _whole: b"", "the file is empty"),
        (lambda _whole: b"a letter", "it is not a library"),
        (lambda whole: whole[:60], "the file ends too early"),
        (lambda whole: whole[: len(whole) // 2], "the file ends too early"),
        (lambda whole: whole[:68] + b"else" + whole[72:], "it is not a backup of a Postil library"),
        (
            lambda whole: whole[:63] + b"\x7f" + whole[64:],
            "it was created by a newer version of Postil",
        ),
        (lambda whole: whole[:100] + b"\xff" * 200 + whole[300:], "it is damaged"),
    ],
)
def test_why_a_backup_cannot_be_read(
    library: Path, made: Path, content: Callable[[bytes], bytes], reason: str
) -> None:
    made.write_bytes(content(made.read_bytes()))
    for read in (
        backup_inspection.counts,
        backup_inspection.check,
        lambda path: backup_inspection.difference(path, library),
    ):
        with pytest.raises(UnreadableBackup) as caught:
            read(made)
        assert caught.value.reason == reason
    assert str(caught.value) == f"The backup {made} cannot be read: {reason}; choose another."


def test_damage_that_counting_does_not_meet_is_found_by_a_check(made: Path) -> None:
    damage.zeroed("article_url", 0)(made)
    assert backup_inspection.counts(made) == Counts(3, 2, 1)
    with pytest.raises(UnreadableBackup) as caught:
        backup_inspection.check(made)
    assert caught.value.reason == "it is damaged"


def test_a_check_can_be_given_up(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_inspection, "_STEPS", 1)
    with pytest.raises(Exception, match="Stopped: the backup was not verified"):
        backup_inspection.check(made, lambda: True)


def test_a_check_is_remembered_until_the_file_is_another(made: Path) -> None:
    folder = made.parent
    verification_record.record(made, Check(NOW, "it is damaged"))
    verification_record.record(folder / "gone.sqlite", Check(NOW, ""))
    assert verification_record.checks(folder) == {made: Check(NOW, "it is damaged")}
    verification_record.record(made, Check(NOW, ""))
    assert verification_record.checks(folder) == {made: Check(NOW, "")}
    with made.open("ab") as file:
        file.write(b"more")
    assert verification_record.checks(folder) == {}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b'{"a": 1, "b": {"at": "x"}}', b"null", b"[" * 100_000]
)
def test_a_record_of_nonsense_is_none(made: Path, content: bytes) -> None:
    (made.parent / "checks.json").write_bytes(content)
    assert verification_record.checks(made.parent) == {}
    verification_record.record(made, Check(NOW, ""))
    assert verification_record.checks(made.parent) == {made: Check(NOW, "")}
