"""Old libraries become new ones whole, or stay what they were."""

import itertools
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.article_source import LeftOut
from reader.core.cancellation import progress_told_to
from reader.core.errors import LibraryError, LibraryLocked, LibraryReadOnly
from reader.core.models import View
from reader.core.query import query_parser
from reader.core.web_addresses import address_key
from reader.library import database as database_module
from reader.library import durable_files, upgrade, verified_copy
from reader.library.connection import SCHEMA, connect
from reader.library.database import Database
from reader.library.indexes import search_index_maintenance
from reader.library.integrity.integrity_check import find_faults
from reader.library.queries.searching import search_tokens
from reader.library.write_lock import write_lock
from reader.operations import articles
from reader.operations.history import History
from tests.fault_table import Tally
from tests.forked_programs import RunForked
from tests.library.samples import assert_sound, draft, everything, search_terms, tables
from tests.thorough import IS_THOROUGH
from tests.undo_steps import next_redo

RELEASED = sorted(Path(__file__).parent.glob("library-*.sqlite"))
RELEASED_10 = Path(__file__).parent / "library-10.sqlite"
FROZEN = Path(__file__).parent / f"library-{SCHEMA}.sqlite"
NEXT = SCHEMA + 1

# A later schema: a column, a table made anew (which SQLite needs for most changes), a new trigger.
_NEXT = """
from alembic import op

revision = "NEXT"
down_revision = "LAST"

def upgrade():
    run = op.get_bind().exec_driver_sql
    run("ALTER TABLE article ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
    run("CREATE TABLE new_tag (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
        " key TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, color TEXT NOT NULL,"
        " mood TEXT NOT NULL) STRICT")
    run("INSERT INTO new_tag SELECT id, name, key, created_at, color, 'calm' FROM tag")
    run("DROP TABLE tag")
    run("ALTER TABLE new_tag RENAME TO tag")
    run("CREATE TRIGGER tag_kept BEFORE DELETE ON tag BEGIN SELECT RAISE(ABORT, 'kept'); END")
    {more}
"""


@pytest.fixture
def old(library: Path) -> Path:
    """The frozen library of the present schema, in a place of its own."""
    shutil.copyfile(FROZEN, library)
    return library


def migrations(folder: Path, more: str = "") -> Path:
    """The released steps and one more."""
    place = folder / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, place, ignore=shutil.ignore_patterns("__pycache__"))
    program = _NEXT.replace("NEXT", f"{NEXT:04}").replace("LAST", f"{SCHEMA:04}")
    (place / "versions" / f"v{NEXT:04}_mood.py").write_text(program.replace("{more}", more))
    return place


def names(path: Path, kind: str) -> set[str]:
    with closing(connect(path, "ro")) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))
        return {row[0] for row in rows}


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_every_released_library_opens_and_is_all_there(library: Path, released: Path) -> None:
    shutil.copyfile(released, library)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        (article,) = queries.articles(queries.article_ids(View.INBOX))
        assert (article.title, article.tags, article.annotation_count) == ("Foxes", ("pangram",), 2)
        note, mark = queries.annotations(article.id)
        assert (note.note, mark.note, mark.tags) == (
            "On the whole: 好",
            "because",
            ("animals/fox",),
        )
        text = queries.revision(article.revision_id).text
        assert mark.start is not None
        assert text[mark.start : mark.end] == mark.exact == "quick brown fox"
        assert queries.slots() == {1: "animals/fox"}
        assert queries.counts().trash == 1
        assert queries.article_ids(View.TRASH, query_parser.parse("构造")) == [2]
        step = next_redo(queries)
        assert step is not None
        assert step.label == "Star"
    history = History(database)
    while history.redo():
        pass
    while history.undo():
        pass
    with closing(database.queries()) as queries:
        assert queries.article_ids(View.ALL) == []
    database.close()
    assert_sound(library)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_addresses_of_every_released_library_are_known_by_their_keys(
    library: Path, released: Path
) -> None:
    shutil.copyfile(released, library)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        assert queries.article_at("http://EXAMPLE.org?utm_medium=y#top") == 1
        assert queries.article_at("https://example.org/other") is None
    database.close()
    with closing(connect(library, "ro")) as connection:
        found = connection.execute("SELECT url, url_key FROM article WHERE url <> ''").fetchall()
    assert found
    assert all(address_key(url) == key for url, key in found)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_nothing_is_claimed_of_what_earlier_schemas_left_out(library: Path, released: Path) -> None:
    shutil.copyfile(released, library)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        left_out = [queries.left_out(one.id) for one in queries.revisions(1)]
    database.close()
    is_known = int(released.stem.partition("-")[2]) >= 6
    parts = (LeftOut("Foxes · Hounds", "navigation", 0), LeftOut("den.pdf", "attached"))
    assert left_out == ([parts, ()] if is_known else [None, None])


