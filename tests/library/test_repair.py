"""A damaged library: nothing is written into it, each fault is told, and it is made anew of what is left."""

import json
import re
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reader.core.errors import LibraryCorrupt, LibraryError, LibraryReadOnly, NotALibrary
from reader.core.models import Status
from reader.library import stale_journals
from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.connection import SCHEMA, connect
from reader.library.database import Database
from reader.library.integrity.integrity_check import Fault, FaultKind, find_faults
from reader.library.integrity.repair import Repair, repair
from reader.operations import articles, tags
from reader.operations.history import History
from tests.fault_table import Tally
from tests.library import damage
from tests.library.damage import Damage
from tests.library.samples import assert_sound, everything, tables
from tests.thorough import IS_THOROUGH

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)
FILE, INDEX, RULE = FaultKind.FILE, FaultKind.INDEX, FaultKind.RULE
REFERENCE, TEXT, CONTENT, SEARCH = (
    FaultKind.REFERENCE,
    FaultKind.TEXT,
    FaultKind.CONTENT,
    FaultKind.SEARCH,
)

# What does not open at all, and is left as it is.
REFUSED: dict[str, Damage] = {
    "its first bytes": damage.at(0, b"no library at all"),
    "its page size": damage.at(16, b"\x03\x01"),
    "its application id": damage.at(68, bytes(4)),
    "the list of tables": damage.at(100, b"\xff" * 3000),
    "half of it is missing": damage.truncated(0.5),
    "its end is missing": damage.truncated(0.97),
}

# The list of tables: of each kind of entry, which byte is another. None of it opens, or SQLite does
# not see it; all of it can be made anew.
LISTS: dict[str, Damage] = {
    "a statement of a table": damage.misspelt("CREATE TABLE revision (", "CREATE TABLX revision ("),
    "a rule of a table": damage.misspelt("CHECK (seq >= 1)", "CHECK (seq >= 7)"),
    "a column of a table": damage.misspelt("  exact TEXT", "  exadt TEXT"),
    "a reference of a table": damage.misspelt("REFERENCES tag (id)", "REFERENCES tag (iX)"),
    "the name of a table": damage.misspelt("annotationannotation", "annotatoonannotation"),
    "the kind of a table": damage.misspelt("tablearticlearticle", "taxlearticlearticle"),
    "words of a table that are no text": damage.misspelt(
        "CREATE TABLE tag (", b"CREATE T\xffBLE tag ("
    ),
    "the version": damage.misspelt("CREATE TABLE alembic_v", "CREATE TABLE alembyc_v"),
    "the last numbers": damage.misspelt("sqlite_sequence(name", "sqlite_sequenze(name"),
    "a statement of an index": damage.misspelt(
        "CREATE INDEX article_url ON", "CREATE INDEX article_url IN"
    ),
    "the columns of an index": damage.misspelt(
        "article (state, is_read", "article (stade, is_read"
    ),
    "a statement of a trigger": damage.misspelt(
        "BEFORE UPDATE ON revision\n", "BEFORE UPDATE OF revision\n"
    ),
    "a trigger's effect": damage.misspelt("ABORT, 'revisions", "ABORX, 'revisions"),
    "a statement of a search table": damage.misspelt(
        "VIRTUAL TABLE search_text", "VIRTUAL TABLX search_text"
    ),
    "a part of a search table": damage.misspelt(
        "'search_text_docsize'(id", "'search_text_docsize'<id"
    ),
    "where a table begins": damage.misspelt(
        "annotationannotation$CREATE", "annotationannotation\x09CREATE"
    ),
    "a table that is gone": damage.unlisted("annotation"),
    "an index that is gone": damage.unlisted("annotation_live"),
    "a trigger that is gone": damage.unlisted("annotation_updated"),
    "a search table that is gone": damage.unlisted("search_annotation"),
}

