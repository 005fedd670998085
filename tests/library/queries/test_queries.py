"""Questions are answered in frozen dataclasses, sorted and counted rightly, by the indexes."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.core.errors import NotFound
from reader.core.models import Article, Color, Counts, Kind, Sort, State, Status, View
from reader.core.tags.tag_names import ARTICLES, TEXT
from reader.library.connection import connect
from reader.library.database import Database
from reader.library.queries import id_chunks
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from tests.each import each
from tests.library.samples import LOREM, asset, draft
from tests.undo_steps import next_undo


def fill(history: History) -> list[int]:
    """Five articles, unlike in all that can be sorted by."""
    rows = [
        ("Éclair", "2024-05-01", 5, 0.2),
        ("apple", "", 1, 0.9),
        ("Zebra", "2023", 3, 0.0),
        ("banana", "2024-05-01T10:00:00Z", 4, 1.0),
        ("apple", "1999-12-31", 2, 0.5),
    ]
    ids = []
    for number, (title, published, words, progress) in enumerate(rows):
        text = " ".join([f"word{number}"] * words)
        added = history.do("Add", articles.add, draft(title, text, published=published))
        history.write(articles.remember_position, added.article_id, 3, progress)
        ids.append(added.article_id)
    return ids


@pytest.fixture
def five(history: History) -> list[int]:
    return fill(history)


@contextmanager
def reading(
    file: Path, put_library: Callable[[Path], None], act: Callable[[Database], object]
) -> Iterator[Queries]:
    """Fills a library, then reads it only."""
    put_library(file)
    database = Database.open(file)
    act(database)
    database.close()
    with closing(database.queries()) as queries:
        yield queries


@pytest.fixture(scope="module")
def sorted_queries(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> Iterator[Queries]:
    """A library of five that is only read."""
    file = tmp_path_factory.mktemp("five") / "library.sqlite"
    with reading(file, put_library, lambda database: fill(History(database))) as queries:
        yield queries


@each(
    ("sort", "descending", "order"),
    [
        (Sort.ADDED, True, [5, 4, 3, 2, 1]),
        (Sort.ADDED, False, [1, 2, 3, 4, 5]),
        (Sort.PUBLISHED, True, [4, 1, 3, 5, 2]),
        (Sort.PUBLISHED, False, [5, 3, 1, 4, 2]),
        (Sort.TITLE, False, [2, 5, 4, 1, 3]),
        (Sort.TITLE, True, [3, 1, 4, 5, 2]),
        (Sort.LENGTH, True, [1, 4, 3, 5, 2]),
        (Sort.LENGTH, False, [2, 5, 3, 4, 1]),
        (Sort.PROGRESS, True, [4, 2, 5, 1, 3]),
        (Sort.PROGRESS, False, [3, 1, 5, 2, 4]),
    ],
)
def test_views_are_sorted(
    sorted_queries: Queries, sort: Sort, descending: bool, order: list[int]
) -> None:
    assert sorted_queries.article_ids(View.INBOX, None, sort, descending) == order


def test_each_view_holds_its_articles(five: list[int], history: History, queries: Queries) -> None:
    history.do("Later", articles.set_state, [1], State.LATER)
    history.do("Archive", articles.set_state, [2], State.ARCHIVE)
    history.do("Star", articles.set_starred, [1, 3], True)
    history.do("Read", articles.set_read, [3], True)
    history.do("Trash", articles.trash, [5])
    assert queries.counts() == Counts(inbox=2, later=1, archive=1, starred=2, trash=1, unread=1)
    listed = {view: sorted(queries.article_ids(view)) for view in View}
    assert listed == {
        View.INBOX: [3, 4],
        View.LATER: [1],
        View.ARCHIVE: [2],
        View.STARRED: [1, 3],
        View.TRASH: [5],
        View.ALL: [1, 2, 3, 4],
    }


def test_rows_come_in_the_order_asked_for(five: list[int], queries: Queries) -> None:
    assert [a.id for a in queries.articles([3, 99, 1, 3])] == [3, 1, 3]
    assert queries.articles([]) == []
    assert len(queries.articles([*range(1, 2001)])) == 5


def test_an_article_has_its_tags_and_count(history: History, queries: Queries) -> None:
    added = history.do("Add", articles.add, draft(byline="Ada", language="en"), ("z", "A", "é"))
    marked = history.do("Mark", annotations.highlight, added.article_id, 0, 3)
    history.do("Mark", annotations.highlight, added.article_id, 4, 9)
    history.do("Delete", annotations.delete, [marked])
    article = queries.article(added.article_id)
    assert article.tags == ("A", "z", "é")
    assert article.annotation_count == 1
    assert (article.byline, article.language, article.word_count) == ("Ada", "en", 18)
    assert isinstance(article, Article)
    assert article.state is State.INBOX
    assert article.is_read is False


def test_an_article_is_found_by_number_and_uuid(
    five: list[int], queries: Queries, database: Database
) -> None:
    article = queries.article(2)
    assert queries.find_article("2") == article
    assert queries.find_article(f" {article.uid.upper()} ") == article
    assert queries.find_article(article.uid[:8]) == article
    for name in ("99", article.uid[:3] + "zzz", "", "x" * 40, "9" * 30, "abc", "②"):
        with pytest.raises(NotFound):
            queries.find_article(name)
    with pytest.raises(NotFound, match="There is no article 99 in the library"):
        queries.article(99)


def test_a_uuid_that_is_cut_too_short_is_refused(
    five: list[int], queries: Queries, database: Database
) -> None:
    with closing(connect(database.path, "rw")) as connection:
        for id_ in (1, 2):
            uid = f"abcd0000-{id_:04}" + str(uuid.uuid4())[13:]
            connection.execute("UPDATE article SET uid = ? WHERE id = ?", (uid, id_))
    assert queries.find_article("abcd0000-0001").id == 1
    with pytest.raises(NotFound, match="More than one"):
        queries.find_article("abcd")


def test_annotations_stand_in_the_order_of_the_text(history: History, queries: Queries) -> None:
    id_ = history.do("Add", articles.add, draft(url="https://example.org/")).article_id
    fox = history.do("Mark", annotations.highlight, id_, 16, 19)
    quick = history.do("Mark", annotations.highlight, id_, 4, 9)
    wide = history.do("Mark", annotations.highlight, id_, 4, 15)
    gone = history.do("Mark", annotations.highlight, id_, 0, 3)
    note = history.do("Note", annotations.set_article_note, id_, "A note")
    history.do("Delete", annotations.delete, [gone])
    found = queries.annotations(id_)
    assert [a.id for a in found] == [note, quick, wide, fox]
    assert found[0].kind is Kind.ARTICLE_NOTE
    assert (found[0].start, found[0].status, found[0].needs_review) == (None, Status.EXACT, False)
    text = LOREM.replace("The quick brown fox", "Something else")
    again = [draft("Foxes", text, url="https://example.org/")]
    history.do("Again", articles.add_many, again, (), True)
    found = queries.annotations(id_)
    assert found[0].id == note
    assert {a.id for a in found} == {note, quick, wide, fox}
    unplaced = [a.start is None for a in found[1:]]
    assert unplaced == sorted(unplaced)
    assert any(a.needs_review for a in found)
    assert (found[1].made_start, found[1].exact) != (None, "")


def test_an_annotation_in_the_trash_is_not_found(history: History, queries: Queries) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    marked = history.do(
        "Mark", annotations.highlight, id_, 0, 3, Color.RED, ("b", "a"), "  a\r\nnote \n\n"
    )
    found = queries.annotation(marked)
    assert (found.color, found.tags, found.note) == (Color.RED, ("a", "b"), "  a\nnote")
    history.do("Delete", annotations.delete, [marked])
    for missing in (marked, 99):
        with pytest.raises(NotFound, match=f"no annotation {missing} "):
            queries.annotation(missing)


def test_tags_are_counted_over_what_is_not_in_the_trash(history: History, queries: Queries) -> None:
    one = history.do("Add", articles.add, draft("One", "first words"), ("b", "a/b")).article_id
    two = history.do("Add", articles.add, draft("Two", "other words"), ("b",)).article_id
    marked = history.do("Mark", annotations.highlight, one, 0, 5, Color.BLUE, ("b", "c"))
    history.do("Bind", tags.bind_slot, 3, "b")
    history.do("Bind", tags.bind_slot, 7, "b")
    found = {tag.name: tag for tag in queries.tags()}
    assert list(found) == ["a/b", "b", "c"]
    assert (found["b"].article_count, found["b"].annotation_count, found["b"].slot) == (2, 1, 3)
    assert found["b"].last_used_at > 0
    assert queries.slots() == {3: "b", 7: "b"}
    history.do("Trash", articles.trash, [two])
    history.do("Delete", annotations.delete, [marked])
    found = {tag.name: tag for tag in queries.tags()}
    assert (found["b"].article_count, found["b"].annotation_count) == (1, 0)
    assert (found["c"].count, found["c"].last_used_at, found["c"].slot) == (0, 0, None)


def test_what_was_counted_is_counted_again_only_when_something_was_written(
    history: History, queries: Queries
) -> None:
    one = history.do("Add", articles.add, draft("One", "first words here"), ("b",)).article_id
    asked: list[str] = []
    queries._connection.set_trace_callback(asked.append)
    for _time in range(3):
        assert [tag.slot for tag in queries.tags(TEXT)] == [None]
        assert queries.annotation_places(one) == []
    assert sum("FROM tag" in sql for sql in asked) == 1
    assert sum("JOIN anchor" in sql for sql in asked) == 1
    queries.tags(TEXT).clear()  # it is the asker's own
    history.write(tags.bind_slot, 4, "b", TEXT)
    marked = history.do("Mark", annotations.highlight, one, 0, 5, Color.BLUE, ("b",))
    assert [tag.slot for tag in queries.tags(TEXT)] == [4]
    assert [tag.slot for tag in queries.tags(ARTICLES)] == [None]
    assert queries.tags(TEXT)[0].count == 2
    assert queries.annotation_places(one) == [(marked, 0, 5)]
    assert queries.annotation_places(one + 1) == []


def test_sources_and_assets_come_back_byte_for_byte(history: History, queries: Queries) -> None:
    data = bytes(range(256)) * 50
    picture = asset("a picture")
    id_ = history.do("Add", articles.add, draft(data=data, assets=(picture, picture))).article_id
    revision_id = queries.article(id_).revision_id
    source = queries.source(revision_id)
    assert (source.data, source.name, source.media_type) == (data, "Foxes.html", "text/html")
    assert queries.asset(picture.sha256) == picture
    assert queries.asset(picture.sha256.upper()) == picture
    assert queries.asset("0" * 64) is None
    for question in (queries.source, queries.revision):
        with pytest.raises(NotFound, match="no revision 99 "):
            question(99)


def test_facts_about_the_library_are_kept(history: History, queries: Queries) -> None:
    assert queries.meta("starters") == ""
    history.write(lambda unit: unit.set_meta("starters", "1"))
    history.write(lambda unit: unit.set_meta("starters", "2"))
    assert queries.meta("starters") == "2"
    assert next_undo(queries) is None


def test_data_version_tells_that_another_has_written(
    history: History, queries: Queries, database: Database
) -> None:
    before = queries.data_version()
    assert queries.data_version() == before
    history.do("Add", articles.add, draft())
    assert queries.data_version() != before


def test_readers_in_other_threads_see_what_is_committed(
    history: History, database: Database
) -> None:
    history.do("Add", articles.add, draft())
    found: list[int] = []

    def read() -> None:
        with closing(database.queries()) as queries:
            found.append(queries.counts().inbox)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1, 1, 1, 1]


def test_a_reader_cannot_write(queries: Queries) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        queries._rows("DELETE FROM article")


@pytest.fixture(scope="module")
def many(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> Iterator[Queries]:
    """Enough articles for a list of more than one part; they are only read."""
    file = tmp_path_factory.mktemp("many") / "library.sqlite"
    with reading(file, put_library, _put_many) as queries:
        yield queries


MANY = 3 * (id_chunks._CHUNK + 1)


def _put_many(database: Database) -> None:
    """Put them in past the operations, for speed."""
    with closing(connect(database.path, "rw")) as connection:
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO source(sha256, name, media_type, data, created_at)"
            " VALUES (hex(zeroblob(32)), 'x', 'text/plain', x'', 0)"
        )
        for number in range(1, MANY + 1):
            connection.execute(
                "INSERT INTO article(uid, title, byline, site, url, published, language, excerpt,"
                " word_count, is_title_generated, state, is_starred, is_read, progress, position,"
                " current_revision_id, created_at, updated_at)"
                " VALUES (?, ?, 'Ada', 'Site', '', '2024-01-01', 'en', ?, ?, 0, ?, ?, ?, 0.5, 0,"
                " ?, ?, 0)",
                (
                    f"{number:036}",
                    f"Title {number * 7919 % 10_007}",
                    "An excerpt that is long enough to be one. " * 6,
                    number % 4000,
                    ("inbox", "later", "archive")[number % 3],
                    number % 20 == 0,
                    number % 2,
                    number,
                    number,
                ),
            )
            connection.execute(
                "INSERT INTO revision(article_id, seq, html, text, text_sha256, extractor,"
                " normaliser, source_id, created_at)"
                " VALUES (?, 1, ?, ?, hex(zeroblob(32)), 'x', 1, 1, 0)",
                (number, LOREM * 10, LOREM * 10),
            )
        connection.execute("COMMIT")


def test_a_long_list_takes_few_questions(many: Queries) -> None:
    asked: list[str] = []
    many._connection.set_trace_callback(asked.append)
    assert many.counts().inbox == MANY // 3
    ids = many.article_ids(View.INBOX)
    assert len(ids) == MANY // 3
    assert len(many.articles(ids[:50])) == 50
    assert len(asked) == 4


def test_the_questions_of_the_list_use_the_indexes(many: Queries) -> None:
    def plan(sql: str) -> str:
        return " ".join(str(row[-1]) for row in many._rows(f"EXPLAIN QUERY PLAN {sql}"))

    live = plan(
        "SELECT a.id FROM article AS a WHERE a.deleted_at IS NULL AND a.is_unkept = 0"
        " AND a.state = 'inbox' ORDER BY a.created_at DESC, a.id DESC"
    )
    assert "INDEX article_state (state=?)" in live
    assert "TEMP B-TREE" not in live
    counted = plan(
        "SELECT state, is_read, is_starred, count(*) FROM article"
        " WHERE deleted_at IS NULL GROUP BY state, is_read, is_starred"
    )
    assert "INDEX article_live" in counted
    assert "TEMP B-TREE" not in counted


def test_the_trash_is_listed_in_the_order_of_its_index(many: Queries) -> None:
    asked: list[str] = []
    many._connection.set_trace_callback(asked.append)
    many.article_ids(View.TRASH)
    many._connection.set_trace_callback(None)
    (question,) = asked
    plan = [row[-1] for row in many._rows(f"EXPLAIN QUERY PLAN {question}")]
    assert plan == ["SCAN a USING COVERING INDEX article_trash"]


def test_an_article_is_found_by_its_address_without_reading_all(many: Queries) -> None:
    asked: list[str] = []
    many._connection.set_trace_callback(asked.append)
    assert many.article_at("https://nowhere.example/") is None
    many._connection.set_trace_callback(None)
    (question,) = asked
    plan = [row[-1] for row in many._rows(f"EXPLAIN QUERY PLAN {question}")]
    assert not [step for step in plan if "SCAN" in step]