def test_an_upgrade_keeps_everything(old: Path, tmp_path: Path) -> None:
    before, terms, triggers = tables(old), search_terms(old), names(old, "trigger")
    upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    after = tables(old)
    assert {row[:-1] for row in after["article"]} == set(before["article"])
    assert {row[:-1] for row in after["tag"]} == set(before["tag"])
    for name in set(before) - {"article", "tag", "alembic_version", "meta"}:
        assert after[name] == before[name], name
    others = {row for row in before["meta"] if row[0] != "search_version"}  # of another Unicode
    assert {*after["meta"]} == {*others, ("search_version", search_tokens.VERSION)}
    assert search_terms(old) == terms
    assert names(old, "trigger") == triggers | {"tag_kept"}
    assert_sound(old)
    with closing(connect(old, "ro")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [(f"{NEXT:04}",)]


def test_an_old_library_is_brought_up_to_date_when_it_is_opened(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = migrations(tmp_path)
    monkeypatch.setattr(database_module, "SCHEMA", NEXT)
    monkeypatch.setattr(upgrade.upgrade_library, "__defaults__", (place, NEXT))
    with pytest.raises(LibraryReadOnly, match="upgraded first: open it once"):
        Database.open(old, read_only=True)
    database = Database.open(old)
    with closing(database.queries()) as queries:
        assert queries.counts().inbox == 1
    database.close()


def test_the_search_index_of_a_large_library_is_rebuilt_after_its_upgrade(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the window, which says how far it is; until then all is there but what is found."""
    shutil.copyfile(RELEASED_10, library)
    with closing(connect(library, "rw")) as connection:  # as the version before indexed them
        connection.execute("UPDATE search_article SET title = '٢٠٢٤' WHERE rowid = 1")
        connection.execute("UPDATE article SET title = '٢٠٢٤' WHERE id = 1")
    monkeypatch.setattr(upgrade, "_FEW", 0)
    with monkeypatch.context() as patch:
        patch.setattr(search_index_maintenance, "rebuild", None)
        database = Database.open(library)
    assert find_faults(library) == []
    asked: list[str] = []
    database.on_outdated_index = lambda: asked.append("outdated")
    history = History(database)
    history.warm_up()
    assert asked == ["outdated"]
    done: list[int] = []
    with progress_told_to(done.append), closing(database.queries()) as queries:
        history.rebuild_index()
        assert done == [2]
        for year in ("2024", "٢٠٢٤", "۲۰۲۴"):
            assert queries.article_ids(View.ALL, query_parser.parse(year)) == [1]
    database.close()
    assert_sound(library)


def test_the_copy_made_before_is_a_whole_library(old: Path, tmp_path: Path) -> None:
    before = tables(old)
    upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    copy = old.with_name(f"library.sqlite.before-{NEXT}.bak")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    restored = tmp_path / "restored.sqlite"
    shutil.copyfile(copy, restored)
    Database.open(restored).close()
    assert tables(restored) == before


def test_a_copy_of_before_other_changes_is_not_taken_for_the_present_one(
    old: Path, tmp_path: Path
) -> None:
    copy = old.with_name(f"library.sqlite.before-{NEXT}.bak")
    verified_copy.copy_library(old, copy)
    database = Database.open(old)
    History(database).do("Add article", articles.add, draft("Later words."))
    database.close()
    former = copy.read_bytes()
    before = tables(old)
    upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    assert tables(copy) == before
    kept = old.with_name(f"library.sqlite.before-{NEXT}-1.bak")
    assert kept.read_bytes() == former


def test_triggers_do_not_stand_in_the_way_of_a_table_made_anew(old: Path, tmp_path: Path) -> None:
    with closing(connect(old, "rw")) as connection:
        connection.execute(
            "CREATE TRIGGER told AFTER UPDATE ON article BEGIN UPDATE tag SET color = ''; END"
        )
    upgrade.upgrade_library(old, 0.3, migrations(tmp_path), NEXT)
    assert "told" in names(old, "trigger")


def test_what_is_left_of_an_unfinished_copy_is_replaced(old: Path, tmp_path: Path) -> None:
    before = tables(old)
    copy = old.with_name(f"library.sqlite.before-{NEXT}.bak")
    left = copy.with_name(f"{copy.name}.tmp")
    left.write_bytes(b"SQLite format 3\0 and no more of it")
    upgrade.upgrade_library(old, 0.3, migrations(tmp_path), NEXT)
    assert tables(copy) == before
    assert not left.exists()


@pytest.mark.parametrize(
    "more",
    [
        'raise RuntimeError("a bug")',
        'run("SELECT * FROM nowhere")',
        "for name in ('annotation_tag', 'anchor', 'annotation'): run(f'DELETE FROM {name}')",
        "run('DELETE FROM article')",
        "run(\"UPDATE annotation SET note = note || '!'\")",
    ],
    ids=["exception", "sql error", "annotations lost", "rows without parents", "notes changed"],
)
def test_an_upgrade_that_goes_wrong_changes_nothing(old: Path, tmp_path: Path, more: str) -> None:
    before, triggers = tables(old), names(old, "trigger")
    with pytest.raises((LibraryError, RuntimeError)) as error:
        upgrade.upgrade_library(old, 1.0, migrations(tmp_path, more), NEXT)
    if isinstance(error.value, LibraryError):
        assert "was not changed" in str(error.value)
        assert f"before-{NEXT}.bak" in str(error.value)
    assert tables(old) == before
    assert names(old, "trigger") == triggers
    Database.open(old).close()
    shutil.rmtree(tmp_path / "migrations")
    upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    assert_sound(old)


def test_an_upgrade_that_is_killed_changes_nothing(
    old: Path, tmp_path: Path, run_forked: RunForked
) -> None:
    before = tables(old)
    kill = "import os, signal; print('changed', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    place = migrations(tmp_path, kill)
    program = (
        "from reader.library.upgrade import upgrade_library\n"
        f"upgrade_library(Path(sys.argv[1]), 1.0, Path(sys.argv[2]), {NEXT})"
    )
    assert run_forked(program, old, place) == (-signal.SIGKILL, ["changed"])
    assert tables(old) == before
    assert_sound(old)
    shutil.rmtree(place)
    upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    with closing(connect(old, "ro")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)


_UPGRADER = """
from reader.library.upgrade import upgrade_library
from tests.library.watched_disk import Deadly, watching
with watching(Deadly(int(sys.argv[2]), "")):
    upgrade_library(Path(sys.argv[1]), 1.0)
"""


def test_an_upgrade_that_is_killed_at_any_write_is_done_the_next_time(
    library: Path, run_forked: RunForked, tally: Tally
) -> None:
    shutil.copyfile(RELEASED[0], library)
    Database.open(library).close()
    whole = everything(library)
    for number in itertools.count(1, 3) if IS_THOROUGH else (70,):
        folder = library.parent / str(number)
        folder.mkdir()
        shutil.copyfile(RELEASED[0], folder / library.name)
        code, _printed = run_forked(_UPGRADER, folder / library.name, number)
        Database.open(folder / library.name).close()
        found = everything(folder / library.name)
        tally.count("upgrade", kept=1, lost=found != whole)
        assert found == whole
        assert_sound(folder / library.name)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        shutil.rmtree(folder)


def test_a_library_whose_upgrade_is_still_in_the_journal_is_current(library: Path) -> None:
    shutil.copyfile(RELEASED[0], library)
    with closing(connect(library, "rw")) as reading:  # so that the journal stays beside it
        reading.execute("BEGIN")
        reading.execute("SELECT 1 FROM sqlite_master").fetchone()
        Database.open(library).close()
        Database.open(library, read_only=True).close()


def test_it_is_not_begun_without_a_copy(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(old)

    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable_files, "synchronise", fail)
    with pytest.raises(LibraryError, match="No space left on device"):
        upgrade.upgrade_library(old, 1.0, migrations(tmp_path), NEXT)
    assert tables(old) == before
    assert not list(tmp_path.glob("*.bak*"))


def test_it_waits_for_who_is_writing(old: Path, tmp_path: Path) -> None:
    with closing(connect(old, "rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryLocked):
            upgrade.upgrade_library(old, 0.2, migrations(tmp_path), NEXT)
        other.execute("ROLLBACK")
    with write_lock(old, 0.2), pytest.raises(LibraryLocked):
        upgrade.upgrade_library(old, 0.2, tmp_path / "migrations", NEXT)
    upgrade.upgrade_library(old, 0.2, tmp_path / "migrations", NEXT)