# What SQLite finds: the library opens, to be read only. What it is called, and what of it is lost
# for good where no backup has it.
FOUND: dict[str, tuple[Damage, FaultKind, bool]] = {
    "the list of free pages": (damage.at(32, (2).to_bytes(4)), FILE, False),
    "the number of free pages": (damage.at(36, (77).to_bytes(4)), FILE, False),
    "free pages beyond the end": (damage.at(32, (99_999).to_bytes(4)), FILE, False),
    "the page of the articles": (damage.zeroed("article", 0), FILE, True),
    "noise in the articles": (damage.noisy("article", 0), FILE, True),
    "the root of the texts": (damage.zeroed("revision", 0), FILE, True),
    "a leaf of the texts": (damage.noisy("revision", 3), FILE, True),
    "the root of the annotations": (damage.noisy("annotation", 0), FILE, True),
    "a leaf of the annotations": (damage.zeroed("annotation", 4), FILE, True),
    "the last leaf of the annotations": (damage.noisy("annotation", -1), FILE, True),
    "the places of the annotations": (damage.zeroed("anchor", 0), FILE, True),
    "the tags": (damage.noisy("tag", 0), FILE, True),
    "the undo history": (damage.noisy("step", 0), FILE, False),
    "the facts about the library": (damage.zeroed("meta", 0), FILE, False),
    "an index": (damage.zeroed("article_url", 0), FILE, False),
    "noise in an index": (damage.noisy("annotation_live", 0), FILE, False),
    "an index without a row": (damage.unindexed("annotation_article", 20), INDEX, False),
    "the index of a rule": (damage.noisy("sqlite_autoindex_article_1", 0), FILE, False),
    "the search table of texts": (damage.noisy("search_text_data", 0), SEARCH, False),
    "a leaf of the search table": (damage.zeroed("search_text_data", 2), SEARCH, False),
    "the list of the search table": (damage.zeroed("search_annotation_idx", 0), SEARCH, False),
    "an article that is gone": (damage.stated("DELETE FROM article WHERE id = 4"), REFERENCE, True),
    "an article without its text": (
        damage.stated("UPDATE article SET current_revision_id = 444 WHERE id = 4"),
        REFERENCE,
        False,
    ),
}

# What only the check finds, as all of the library has to be read for it.
HIDDEN: dict[str, tuple[Damage, FaultKind, bool]] = {
    "a letter of a text": (damage.flipped(b"happened 6.", b"happenxd 6.", 130), TEXT, True),
    "a letter of what is shown": (damage.flipped(b"happened 6.", b"happenxd 6.", 9), TEXT, True),
    "a text that is zeros": (damage.flipped(b"happened 6.", bytes(11), 130), TEXT, True),
    "a text that is none": (damage.flipped(b"happened 6.", b"happen\xffd 6.", 130), TEXT, True),
    "a hash": (
        damage.stated("UPDATE revision SET text_sha256 = upper(text_sha256) WHERE id = 7"),
        TEXT,
        True,
    ),
    "a file that was added": (
        damage.stated("UPDATE source SET data = x'0011' WHERE id = 7"),
        CONTENT,
        True,
    ),
    "a note that is no text": (
        damage.stated("UPDATE annotation SET note = CAST(x'4eff20' AS TEXT) WHERE id = 31"),
        CONTENT,
        True,
    ),
    "a colour that is none": (
        damage.stated("UPDATE annotation SET color = 'plaid' WHERE id = 31"),
        RULE,
        True,
    ),
    "words in the search table": (
        damage.stated("UPDATE search_article_content SET c0 = 'other' WHERE id = 2"),
        SEARCH,
        False,
    ),
    "a folded title": (damage.stated("UPDATE list_title SET title = 'other'"), SEARCH, False),
    "a number that is kept": (damage.stated("UPDATE list_count SET number = 7"), SEARCH, False),
    "the order of the titles": (damage.noisy("list_title", 0), SEARCH, False),
    "a search table without words": (
        damage.stated("DELETE FROM search_text_data WHERE id > 10"),
        SEARCH,
        False,
    ),
}
MENDED = FOUND | HIDDEN | {name: (harm, FaultKind.SCHEMA, False) for name, harm in LISTS.items()}


def some(names: Iterable[str]) -> list[str]:
    """Every sixth of the names; all of them in the thorough profile, as each takes a while."""
    return list(names) if IS_THOROUGH else list(names)[::6]


