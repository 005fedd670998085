"""What goes wrong outside: killed, full, locked, refused. State before or after, never between."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from reader.core import error_log
from reader.core.errors import LibraryError, LibraryLocked
from reader.core.models import Color, State, View
from reader.library import mapped_classes
from reader.library.connection import connect
from reader.library.database import Database
from reader.library.unit_of_work import Unit
from reader.library.write_lock import write_lock
from reader.operations import (
    adding,
    annotations,
    articles,
    color_tags,
    highlight_reshaping,
    reviewing,
    revisions,
    tags,
)
from reader.operations.draft_preparation import prepare
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill, RunForked
from tests.library.samples import LOREM, assert_sound, asset, draft, everything, tables
from tests.operations.offers_and_trash import restore_annotations, use_offer
from tests.thorough import IS_THOROUGH, cases

_WRITE = """
for number in range(count):
    text = f"{name} {number}: " + "words and more words " * 50
    added = history.do("Add", articles.add, draft(f"{name}{number}", text), ("t",))
    marked = history.do("Mark", annotations.highlight, added.article_id, 0, 9)
    history.do("Note", annotations.set_note, marked, f"note {number}")
    if number % 3 == 2:
        history.undo()
        history.redo()
    print(added.article_id, marked, number, flush=True)
"""
_WRITER = f"""
database = Database.open(Path(sys.argv[1]))
history, name, count = History(database), sys.argv[2], 6
{_WRITE}
database.close()
"""


@pytest.mark.parametrize("first", cases(300, more=range(200, 900, 70)))
def test_a_writer_that_is_killed_loses_nothing_it_has_told(
    first: int,
    library: Path,
    put_library: Callable[[Path], None],
    run_and_kill: RunAndKill,
    tally: Tally,
) -> None:
    put_library(library)
    told: list[list[str]] = []
    for moment in range(first, first + 70, 7) if IS_THOROUGH else [first]:
        program = f"name, count = 'round {moment} ', 10_000\n{_WRITE}"
        lines = run_and_kill(library, program, moment)
        assert lines
        told += [line.split() for line in lines]
        database = Database.open(library)
        with closing(database.queries()) as queries:
            for article, annotation, text in told:
                found = queries.annotation(int(annotation))
                assert found.article_id == int(article)
                assert found.note == f"note {text}"
        database.close()
        assert_sound(library)
        tally.count("kill", kept=3 * len(lines))
    database = Database.open(library)
    history = History(database)
    while history.undo():
        pass
    with closing(database.queries()) as queries:
        assert queries.article_ids(View.ALL) == []
    database.close()


def test_two_programs_write_in_turn(
    library: Path, put_library: Callable[[Path], None], run_forked: RunForked
) -> None:
    put_library(library)
    database = Database.open(library)
    history = History(database)
    run_forked("")  # so that the other one need not import first, and both write at once
    answers: list[tuple[int, list[str]]] = []
    other = threading.Thread(target=lambda: answers.append(run_forked(_WRITER, library, "other-")))
    other.start()
    for number in range(6):
        history.do("Add", articles.add, draft(f"here-{number}", f"here {number}"))
        time.sleep(0.02)  # who waits for its turn asks for it again and again
    other.join()
    ((code, lines),) = answers
    assert (code, len(lines)) == (0, 6)
    with closing(database.queries()) as queries:
        assert len(queries.article_ids(View.ALL)) == 12
    database.close()
    assert_sound(library)


def test_two_threads_write_in_turn(history: History, database: Database) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(5):
                history.do("Add", articles.add, draft(f"{name}{number}", f"{name} {number}"))
        except BaseException as error:  # noqa: BLE001 (told to the test)
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with closing(database.queries()) as queries:
        assert len(queries.article_ids(View.ALL)) == 15


@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_locked_library_can_be_read_and_says_why_it_is_not_written(
    history: History, database: Database, how: str
) -> None:
    history.do("Add", articles.add, draft())
    before = tables(database.path)
    with closing(connect(database.path, "rw")) as other:
        other.execute(how)
        with pytest.raises(LibraryLocked, match=str(database.path)) as error:
            history.do("Add", articles.add, draft("Two", "other words"))
        assert "try again" in str(error.value)
        with closing(database.queries()) as queries:
            assert queries.counts().inbox == 1
        other.execute("ROLLBACK")
    assert tables(database.path) == before
    history.do("Add", articles.add, draft("Two", "other words"))


def test_another_program_in_the_middle_of_a_write_is_waited_for(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        write_lock(database.path, 0.1),
        pytest.raises(LibraryLocked, match="writing to the library"),
    ):
        history.do("Add", articles.add, draft())
    release = threading.Event()
    holds = threading.Event()

    def hold() -> None:
        with write_lock(database.path, 0.1):
            holds.set()
            release.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert holds.wait(30)
    monkeypatch.setattr(database.writer, "_timeout", 30)  # a busy machine is late
    threading.Timer(0.05, release.set).start()
    history.do("Add", articles.add, draft())
    thread.join()


def test_no_other_program_writes_between_reading_and_writing(
    history: History, database: Database
) -> None:
    def operation(unit: Unit) -> None:
        assert unit.first(mapped_classes.Article) is None
        with (
            closing(connect(database.path, "rw", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("UPDATE meta SET value = 'other'")
        articles.add(unit, draft())

    history.do("Add", operation)


def test_a_full_disk_is_told_and_nothing_is_lost(history: History, database: Database) -> None:
    added = history.do("Add", articles.add, draft())
    before = tables(database.path)
    engine = database.writer.engine

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # at least the present size

    event.listen(engine, "checkout", limit)
    big = draft("Big", "\n".join(f"paragraph {n} {LOREM * 20}" for n in range(30)))
    for _ in range(2):
        with pytest.raises(LibraryError, match="disk is full") as error:
            history.do("Add", articles.add, big)
        assert str(database.path) in str(error.value)
        assert tables(database.path) == before
    (report,) = adding.keep(history, [prepare(big)], [], "batch")
    assert report.is_refused
    with closing(database.queries()) as queries:
        assert queries.article(added.article_id).title == "Foxes"
    event.remove(engine, "checkout", limit)
    assert history.do("Add", articles.add, big).status == "added"
    assert_sound(database.path)


@contextmanager
def _failing_at(database: Database, number: int) -> Iterator[list[str]]:
    """Let the n-th statement of the write connection fail as a broken disk would make it."""
    seen: list[str] = []

    def execute(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        seen.append(statement)
        if len(seen) == number:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_WRITE"
            raise error

    engine = database.writer.engine
    event.listen(engine, "before_cursor_execute", execute)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", execute)


def _prepare(history: History) -> None:
    pictures = (asset("one"), asset("two"))
    one = history.do("Add", articles.add, draft("One", url="https://a/", assets=pictures), ("x",))
    two = history.do("Add", articles.add, draft("Two", "other words here"))
    mark = history.do("Mark", annotations.highlight, one.article_id, 4, 9, Color.RED, ("x",), "n")
    history.do("Mark", annotations.highlight, one.article_id, 0, 9)
    gone = history.do("Mark", annotations.highlight, two.article_id, 0, 5)
    history.do("Delete", annotations.delete, [gone])
    history.do("Note", annotations.set_article_note, one.article_id, "note")
    history.do("Bind", tags.bind_slot, 1, "x")
    history.do("Trash", articles.trash, [two.article_id])
    again = draft("One", f"{LOREM} It ran on.", url="https://a/")
    history.do("Again", articles.add, again)
    history.do("Offer", revisions.reread, one.article_id, draft("One", "Gone."))
    history.do("Star", articles.set_starred, [one.article_id], True)
    history.undo()
    assert mark == 1


_OPERATIONS: dict[str, Callable[[History], object]] = {
    "add": lambda h: h.do(
        "x", articles.add, draft("New", "new words", assets=(asset("a"),)), ("q",)
    ),
    "update": lambda h: h.do("x", articles.add, draft("One", f"New. {LOREM}", url="https://a/")),
    "duplicate": lambda h: h.do("x", articles.add, draft("Two", "other words here"), ("dup",)),
    "offer": lambda h: h.do("x", articles.add, draft("One", "Short.", url="https://a/")),
    "use the offer": lambda h: h.do("x", use_offer, 1),
    "leave the offer": lambda h: h.do("x", revisions.decline_offer, 1),
    "earlier text": lambda h: h.do("x", revisions.make_current, 1, 1),
    "place": lambda h: h.do("x", reviewing.place, 1, 10, 19),
    "keep as orphan": lambda h: h.do("x", reviewing.keep_as_orphan, [1, 2]),
    "accept": lambda h: h.do("x", reviewing.accept, [1, 2]),
    "quote with slips": lambda h: h.do(
        "x", annotations.annotate_quote, 1, "quick brawn fox jumps over the lasy dog"
    ),
    "add many": lambda h: h.do(
        "x", articles.add_many, [draft(f"N{n}", f"text {n}") for n in range(2)], ("q",)
    ),
    "set state": lambda h: h.do("x", articles.set_state, [1, 2], State.LATER),
    "set starred": lambda h: h.do("x", articles.set_starred, [1, 2], True),
    "set read": lambda h: h.do("x", articles.set_read, [1, 2], True),
    "trash": lambda h: h.do("x", articles.trash, [1]),
    "restore": lambda h: h.do("x", articles.restore, [2]),
    "purge": lambda h: h.write(articles.purge, [2]),
    "remember position": lambda h: h.write(articles.remember_position, 1, 5, 0.5),
    "highlight": lambda h: h.do("x", annotations.highlight, 1, 10, 19, Color.BLUE, ("new",), "n"),
    "annotate quote": lambda h: h.do("x", annotations.annotate_quote, 1, "lazy dog"),
    "set color": lambda h: h.do("x", annotations.set_color, [1, 2], Color.BLUE),
    "resize": lambda h: h.do("x", highlight_reshaping.resize, 1, 10, 19),
    "merge": lambda h: h.do("x", highlight_reshaping.merge, [1, 2], 2),
    "cut": lambda h: h.do("x", highlight_reshaping.cut, 1, 5, 7),
    "stand for": lambda h: h.do("x", color_tags.set_color_of_tag, "x", Color.BLUE),
    "set note": lambda h: h.do("x", annotations.set_note, 1, "other"),
    "article note": lambda h: h.do("x", annotations.set_article_note, 1, ""),
    "delete": lambda h: h.do("x", annotations.delete, [1, 2]),
    "restore annotation": lambda h: h.do("x", restore_annotations, [3]),
    "tag articles": lambda h: h.do("x", tags.tag_articles, [1, 2], ["y", "z"]),
    "untag articles": lambda h: h.do("x", tags.untag_articles, [1, 2], ["x"]),
    "bind": lambda h: h.do("x", tags.bind_slot, 2, "fresh"),
    "unbind": lambda h: h.do("x", tags.bind_slot, 1, None),
    "undo": lambda h: h.undo(),
    "redo": lambda h: h.redo(),
}


# All end with the statements that keep what was changed: those few are tried at each statement,
# the others at each third one.
_THROUGHOUT = ("add", "remember position", "undo", "redo")


@pytest.mark.parametrize("name", _OPERATIONS)
def test_an_error_at_any_statement_leaves_the_state_before(
    library: Path, put_filled: PutFilled, name: str, tally: Tally
) -> None:
    put_filled(library, _prepare)
    database = Database.open(library, timeout=0.3)
    history = History(database)
    before = everything(database.path)
    operation = _OPERATIONS[name]
    heard: list[object] = []
    history.subscribe(heard.append)
    step = 1 if name in _THROUGHOUT or IS_THOROUGH else 3
    for number in itertools.count(1, step):
        with _failing_at(database, number) as seen:
            error = _error_of(operation, history)
        if error is None:
            assert len(seen) < number
            break
        assert "disk failed" in str(error)
        assert str(database.path) in str(error)
        assert everything(database.path) == before
        assert heard == []
        tally.count("error", told=1)
    assert number > 2
    assert everything(database.path) != before
    assert_sound(database.path)
    database.close()


def _error_of(operation: Callable[[History], object], history: History) -> LibraryError | None:
    try:
        operation(history)
    except LibraryError as error:
        return error
    return None


def test_an_exception_of_an_operation_changes_nothing(history: History, database: Database) -> None:
    history.do("Add", articles.add, draft())
    before = everything(database.path)

    def fail(unit: Any) -> None:
        articles.add(unit, draft("Two", "other words"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        history.do("x", fail)
    with pytest.raises(ZeroDivisionError):
        history.write(fail)
    assert everything(database.path) == before
    assert history.do("Add", articles.add, draft("Two", "other words")).status == "added"


def test_a_commit_that_fails_changes_nothing(history: History, database: Database) -> None:
    history.do("Add", articles.add, draft())
    before = everything(database.path)
    engine = database.writer.engine

    def refuse(connection: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
        raise error

    event.listen(engine, "commit", refuse)
    for run in (_OPERATIONS["add"], _OPERATIONS["undo"]):
        assert _error_of(run, history) is not None
    event.remove(engine, "commit", refuse)
    assert everything(database.path) == before
    assert _error_of(_OPERATIONS["add"], history) is None


def test_a_reference_to_nothing_is_refused_at_the_end(history: History, database: Database) -> None:
    history.do("Add", articles.add, draft())
    before = everything(database.path)

    def refer(unit: Unit) -> None:
        unit.get(mapped_classes.Article, 1).current_revision_id = 99

    for _ in range(2):
        with pytest.raises(IntegrityError):
            history.do("x", refer)
        assert everything(database.path) == before
    history.do("Star", articles.set_starred, [1], True)


def test_a_listener_hears_of_a_change_after_it_is_kept(
    history: History, database: Database
) -> None:
    counts: list[int] = []

    def listen(changed: object) -> None:
        with closing(database.queries()) as queries:
            counts.append(queries.counts().inbox)

    stop = history.subscribe(listen)
    history.do("Add", articles.add, draft())
    history.do("Nothing", articles.set_starred, [1], False)
    stop()
    stop()
    history.undo()
    assert counts == [1]


def test_what_is_said_of_a_bug_holds_no_words_of_a_reader(history: History) -> None:
    def add(unit: Unit) -> None:
        for _time in range(2):
            unit.add(mapped_classes.Tag(name="secret", key="secret", created_at=0))

    with pytest.raises(IntegrityError) as caught:
        history.do("Tag", add)
    assert "secret" not in str(caught.value)
    text = error_log.traceback_text(caught.value)
    assert "SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: tag.key" in text
    assert "secret" not in text.replace('name="secret", key="secret"', "")  # a line of this module
