"""A damaged library in the window: it says so, writes nothing more into it, and shows no damage as whole."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from reader import paths
from reader.library.indexes import search_index_maintenance
from reader.library.integrity.integrity_check import FaultKind, find_faults
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep
from tests.library import damage

APPLES = "Apples fall. Bees fly. " + "Nothing happened there. " * 300


def fill(history: History) -> None:
    keep(history, "Other|Other words.", f"Apples|{APPLES}")


@pytest.fixture
def file(journey: Journey, data_dir: Path) -> Path:
    """A library with two articles; where it is."""
    journey.fill(fill)
    journey.is_checked_first = False
    return paths.library_file(data_dir)


@contextmanager
def unclean_end(file: Path) -> Iterator[bytes]:
    """A library whose journal is still beside it, as after a kill; what is in the two files."""
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("UPDATE article SET byline = 'Ada' WHERE id = 1")
        yield content(file)


def content(file: Path) -> bytes:
    journal = file.with_name(f"{file.name}-wal")
    return file.read_bytes() + (journal.read_bytes() if journal.exists() else b"")


def test_after_an_unclean_end_damage_is_told_and_nothing_is_written(
    journey: Journey, file: Path
) -> None:
    damage.zeroed("article_url", 0)(file)
    with unclean_end(file) as before:
        journey.start()
        journey.wait(lambda: journey.toasts)
        assert journey.toast.startswith(
            f"The library {file} is damaged, so nothing more is written"
        )
        assert journey.titles == ["Apples", "Other"]
        journey.press("F6 h")
        assert journey.toast == journey.app.database.damage
        assert journey.cards == []
        journey.press("j")  # nor how far one has read
        journey.window.reading._progress.save()
        journey.stop()
        assert content(file) == before


def test_after_an_unclean_end_a_whole_library_is_as_ever(journey: Journey, file: Path) -> None:
    with unclean_end(file):
        journey.start()
        journey.wait(lambda: journey.app.database._is_checked)
        journey.press("F6 h")
        assert len(journey.cards) == 1
        assert journey.toasts == ["Highlighted in yellow"]


def test_what_is_written_while_the_library_is_read_comes_then(journey: Journey, file: Path) -> None:
    journey.start()
    journey.wait(lambda: journey.app.database._is_checked)
    database = journey.app.database
    database._is_checked = False
    with database._checking:
        journey.press("F6 h")
        assert journey.toast == "The library is being checked: “Highlight” waits for it"
        assert journey.cards == []
    journey.wait(lambda: len(journey.cards) == 1)


def banner(journey: Journey) -> str:
    shown = journey.window.damage.banner
    return shown.label.text() if shown is not None and shown.isVisible() else ""


def test_a_text_that_differs_from_its_hash_is_told_above_it(journey: Journey, file: Path) -> None:
    damage.flipped(b"Bees fly", b"Bees die", 1)(file)  # the text; the HTML comes first
    journey.start()
    journey.wait(lambda: banner(journey))
    assert banner(journey) == (
        "The text of “Apples” (revision 1) is damaged, it is not what was added:"
        " “postil check --repair” looks for it in the backups."
    )
    journey.wait(lambda: journey.toasts)
    assert "is damaged, so nothing more is written into it" in journey.toast
    journey.press("j")
    assert journey.window.reading.article is not None
    assert journey.window.reading.article.title == "Other"
    assert banner(journey) == ""
    journey.press("k")
    journey.wait(lambda: banner(journey))


def test_damage_is_told_when_it_is_found_not_at_the_next_look(journey: Journey, file: Path) -> None:
    damage.flipped(b"Bees fly", b"Bees die", 1)(file)
    journey.start()
    journey.window.watch.timer.stop()
    journey.wait(lambda: journey.toasts)
    assert "is damaged, so nothing more is written into it" in journey.toast


def test_a_page_that_does_not_say_what_its_text_says_is_told(journey: Journey, file: Path) -> None:
    damage.flipped(b"Bees fly", b"Bees die")(file)
    journey.start()
    journey.wait(lambda: banner(journey))
    assert banner(journey).startswith("What is shown of “Apples” (revision 1) is not the text")
    assert not journey.app.database.is_read_only  # what was written is whole


def test_a_search_that_finds_the_index_damaged_has_it_rebuilt(journey: Journey, file: Path) -> None:
    journey.start()
    damage.executed("DELETE FROM search_text_data")(file)
    journey.press("/")
    journey.type("bees")
    journey.wait(lambda: any("The search index of the library" in one for one in journey.toasts))

    journey.wait(lambda: FaultKind.SEARCH not in [one.kind for one in find_faults(file)])
    journey.window.list_pane.set_query("fly")
    journey.wait(lambda: journey.titles == ["Apples"])
    assert not journey.app.database.is_read_only


def test_a_damaged_search_index_is_rebuilt_by_a_worker_while_the_window_goes_on(
    journey: Journey, file: Path
) -> None:
    journey.start()
    damage.executed("DELETE FROM search_annotation_data WHERE id = 10")(file)
    go_on = threading.Event()
    rebuild = search_index_maintenance.rebuild
    threads: list[threading.Thread] = []

    def slowly(connection: Connection) -> None:
        threads.append(threading.current_thread())
        go_on.wait(60)
        rebuild(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index_maintenance, "rebuild", slowly)
        journey.press("F6 h")
        journey.wait(lambda: journey.cards)
        journey.wait(lambda: threads)
        journey.press("s")
        assert "runs when “Rebuild the search index” is done" in journey.toast
        go_on.set()
        journey.wait(lambda: journey.toast == "Star added")
    assert threading.main_thread() not in threads
    assert [one.kind for one in find_faults(file) if one.kind is FaultKind.SEARCH] == []
    assert not journey.app.database.damage