@pytest.fixture
def contents() -> Callable[[History], None]:
    return damage.fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the backups."""
    return tmp_path / "backups"


def written(path: Path) -> list[str]:
    """What was said of trying to write into a library; empty if it was written."""
    database = Database.open(path, timeout=0.3)
    try:
        History(database).do("Make a tag", tags.make, ["new"])
    except LibraryReadOnly as error:
        return [str(error)]
    finally:
        database.close()
    return []


def rows_lost(before: dict[str, list[tuple[object, ...]]], library: Path) -> dict[str, int]:
    """How many rows of each table are not there any more, or others."""
    after = {name: set(rows) for name, rows in tables(library).items()}
    lost = {name: len(set(rows) - after[name]) for name, rows in before.items()}
    return {name: count for name, count in lost.items() if count}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_open_is_refused_and_left_as_it_is(
    library: Path, filled: None, folder: Path, name: str, tally: Tally
) -> None:
    REFUSED[name](library)
    content = library.read_bytes()
    with pytest.raises((NotALibrary, LibraryCorrupt)):
        Database.open(library)
    with pytest.raises(LibraryError):
        repair(library, folder, 0.3)
    tally.count("damage", told=2, written=library.read_bytes() != content)
    assert library.read_bytes() == content


@pytest.mark.parametrize("name", list(FOUND)[:: 1 if IS_THOROUGH else 2])
def test_a_damaged_library_is_not_written_into(
    library: Path, filled: None, name: str, tally: Tally
) -> None:
    FOUND[name][0](library)
    content = library.read_bytes()
    (said,) = written(library)
    assert said.startswith(f"The library {library} is damaged, so nothing more is written into it")
    tally.count("damage", told=1, written=library.read_bytes() != content)
    assert library.read_bytes() == content


def test_noise_in_any_page_is_refused_or_does_no_harm(
    library: Path, filled: None, tally: Tally
) -> None:
    whole, rows = library.read_bytes(), everything(library)
    last = len(whole) // damage.PAGE
    refused = 0
    for number in range(1, last + 1) if IS_THOROUGH else (1, 2, last):
        library.write_bytes(whole)
        damage.overwrite(library, (number - 1) * damage.PAGE, Random(number).randbytes(damage.PAGE))
        content = library.read_bytes()
        try:
            Database.open(library, timeout=0.3).close()
            said = written(library)
        except (NotALibrary, LibraryCorrupt) as error:
            said = [str(error)]
        tally.count(
            "damage", told=len(said), written=bool(said) and library.read_bytes() != content
        )
        if said:
            refused += 1
            assert library.read_bytes() == content
        else:  # a page that is not used, or a file that was added, which has a hash of its own
            assert_sound(library)
            library.write_bytes(content)
            assert everything(library) == rows or find_faults(library)
    assert refused


@pytest.mark.parametrize("name", list(MENDED)[:: 1 if IS_THOROUGH else 2])
def test_all_that_is_damaged_is_found(library: Path, filled: None, name: str) -> None:
    harm, kind, _is_lost = MENDED[name]
    harm(library)
    content = library.read_bytes()
    found = find_faults(library)
    assert kind in {fault.kind for fault in found}
    assert all(re.fullmatch(r"[A-Z\d][^\n]+\.", fault.text) for fault in found)
    assert library.read_bytes() == content


@pytest.mark.parametrize("name", some(MENDED))
def test_damage_is_mended_from_a_backup(
    library: Path, filled: None, folder: Path, name: str, tally: Tally
) -> None:
    whole = tables(library)
    backups.back_up(library, folder, Reason.BY_HAND, NOW)
    MENDED[name][0](library)
    content = library.read_bytes()
    done = repair(library, folder, 0.3)
    assert done.found != done.left == []
    assert done.former is not None
    assert done.former.read_bytes() == content
    lost = rows_lost(whole, library)
    tally.count("damage", kept=sum(map(len, whole.values())), lost=sum(lost.values()))
    assert lost == {}
    assert find_faults(library) == []
    assert_sound(library)
    assert written(library) == []
    assert sorted(path.name for path in library.parent.glob("library.sqlite*.repairing")) == []


@pytest.mark.parametrize("name", some([name for name in MENDED if not MENDED[name][2]]))
def test_what_can_be_made_anew_needs_no_backup(
    library: Path, filled: None, folder: Path, name: str
) -> None:
    whole = tables(library)
    MENDED[name][0](library)
    done = repair(library, folder, 0.3)
    assert (done.left, done.restored, done.quarantined) == ([], 0, 0)
    if name == "the facts about the library":
        del whole["meta"]
    assert rows_lost(whole, library) == {}
    assert_sound(library)


def quarantined(done: Repair) -> list[dict[str, Any]]:
    assert done.quarantine is not None
    document = json.loads(done.quarantine.read_text("ascii"))
    assert document["format"] == "postil-quarantine/1"
    rows: list[dict[str, Any]] = document["rows"]
    assert len(rows) == done.quarantined
    return rows


def test_rows_that_lost_what_they_refer_to_are_kept_beside_the_library(
    library: Path, filled: None, folder: Path
) -> None:
    whole = tables(library)
    damage.zeroed("annotation", 4)(library)
    done = repair(library, folder, 0.3)
    lost = rows_lost(whole, library)
    assert 5 < done.unreadable < 20
    assert lost == dict.fromkeys(("annotation", "anchor", "annotation_tag"), done.unreadable)
    assert {row["table"] for row in quarantined(done)} == {"anchor", "annotation_tag"}
    assert done.quarantined == 2 * done.unreadable
    assert_sound(library)


@pytest.mark.parametrize("table", ["article", "revision", "source", "tag"])
def test_nothing_a_person_wrote_goes_with_what_it_belongs_to(
    library: Path, filled: None, folder: Path, table: str
) -> None:
    whole = tables(library)
    damage.zeroed(table, 0)(library)
    done = repair(library, folder, 0.3)
    assert done.quarantined == 0
    assert done.replaced == len(whole[table])
    also = {"anchor"} if table == "revision" else set()  # which were places on these texts
    assert rows_lost(whole, library).keys() == {table, *also}
    assert_sound(library)


def test_highlights_are_found_again_on_a_text_that_was_lost(
    library: Path, filled: None, folder: Path
) -> None:
    damage.zeroed("revision", 0)(library)
    repair(library, folder, 0.3)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        before = queries.annotations(7)
        text = queries.revision(queries.article(7).revision_id).text
        assert text.startswith("The text that was here could not be read any more")
        History(database).do("Add", articles.add, damage.page(6))
        after = queries.annotations(7)
        text = queries.revision(queries.article(7).revision_id).text
    database.close()
    assert [one.status for one in before] == [Status.ORPHAN] * 5
    assert [(one.exact, one.note) for one in after] == [(one.exact, one.note) for one in before]
    assert [one.status for one in after] == [Status.EXACT] * 5
    assert all(text[one.start : one.end] == one.exact.strip() for one in after)


def test_a_row_that_breaks_a_rule_is_kept_beside_the_library(
    library: Path, filled: None, folder: Path
) -> None:
    damage.stated(
        "UPDATE annotation SET color = 'plaid', note = CAST(x'4eff20' AS TEXT) WHERE id = 31"
    )(library)
    done = repair(library, folder, 0.3)
    one = next(row for row in quarantined(done) if row["table"] == "annotation")
    values = one["values"]
    assert (values["color"], values["note"]) == ("plaid", {"base64": "Tv8g"})
    assert values["exact"] == "The fox n"


def test_a_text_that_no_backup_holds_is_told_from_then_on(
    library: Path, filled: None, folder: Path
) -> None:
    damage.flipped(b"happened 6.", b"happenxd 6.", 130)(library)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        assert queries.text_damage(6) == ""
        said = queries.text_damage(7)
    assert said.startswith("The text of “Foxes 6” (revision 1) is damaged, it is not what was")
    assert "postil check --repair" in said
    with pytest.raises(LibraryReadOnly):
        History(database).do("Make a tag", tags.make, ["new"])
    database.close()
    done = repair(library, folder, 0.3)
    (left,) = done.left
    assert (left.kind, left.article) == (TEXT, 7)
    assert "no backup holds it" in left.text
    database = Database.open(library)
    with closing(database.queries()) as queries:
        assert queries.text_damage(7) == left.text
    History(database).do("Make a tag", tags.make, ["new"])  # it is known: no reason to stop
    database.close()
    again = repair(library, folder, 0.3)
    assert (again.former, again.left) == (None, [left])


@pytest.mark.parametrize("version", [1, SCHEMA])
def test_rows_from_before_a_column_was_added_have_its_value(
    tmp_path: Path, folder: Path, version: int
) -> None:
    library = tmp_path / "library.sqlite"
    shutil.copyfile(Path(__file__).parent / f"library-{version}.sqlite", library)
    Database.open(library).close()
    whole = tables(library)
    del whole["meta"]  # of what Unicode the search tables are, which another Python makes anew
    damage.misspelt("CREATE TABLE source (", "CREATE TABLE source !")(library)
    assert repair(library, folder, 0.3).quarantined == 0
    assert rows_lost(whole, library) == {}


def test_no_table_is_written_over_where_its_pages_are_said_to_be_free(
    library: Path, filled: None, folder: Path
) -> None:
    whole = tables(library)
    # In small pages, so that the list of tables does not fit on one.
    damage.stated("PRAGMA journal_mode=DELETE; PRAGMA page_size=1024; VACUUM")(library)
    with closing(connect(library, "ro")) as connection:
        asked = "SELECT name, rootpage FROM sqlite_master"
        roots = dict(connection.execute(asked).fetchall())
    table, index = roots["annotation"], roots["article_url"]
    damage.overwrite(library, (index - 1) * 1024, struct.pack(">III", 0, 1, table))
    damage.overwrite(library, 32, struct.pack(">II", index, 2))
    LISTS["a statement of a table"](library)
    repair(library, folder, 0.3)
    assert rows_lost(whole, library) == {}


def test_numbers_are_not_used_again(library: Path, filled: None, folder: Path) -> None:
    damage.noisy("annotation", -1)(library)
    damage.zeroed("sqlite_sequence", 0)(library)
    with closing(connect(library, "ro")) as connection:
        (highest,) = connection.execute("SELECT max(annotation_id) FROM anchor").fetchone()
    repair(library, folder, 0.3)
    with closing(connect(library, "ro")) as connection:
        (kept,) = connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'annotation'"
        ).fetchone()
    assert kept >= highest


def test_a_whole_library_is_left_as_it_is(library: Path, filled: None, folder: Path) -> None:
    content = library.read_bytes()
    assert repair(library, folder, 0.3) == Repair([], [])
    assert library.read_bytes() == content
    assert list(library.parent.glob("*before-repair*")) == []


def test_a_backup_of_another_library_gives_nothing(
    library: Path, filled: None, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    shutil.copy(library, other)
    other_uids = "UPDATE {} SET uid = substr(uid, 2) || 'x'"
    names = ("article", "annotation", "annotation_history")
    damage.stated(";".join(other_uids.format(name) for name in names))(other)
    backups.back_up(other, folder, Reason.BY_HAND, NOW)
    damage.zeroed("article", 0)(library)
    assert repair(library, folder, 0.3).restored == 0


def test_what_is_in_the_journal_is_repaired_too(library: Path, filled: None, folder: Path) -> None:
    damage.zeroed("article_url", 0)(library)
    with closing(sqlite3.connect(library, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("UPDATE annotation SET note = 'only in the journal' WHERE id = 31")
        stale_journals.advance(writer)
        journal = library.with_name("library.sqlite-wal").read_bytes()
        done = repair(library, folder, 0.3)
    assert done.former is not None
    assert done.former.with_name(f"{done.former.name}-wal").read_bytes() == journal
    with closing(connect(library, "ro")) as connection:
        (note,) = connection.execute("SELECT note FROM annotation WHERE id = 31").fetchone()
    assert note == "only in the journal"
    # A kill may leave the former journal beside the new library.
    library.with_name("library.sqlite-wal").write_bytes(journal)
    database = Database.open(library)
    assert "it was not used, and is kept" in database.notice
    database.close()


def test_a_damaged_list_of_tables_is_repaired_with_what_is_in_the_journal(
    library: Path, filled: None, folder: Path, tmp_path: Path
) -> None:
    left = tmp_path / "left" / "library.sqlite"
    left.parent.mkdir()
    with closing(sqlite3.connect(library, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("UPDATE annotation SET note = 'only in the journal' WHERE id = 31")
        stale_journals.advance(writer)
        journal = Path(shutil.copyfile(f"{library}-wal", f"{left}-wal")).read_bytes()
        shutil.copyfile(library, left)
    content = left.read_bytes().replace(b"CREATE TABLE tag (", b"CREATE TABLE tag !")
    left.write_bytes(content)
    done = repair(left, folder, 0.3)
    assert done.former is not None
    assert done.former.read_bytes() == content
    assert done.former.with_name(f"{done.former.name}-wal").read_bytes() == journal
    with closing(connect(left, "ro")) as connection:
        (note,) = connection.execute("SELECT note FROM annotation WHERE id = 31").fetchone()
    assert note == "only in the journal"


def test_damage_found_while_it_is_open_ends_all_writing(library: Path, filled: None) -> None:
    database = Database.open(library, timeout=0.3)
    history = History(database)
    history.do("Make a tag", tags.make, ["before"])
    journal = library.with_name("library.sqlite-wal")
    queries = database.queries()
    # A page that nothing has read yet becomes noise, as by a failing disk.
    root = damage.pages_of(library, "revision_source")[0]
    with library.open("r+b") as file:
        file.seek((root - 1) * damage.PAGE)
        file.write(b"\xee" * damage.PAGE)
    content, kept = library.read_bytes(), journal.read_bytes()
    with pytest.raises(LibraryCorrupt):
        database.check()
    with pytest.raises(LibraryReadOnly):
        history.do("Make a tag", tags.make, ["after"])
    queries.close()
    database.close()
    assert library.read_bytes() == content
    assert journal.read_bytes() == kept


def test_damage_that_a_write_comes_upon_ends_all_writing(library: Path, filled: None) -> None:
    database = Database.open(library, timeout=0.3)
    database.check()
    # As above; it is the index that a new tag has to go into.
    root = damage.pages_of(library, "sqlite_autoindex_tag_1")[0]
    with library.open("r+b") as file:
        file.seek((root - 1) * damage.PAGE)
        file.write(b"\xee" * damage.PAGE)
    history = History(database)
    with pytest.raises(LibraryCorrupt):
        history.do("Make a tag", tags.make, ["new"])
    with pytest.raises(LibraryReadOnly):
        history.do("Star", articles.set_starred, [1], True)
    database.close()


def test_words_that_are_no_text_are_damage_and_no_bug(
    library: Path, filled: None, folder: Path
) -> None:
    damage.stated("UPDATE annotation SET note = CAST(x'4eff20' AS TEXT) WHERE id = 31")(library)
    database = Database.open(library)
    with closing(database.queries()) as queries, pytest.raises(LibraryCorrupt):
        queries.annotations(7)
    assert database.is_read_only
    database.close()
    (kept,) = quarantined(repair(library, folder, 0.3))
    assert (kept["row"], kept["values"]["note"]) == (31, {"base64": "Tv8g"})
    with closing(connect(library, "ro")) as connection:
        assert connection.execute("SELECT note FROM annotation WHERE id = 31").fetchone() == (
            "N� ",
        )


def test_the_article_that_a_fault_is_in_is_named(library: Path, filled: None) -> None:
    damage.unindexed("annotation_article", 20)(library)
    damage.stated("UPDATE annotation SET color = 'plaid' WHERE id = 31")(library)
    found = {fault.kind: fault for fault in find_faults(library)}
    assert found[RULE] == Fault(
        RULE,
        "Row 31 of the table “annotation” breaks a rule (in “Foxes 6”): CHECK constraint failed:"
        " color IN ('yellow', 'green', 'blue', 'pink', 'purple', 'orange', 'red', 'grey').",
        "annotation",
        31,
        7,
    )
    rows = [one for one in find_faults(library) if one.kind is INDEX and one.row]
    assert [(one.row, one.article) for one in rows] == [(20, 4)]
    assert rows[0].text == "An index of the table “annotation” is damaged (in “Foxes 3”)."
