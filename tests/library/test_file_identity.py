"""The library's file is removed or replaced under an open one: said, and nothing is lost."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.cli import main
from reader.core.errors import LibraryGone
from reader.core.models import View
from reader.library.database import Database
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from reader.services import Services
from tests.fault_table import Tally
from tests.library.samples import assert_sound, draft, tables

Take = Callable[[Path], None]


def replaced(library: Path) -> None:
    """As a program that synchronises folders does it."""
    other = library.with_name("other.sqlite")
    Database.open(other).close()
    other.with_suffix(".lock").unlink()
    other.replace(library)


def removed(library: Path) -> None:
    library.unlink()


def moved(library: Path) -> None:
    library.rename(library.with_name("elsewhere"))


TAKEN = [replaced, removed, moved]


@pytest.fixture
def marked(history: History) -> tuple[int, int]:
    """An article and a highlight on it."""
    article = history.do("Add", articles.add, draft(), ("t",)).article_id
    return article, history.do("Highlight", annotations.highlight, article, 4, 15)


@pytest.mark.parametrize("take", TAKEN)
def test_what_is_refused_is_kept_in_a_file_beside_the_library(
    history: History,
    database: Database,
    library: Path,
    marked: tuple[int, int],
    take: Take,
    tally: Tally,
) -> None:
    article, annotation = marked
    take(library)
    present = library.read_bytes() if library.exists() else None
    with pytest.raises(LibraryGone) as error:
        history.do("Note", annotations.set_note, annotation, "my note")
    file = library.with_name("library.sqlite.not-kept-1.json")
    assert str(file) in str(error.value)
    with pytest.raises(LibraryGone):
        history.do("Highlight", annotations.highlight, article, 20, 30)
    with pytest.raises(LibraryGone):
        history.do("Tag", tags.tag_annotations, [annotation], ["method"])
    with pytest.raises(LibraryGone):
        history.do("Add", articles.add, draft("New", "Words that have no other home."))
    note, second, tagged, added = json.loads(file.read_text("ascii"))["writes"]
    assert note["label"] == "Note"
    assert note["annotations"][0]["note"] == "my note"
    assert note["annotations"][0]["words"] == "quick brown"
    assert note["annotations"][0]["article"]["title"] == "Foxes"
    assert second["annotations"][0]["words"] == "jumps over"
    assert tagged["annotations"][0]["tags"] == ["method"]
    assert added["articles"][0]["title"] == "New"
    assert "Words that have no other home." in json.dumps(added["changes"])
    with pytest.raises(LibraryGone):
        history.undo()
    tally.count("gone", kept=4, told=5)  # in the file of what was not kept
    database.close()
    if present is not None:
        assert library.read_bytes() == present
        assert_sound(library)


@pytest.mark.parametrize("take", TAKEN)
def test_what_was_kept_before_is_in_a_copy(
    history: History,
    database: Database,
    library: Path,
    marked: tuple[int, int],
    take: Take,
    tally: Tally,
) -> None:
    before = tables(library)
    assert database.loss() == ""
    take(library)
    copy = library.with_name("library.sqlite.former-1.sqlite")
    assert str(copy) in database.loss()
    assert database.loss() == database.loss()
    assert tables(copy) == before
    database.close()
    assert not library.with_name("library.sqlite.former-2.sqlite").exists()
    assert_sound(copy)
    tally.count("gone", kept=2, told=1)


def test_a_file_that_comes_back_is_written_again(
    history: History, database: Database, library: Path, marked: tuple[int, int]
) -> None:
    moved(library)
    with pytest.raises(LibraryGone):
        history.do("Star", articles.set_starred, [marked[0]], True)
    library.with_name("elsewhere").rename(library)
    assert database.loss() == ""
    history.do("Star", articles.set_starred, [marked[0]], True)
    with closing(database.queries()) as queries:
        assert queries.article_ids(View.STARRED) == [marked[0]]


def test_closing_leaves_the_journal_of_the_new_file(
    history: History, database: Database, library: Path, marked: tuple[int, int]
) -> None:
    replaced(library)
    new = Database.open(library)
    assert "set-aside-1" in new.notice
    History(new).do("Add", articles.add, draft("New", "other words"))
    journal = library.with_name("library.sqlite-wal")
    assert journal.stat().st_size
    database.close()  # SQLite removes a journal by its name
    assert journal.stat().st_size
    new.close()
    assert_sound(library)


def test_a_first_write_to_another_file_is_refused(library: Path) -> None:
    Database.open(library).close()
    database = Database.open(library)
    replaced(library)
    before = library.read_bytes()
    with pytest.raises(LibraryGone):
        History(database).do("Add", articles.add, draft())
    with pytest.raises(LibraryGone):
        database.queries()
    database.close()
    assert library.read_bytes() == before


def test_the_folder_may_be_gone_too(
    history: History, database: Database, library: Path, marked: tuple[int, int]
) -> None:
    folder = library.parent
    folder.rename(folder.with_name("renamed"))
    with pytest.raises(LibraryGone) as error:
        history.do("Note", annotations.set_note, marked[1], "my note")
    folder.with_name("renamed").rename(folder)
    file = Path.home() / "library.sqlite.not-kept-1.json"
    assert str(file) in str(error.value)
    (write,) = json.loads(file.read_text("ascii"))["writes"]
    assert write["annotations"][0]["note"] == "my note"


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be removed")
def test_a_settings_file_that_names_an_article_is_no_first_start(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Services.open(data_dir)
    assert app.is_new
    added = app.history.do("Add", articles.add, draft())
    app.settings.set(article=added.article_id)
    app.close()
    kept = data_dir.with_name("kept.sqlite")
    shutil.move(data_dir / "library.sqlite", kept)
    assert main.main(["list"]) == 1
    told = capsys.readouterr().err
    assert "is missing" in told
    assert str(data_dir / "library.sqlite") in told
    assert not (data_dir / "library.sqlite").exists()
    shutil.move(kept, data_dir / "library.sqlite")
    assert main.main(["list"]) == 0
    (data_dir / "library.sqlite").unlink()
    (data_dir / "settings.json").unlink()
    assert main.main(["list"]) == 1
    assert "There is no library" in capsys.readouterr().err
    Services.open(data_dir).close()  # begun anew
    assert main.main(["list"]) == 0
