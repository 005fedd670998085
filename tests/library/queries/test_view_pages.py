"""The ids of large views: read by page, counted without counting, and by no question that reads all."""

import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.listed_ids import ListedIds
from reader.core.models import Sort, State, View
from reader.core.query.query_parser import parse
from reader.library.connection import connect
from reader.library.database import Database
from reader.library.indexes import list_index, search_index_maintenance
from reader.library.queries import articles as found_articles
from reader.library.queries import view_pages
from reader.library.queries.queries import Queries
from reader.library.queries.searching import indexed_search
from reader.library.queries.view_pages import PAGE, FoundRows, ViewPages
from reader.library.upgrade import exclusive_transaction
from reader.operations import articles, metadata_editing
from reader.operations.history import History
from tests.library.samples import draft

MANY = 3_000
PAGED: list[View] = [view for view in View if view is not View.TRASH]


def put_many(file: Path) -> None:
    """Puts articles in past the operations, for speed: of few dates, lengths and titles, so that many tie."""
    chance = random.Random(7)
    rows = [
        (
            f"{number:036}",
            chance.choice(("Émile", "emil", "Zoë", "10 ways", "a", "")) + str(number % 50),
            ("", "BBC", "zeit.de", "bbc", "Ärzte")[number % 5],
            chance.choice(("", "", "2024-01-01", "2024", f"20{number % 30:02}-05-03")),
            chance.randrange(40),
            chance.choice(("inbox", "later", "archive")),
            chance.random() < 0.4,
            chance.random() < 0.5,
            chance.choice((0.0, 0.5, chance.random())),
            chance.randrange(500),
            None if chance.random() < 0.9 else 5,
            chance.random() < 0.1,
        )
        for number in range(1, MANY + 1)
    ]
    with closing(connect(file, "rw")) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO article(uid, title, byline, site, url, published, language, excerpt,"
            " word_count, is_title_generated, state, is_starred, is_read, progress, position,"
            " created_at, updated_at, deleted_at, is_unkept)"
            " VALUES (?, ?, '', ?, '', ?, '', '', ?, 0, ?, ?, ?, ?, 0, ?, 0, ?, ?)",
            rows,
        )
        connection.execute("COMMIT")
    with exclusive_transaction(file, 5) as connection:
        search_index_maintenance.rebuild(connection)


@pytest.fixture(scope="module")
def many(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> Iterator[Queries]:
    file = tmp_path_factory.mktemp("many") / "library.sqlite"
    put_library(file)
    put_many(file)
    database = Database.open(file)
    with closing(database), closing(database.queries()) as queries:
        yield queries


def paged(queries: Queries, view: View, sort: Sort, is_descending: bool) -> ViewPages:
    found = queries.listed(view, sort, is_descending, held=0)
    assert isinstance(found, ViewPages)
    return found


@pytest.mark.parametrize("view", PAGED)
@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("is_descending", [True, False])
def test_pages_are_what_is_sorted_at_once(
    many: Queries, view: View, sort: Sort, is_descending: bool
) -> None:
    """Read forwards, backwards and anywhere."""
    ids = many.article_ids(view, None, sort, is_descending)
    assert len(ids) > 3 * PAGE
    assert list(paged(many, view, sort, is_descending)) == ids
    assert list(reversed(paged(many, view, sort, is_descending))) == ids[::-1]
    found = paged(many, view, sort, is_descending)
    rows = random.Random(3).sample(range(len(ids)), 30)
    assert [found[row] for row in rows] == [ids[row] for row in rows]
    assert found[-1] == ids[-1]
    assert list(found[PAGE - 3 : PAGE + 3]) == ids[PAGE - 3 : PAGE + 3]
    with pytest.raises(IndexError):
        found[len(ids)]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("is_descending", [True, False])
def test_the_row_of_an_id_is_counted(many: Queries, sort: Sort, is_descending: bool) -> None:
    ids = many.article_ids(View.ARCHIVE, None, sort, is_descending)
    found = paged(many, View.ARCHIVE, sort, is_descending)
    for row in (0, 1, PAGE, len(ids) // 2, len(ids) - 1):
        assert paged(many, View.ARCHIVE, sort, is_descending).row_of(ids[row]) == row
    (elsewhere, *_more) = many.article_ids(View.INBOX)
    assert found.row_of(elsewhere) is None
    assert found.row_of(MANY + 1) is None
    for several in (ids[5:8], ids[::40], [elsewhere, ids[2]], []):
        wanted = {id_: row for row, id_ in enumerate(ids) if id_ in several}
        assert found.rows_of(several) == wanted


def test_the_next_unread_one_is_found_going_round(many: Queries) -> None:
    ids = many.article_ids(View.INBOX)
    unread = set(many.article_ids(View.INBOX, parse("is:unread")))
    found = paged(many, View.INBOX, Sort.ADDED, True)
    for row in (0, 700, len(ids) - 1):
        round_it = [*ids[row + 1 :], *ids[:row]]
        wanted = next(id_ for id_ in round_it if id_ in unread)
        assert found.following(ids[row], "a.is_read = 0") == wanted
    assert found.following(None, "a.is_read = 0") == next(id_ for id_ in ids if id_ in unread)
    assert found.following(ids[0], "a.is_read = 7") is None


def test_what_was_read_is_at_hand(many: Queries) -> None:
    found, ids = paged(many, View.INBOX, Sort.ADDED, True), many.article_ids(View.INBOX)
    assert list(found.near(0)) == []
    assert found[70] == ids[70]
    assert list(found.near(70)) == [*ids[70 : 2 * PAGE], *ids[69 : PAGE - 1 : -1]]
    assert found.shows_same(paged(many, View.INBOX, Sort.ADDED, True))
    assert not found.shows_same(paged(many, View.INBOX, Sort.ADDED, False))
    assert not found.shows_same(paged(many, View.LATER, Sort.ADDED, True))
    assert not found.shows_same(many.listed(View.INBOX))


def test_no_question_of_the_list_reads_every_article(many: Queries) -> None:
    """Views in each order, pages in both directions, rows, numbers, and what is typed."""
    asked: list[str] = []
    connection = many._connection
    connection.set_trace_callback(asked.append)
    for view in PAGED:
        for sort in Sort:
            for is_descending in (True, False):
                found = paged(many, view, sort, is_descending)
                for row in (0, PAGE, 9 * PAGE, 8 * PAGE, len(found) - 1):
                    assert found[row]
                assert found.row_of(found[5 * PAGE]) is not None
                found.following(found[3], "a.is_read = 0")
    is_of_pages = dict.fromkeys(asked)
    many.articles(found[:40])
    many.counts()
    many.unread_counts()
    for text in ("z", "zo", "nothing", "title:e", "tag:a", "is:unread", "is:starred zoe"):
        for view in (View.INBOX, View.ALL, View.STARRED, View.TRASH):
            many.search(view, parse(text), Sort.BEST, snippets=9)
    connection.set_trace_callback(None)
    for sql in asked:
        # What a title contains is in no index.
        if sql.startswith(("SELECT", "INSERT")) and "fold(a.title)" not in sql:
            plan = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            wrong = [step for step in plan if re.match(r"SCAN (a|n|r|article|revision)$", step)]
            wrong += [step for step in plan if "TEMP B-TREE" in step and sql in is_of_pages]
            if re.search(r"\) [<>] \(", sql) and not sql.startswith(
                "SELECT count"
            ):  # from a row on
                wrong += [step for step in plan if re.match("SCAN [al] ", step)]
            assert not wrong, (sql, plan)


@pytest.mark.parametrize("sort", [Sort.DAY, Sort.SITE])
def test_the_size_of_a_group_is_of_those_listed(many: Queries, sort: Sort) -> None:
    """Whether they are held or read by page, of a view or of a search."""
    held = many.listed(View.INBOX, sort, False)
    listed = [held, paged(many, View.INBOX, sort, False)]
    listed += [many.search(View.ALL, parse(text), sort, False).ids for text in ("e", "is:unread")]
    for ids in listed:
        shown = many.articles(ids.all())
        groups = [0 if sort is Sort.DAY else one.site.lower() for one in shown]  # all of one day
        assert groups == sorted(groups)
        assert len({*groups}) == (1 if sort is Sort.DAY else 4)
        for group in {*groups}:
            row = groups.index(group)
            assert many.group_size(ids, sort, row, shown[row]) == groups.count(group)


@pytest.mark.parametrize("text", ["e", "em OR zo", "-nothing", "is:unread", "e is:unread", "zo -1"])
def test_what_a_search_finds_is_read_by_page(
    many: Queries, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """In each order, ranked or not: the same as all that it finds."""
    monkeypatch.setattr(found_articles, "HELD", PAGE)
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)  # even few are walked
    query = parse(text)
    for view in View:
        for sort in Sort:
            for is_descending in (True, False):
                ids = many.article_ids(view, query, sort, is_descending)
                found = many.search(view, query, sort, is_descending).ids
                assert len(found) == len(ids)
                if len(ids) > PAGE and view is not View.TRASH:
                    assert isinstance(found, ViewPages | FoundRows)
                    assert found[-1] == ids[-1]  # read from the end
                assert [found[row] for row in range(len(ids))] == ids
                assert [found.row_of(one) for one in ids[::40]] == [*range(0, len(ids), 40)]
                assert list(found.all()) == ids
                assert found.shows_same(found)
                assert list(found[1:10]) == ids[1:10]
                assert list(found.near(1))[:9] == ids[1:10]
                assert found.row_of(0) is None


def test_only_the_best_of_what_is_ranked_are_sorted_first(
    many: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an article is that is not among them is counted; further down the others are sorted, too."""
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)
    ids = list(many.search(View.INBOX, parse("e"), Sort.BEST).ids.all())
    assert len(ids) > 3 * PAGE
    monkeypatch.setattr(view_pages, "_BEST", 2 * PAGE)
    asked: list[str] = []

    def found() -> FoundRows:
        ids = many.search(View.INBOX, parse("e"), Sort.BEST).ids
        assert isinstance(ids, FoundRows)
        return ids

    many._connection.set_trace_callback(asked.append)
    rows = found()
    assert rows[: 2 * PAGE] == ids[: 2 * PAGE]
    assert [rows.row_of(one) for one in ids[::100]] == [*range(0, len(ids), 100)]
    assert rows.row_of(many.article_ids(View.LATER)[0]) is None
    many._connection.set_trace_callback(None)
    assert sum("INSERT INTO temp.found_row" in sql for sql in asked) == 1
    assert rows[2 * PAGE - 1 : 2 * PAGE + 2] == ids[2 * PAGE - 1 : 2 * PAGE + 2]
    assert list(rows.all()) == ids
    assert found().rows_of(ids[::20]) == {one: 20 * row for row, one in enumerate(ids[::20])}
    assert list(found().all()) == ids


def test_whether_a_view_contains_articles_is_asked_up_to_the_first_it_lacks(many: Queries) -> None:
    starred, others = many.article_ids(View.STARRED), many.article_ids(View.LATER)
    asked: list[str] = []
    many._connection.set_trace_callback(asked.append)
    assert not many.are_in_view(View.STARRED, [*others, *starred])
    assert len(asked) == 1
    assert many.are_in_view(View.STARRED, starred)
    assert not many.are_in_view(View.STARRED, [*starred, *others])
    many._connection.set_trace_callback(None)


def test_what_comes_into_a_view_after_a_search_does_not_lengthen_its_list(
    many: Queries, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)
    monkeypatch.setattr(view_pages, "_BEST", PAGE)
    shutil.copy(many._path, library)
    with closing(Database.open(library)) as database, closing(database.queries()) as queries:
        trashed = queries.article_ids(View.TRASH)
        found = queries.search(View.INBOX, parse("e"), Sort.BEST).ids
        History(database).write(articles.restore, trashed)
        rows = [found.row_of(one) for one in trashed]  # counted
        assert max(row for row in rows if row is not None) < len(found)
        assert max(found.rows_of(trashed).values()) < len(found)  # read from the table
        assert len(found.all()) == len(found)


def test_what_is_ranked_is_sorted_once(many: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window asks where an article is, and for pages far down, which is answered by row."""
    monkeypatch.setattr(indexed_search, "_LOOKUP", 40)
    monkeypatch.setattr(view_pages, "_BEST", MANY)
    found = many.search(View.ALL, parse("e"), Sort.BEST).ids
    asked: list[str] = []
    many._connection.set_trace_callback(asked.append)
    last = found[len(found) - 1]
    assert found.row_of(last) == len(found) - 1
    many._connection.set_trace_callback(None)
    assert len(asked) == 2
    assert all("FROM temp.found_row" in sql and "ORDER" not in sql for sql in asked)


def _assert_kept(database: Database) -> None:
    with closing(connect(database.path, "ro")) as connection:
        for name in list_index.NAMES:
            list_index.compare(connection, name)


def test_numbers_and_titles_are_kept_through_all_that_is_done_and_undone(
    database: Database, history: History
) -> None:
    ids = [
        history.do("Add", articles.add, draft(f"Ünder {n}", f"Words {n}.")).article_id
        for n in range(4)
    ]
    steps: list[Callable[[], object]] = [
        lambda: history.do("File", articles.set_state, ids[:2], State.ARCHIVE),
        lambda: history.do("Star", articles.set_starred, ids[1:], True),
        lambda: history.do("Read", articles.set_read, ids[:1], True),
        lambda: history.do("Title", metadata_editing.edit, ids[0], {"title": "Another"}),
        lambda: history.do("Trash", articles.trash, ids[2:]),
    ]
    for step in steps:
        step()
        _assert_kept(database)
    with closing(database.queries()) as queries:
        assert (queries.counts().archive, queries.counts().trash) == (2, 2)
    for _step in range(len(steps) + len(ids)):
        history.undo()
        _assert_kept(database)
    with closing(database.queries()) as queries:
        assert not any(queries.counts())
    for _step in range(len(steps) + len(ids)):
        history.redo()
        _assert_kept(database)


@pytest.mark.parametrize("name", list_index.NAMES)
def test_what_does_not_agree_with_the_articles_is_found(
    database: Database, history: History, name: str
) -> None:
    history.do("Add", articles.add, draft())
    change = "title = 'x'" if name == "list_title" else "number = 7"
    with closing(connect(database.path, "rw")) as connection:
        connection.execute(f"UPDATE {name} SET {change}")
    with (
        closing(connect(database.path, "ro")) as connection,
        pytest.raises(sqlite3.DatabaseError, match="differs"),
    ):
        list_index.compare(connection, name)


def test_a_list_that_is_held_is_the_same_kind_of_list(queries: Queries) -> None:
    found: ListedIds = queries.listed(View.INBOX)
    assert (len(found), list(found), found.row_of(1), found.rows_of([1])) == (0, [], None, {})
    assert found.shows_same(queries.listed(View.INBOX))
