"""Articles: kept once, updated at their address, filed, thrown away."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from reader.core.errors import InvalidInput, NotFound
from reader.core.models import Sort, State, Status, View
from reader.library import lazy_tables as tables_
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations, articles
from reader.operations.draft_preparation import AddResult, prepare
from reader.operations.history import History
from tests.library.samples import LOREM, assert_sound, asset, draft, tables
from tests.operations.offers_and_trash import restore_annotations

URL = "https://example.org/fox"


def test_a_draft_becomes_an_article(history: History, queries: Queries) -> None:
    picture = asset("p")
    one = draft(
        "Foxes",
        "One line.\nAnother line.",
        byline="Ada",
        site="News",
        url=URL,
        published="2024-01-02",
        language="en",
        excerpt="About foxes",
        tags=("a/b", "  ", "x" * 200, "#C"),
        assets=(picture,),
    )
    added = history.do("Add", articles.add, one, ("mine", "c"))
    assert (added.status, added.title, added.is_restored) == ("added", "Foxes", False)
    article = queries.article(added.article_id)
    assert (article.title, article.byline, article.site, article.url) == (
        "Foxes",
        "Ada",
        "News",
        URL,
    )
    assert (article.published, article.language, article.excerpt) == (
        "2024-01-02",
        "en",
        "About foxes",
    )
    assert (article.word_count, article.state, article.progress) == (4, State.INBOX, 0.0)
    assert article.tags == ("a/b", "C", "mine")
    assert len(article.uid) == 36
    revision = queries.revision(article.revision_id)
    assert (revision.seq, revision.extractor, revision.normaliser) == (1, "test/1", 1)
    assert revision.text == "One line.\n\nAnother line."
    assert revision.html == one.html
    assert queries.source(revision.id).data == one.source.data


def test_what_is_added_is_not_read_back(database: Database, history: History) -> None:
    said: list[str] = []
    one = draft(url=URL)
    fetched = replace(one, source=replace(one.source, address=URL, etag='"1"'))

    with closing(database.writer.engine.raw_connection()) as raw:
        driver = raw.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_trace_callback(said.append)
    history.do("Add", articles.add, fetched)
    driver.set_trace_callback(None)
    assert [one.split()[1] for one in said if one.startswith("UPDATE")].count("article") == 1
    assert not [one for one in said if one.startswith("UPDATE source")]
    read = [one for one in said if one.startswith("SELECT") and " FROM article " in one]
    # By its address and its key; its title, to sort by; its title and its text, for the index.
    assert len(read) == 5
    for question in read[:2]:
        (plan,) = driver.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
        assert "USING COVERING INDEX" in plan[-1]  # not each article of the library


def test_the_same_again_is_there_already(history: History, queries: Queries) -> None:
    first = history.do("Add", articles.add, draft())
    same_bytes = history.do("Add", articles.add, draft(), ("more",))
    same_text = history.do("Add", articles.add, draft("Other title", url=URL), ("and more",))
    for again in (same_bytes, same_text):
        assert (again.status, again.article_id, again.title) == ("duplicate", 1, "Foxes")
    assert queries.article(first.article_id).tags == ("and more", "more")
    assert queries.article_ids(View.ALL) == [1]


def test_the_same_text_at_another_address_is_an_article_of_its_own(
    history: History, queries: Queries
) -> None:
    other = "https://other.example/wire"
    one = draft(url=URL)
    wire = draft("Seen from the north", url=other)
    same_bytes = draft(url="https://third.example/", data=one.source.data)
    for number, each in enumerate((one, wire, same_bytes), 1):
        added = history.do("Add", articles.add, each)
        assert (added.status, added.article_id) == ("added", number)
    article = queries.article(2)
    assert (article.title, article.url) == ("Seen from the north", other)
    tracked = draft("Seen from the north", url=f"{other}?utm_source=mail#top")
    bare = draft("Seen from the north", data=b"a file")
    for again in (tracked, bare):
        assert history.do("Add", articles.add, again).status == "duplicate"
    history.do("Trash", articles.trash, [1, 3])
    assert history.do("Add", articles.add, draft(url="https://x.example/4")).status == "added"
    assert queries.article_ids(View.TRASH) == [3, 1]


def test_bytes_from_two_addresses_keep_the_first(history: History, queries: Queries) -> None:
    for address in (URL, "https://third.example/", f"{URL}?utm_source=mail"):
        page = draft(url=address, data=b"a page")
        source = replace(page.source, address=address)
        history.do("Add", articles.add, replace(page, source=source))
        assert queries.source(queries.article(1).revision_id).address.startswith(URL)
    assert queries.article_ids(View.ALL) == [2, 1]


def test_the_same_in_the_trash_comes_out_of_it(history: History, queries: Queries) -> None:
    first = history.do("Add", articles.add, draft())
    history.do("Trash", articles.trash, [first.article_id])
    again = history.do("Add", articles.add, draft())
    assert (again.status, again.article_id, again.is_restored) == ("duplicate", 1, True)
    assert queries.article_ids(View.ALL) == [1]
    assert history.do("Add", articles.add, draft()).is_restored is False
    history.undo()
    assert queries.article_ids(View.TRASH) == [1]


def test_pictures_alone_are_not_all_the_same(history: History) -> None:
    one = history.do("Add", articles.add, draft("One", html="<p><img alt=''></p>", data=b"1"))
    two = history.do("Add", articles.add, draft("Two", html="<p><img alt=''></p>", data=b"2"))
    assert (one.status, two.status) == ("added", "added")


def test_another_text_at_the_same_address_is_a_new_revision(
    history: History, queries: Queries
) -> None:
    picture = asset("p")
    first = history.do(
        "Add", articles.add, draft(url=URL, byline="Ada", language="en", assets=(picture,))
    )
    fox = history.do("Mark", annotations.highlight, first.article_id, 16, 19)
    trashed = history.do("Mark", annotations.highlight, first.article_id, 4, 9)
    history.do("Delete", annotations.delete, [trashed])
    history.write(articles.remember_position, first.article_id, len(LOREM) // 2, 0.5)
    before = queries.article(first.article_id)
    text = f"Something new before it.\n{LOREM}"
    again = history.do(
        "Again", articles.add, draft("New title", text, url=URL, assets=(picture,)), ("t",)
    )
    assert (again.status, again.article_id, again.title) == ("updated", 1, "New title")
    after = queries.article(first.article_id)
    assert (after.title, after.byline, after.language) == ("New title", "Ada", "en")
    assert after.revision_id != before.revision_id
    assert after.word_count == before.word_count + 4
    assert after.tags == ("t",)
    revisions = queries.revisions(first.article_id)
    assert [one.seq for one in revisions] == [1, 2]
    assert after.position == round(len(revisions[1].text) / 2)
    (mark,) = queries.annotations(first.article_id)
    assert mark.id == fox
    assert (mark.made_start, mark.made_end) == (16, 19)
    assert mark.start is not None
    assert revisions[1].text[mark.start : mark.end] == "fox" == mark.exact
    history.do("Restore", restore_annotations, [trashed])
    assert {one.status for one in queries.annotations(first.article_id)} == {Status.EXACT}
    history.write(articles.remember_position, first.article_id, 7, 0.25)
    history.undo()
    history.undo()
    assert queries.article(first.article_id).title == "Foxes"
    # The place in the text that is back, not the one in the text that is gone.
    assert queries.article(first.article_id).position == len(LOREM) // 2
    assert len(queries.revisions(first.article_id)) == 1


def test_a_generated_title_does_not_replace_a_real_one(history: History, queries: Queries) -> None:
    history.do("Add", articles.add, draft(url=URL))
    again = draft("fox.html", "Other text.", url=URL, is_title_generated=True)
    assert history.do("Again", articles.add, again).title == "Foxes"


def test_a_page_that_lost_its_text_changes_nothing(history: History, queries: Queries) -> None:
    history.do("Add", articles.add, draft(url=URL))
    before = queries.article(1)
    again = history.do("Again", articles.add, draft("Gone", html="<p></p>", url=URL, data=b"404"))
    assert again.status == "duplicate"
    assert queries.article(1) == before


def test_an_earlier_text_that_comes_back_is_news(history: History, queries: Queries) -> None:
    one, two = (
        draft(url=URL),
        draft("Foxes", "Other text entirely, which is about as long as the first.", url=URL),
    )
    assert history.do("A", articles.add, one).status == "added"
    assert history.do("B", articles.add, two).status == "updated"
    assert history.do("B", articles.add, two).status == "duplicate"
    assert history.do("A", articles.add, one).status == "updated"
    assert [revision.seq for revision in queries.revisions(1)] == [1, 2, 3]
    assert queries.revision(queries.article(1).revision_id).text == LOREM


def test_a_new_text_takes_its_article_out_of_the_trash(history: History, queries: Queries) -> None:
    old, new = (
        draft(url=URL),
        draft("Foxes", "Other text, which is about as long as the first.", url=URL),
    )
    for one in (old, new):
        history.do("Add", articles.add, one)
    for one in (old, new):  # an earlier text that comes back is news in the trash too
        history.do("Trash", articles.trash, [1])
        again = history.do("Again", articles.add, one)
        assert (again.status, again.article_id, again.is_restored) == ("updated", 1, True)
        assert queries.article_ids(View.ALL) == [1]
        assert queries.source(queries.article(1).revision_id).data == one.source.data
    history.undo()
    assert queries.article_ids(View.TRASH) == [1]
    assert len(queries.revisions(1)) == 3


def test_what_is_not_in_the_trash_goes_before_what_is(history: History, queries: Queries) -> None:
    history.do("Add", articles.add, draft("Old", "Old text.", url=URL))
    history.do("Trash", articles.trash, [1])
    history.do("Add", articles.add, draft("New", "New text."))
    again = history.do("Again", articles.add, draft("New", "New text.", url=URL, data=b"other"))
    assert (again.status, again.article_id, again.is_restored) == ("duplicate", 2, False)
    assert queries.article_ids(View.TRASH) == [1]


def test_of_two_with_the_same_text_the_one_outside_the_trash_is_taken(
    history: History, queries: Queries
) -> None:
    history.do("Add", articles.add, draft("Old", "Old words of some length.", url=URL))
    history.do("Add", articles.add, draft("New", "New words of some length."))
    history.do("Change", articles.add, draft("Old", "New words of some length.", url=URL))
    for number, other in ((1, 2), (2, 1)):
        history.do("Trash", articles.trash, [number])
        again = history.do("Again", articles.add, draft("Copy", "New words of some length."))
        assert (again.status, again.article_id, again.is_restored) == ("duplicate", other, False)
        history.do("Restore", articles.restore, [number])
    assert queries.article_ids(View.TRASH) == []


def test_a_tag_that_cannot_be_stops_the_whole(history: History, queries: Queries) -> None:
    with pytest.raises(InvalidInput):
        history.do("Add", articles.add, draft(), ("fine", " "))
    assert queries.article_ids(View.ALL) == []
    assert queries.tags() == []


def test_states_stars_and_marks_of_many(history: History, queries: Queries) -> None:
    drafts = [draft(f"T{n}", f"text number {n}") for n in range(3)]
    ids = [one.article_id for one in history.do("Add", articles.add_many, drafts)]
    history.do("Later", articles.set_state, ids, State.LATER)
    history.do("Star", articles.set_starred, ids[:2], True)
    history.do("Read", articles.set_read, ids[1:], True)
    found = queries.articles(ids)
    assert {one.state for one in found} == {State.LATER}
    assert [one.is_starred for one in found] == [True, True, False]
    assert [one.is_read for one in found] == [False, True, True]
    with pytest.raises(NotFound, match="no article 99 "):
        history.do("Later", articles.set_state, [*ids, 99], State.INBOX)
    assert {one.state for one in queries.articles(ids)} == {State.LATER}


def test_a_position_is_kept_within_bounds(history: History, queries: Queries) -> None:
    history.do("Add", articles.add, draft())
    history.write(articles.remember_position, 1, -5, 1.5)
    assert (queries.article(1).position, queries.article(1).progress) == (0, 1.0)
    history.write(articles.remember_position, 1, 7, -0.5)
    assert (queries.article(1).position, queries.article(1).progress) == (7, 0.0)


def test_the_trash_and_back(history: History, queries: Queries) -> None:
    history.do("Add", articles.add, draft())
    marked = history.do("Mark", annotations.highlight, 1, 0, 3)
    history.do("Trash", articles.trash, [1])
    assert queries.article(1).deleted_at is not None
    assert queries.article_ids(View.TRASH, None, Sort.TITLE) == [1]
    history.do("Restore", articles.restore, [1])
    assert queries.article(1).deleted_at is None
    assert [one.id for one in queries.annotations(1)] == [marked]


def test_an_article_changes_when_it_goes_into_the_trash_and_out(
    history: History, queries: Queries
) -> None:
    history.do("Add", articles.add, draft())
    for act in (articles.trash, articles.restore):
        history.write(lambda unit: setattr(unit.get(tables_.Article, 1), "updated_at", 0))
        history.do("Change", act, [1])
        assert queries.article(1).updated_at > 0


def test_only_what_is_in_the_trash_is_purged(
    history: History, queries: Queries, database: Database
) -> None:
    picture = asset("shared")
    history.do("Add", articles.add, draft("One", "first words", assets=(picture,)))
    history.do("Add", articles.add, draft("Two", "other words", assets=(picture,)))
    marked = history.do("Mark", annotations.highlight, 1, 0, 5)
    history.do("Delete", annotations.delete, [marked])
    history.do("Mark", annotations.highlight, 1, 6, 11)
    history.do("Trash", articles.trash, [1])
    with pytest.raises(InvalidInput, match="“Two” is not in the trash"):
        history.write(articles.purge, [1, 2])
    assert queries.counts().trash == 1
    history.write(articles.purge, [1])
    rows = tables(database.path)
    assert [row[0] for row in rows["article"]] == [2]
    assert len(rows["source"]) == len(rows["revision"]) == len(rows["asset"]) == 1
    assert rows["annotation"] == rows["anchor"] == []
    assert queries.asset(picture.sha256) == picture
    assert_sound(database.path)
    assert history.do("Add", articles.add, draft("One", "first words")).status == "added"


@pytest.mark.parametrize(
    ("page", "is_told"),
    [
        (b"<LINK rel=alternate title='a < b' type='application/atom+xml' href=/feed>", True),
        (b"<link rel=alternate <link type=application/feed+json href=/feed", True),
        (b"<link rel=icon href=/icon> application/rss+xml", False),
        (b"<link " * 30_000, False),  # none is ended: each is not to be sought to the end
    ],
)
def test_a_page_that_names_its_feed_is_reported_with_it(page: bytes, is_told: bool) -> None:
    one = draft(url=URL)
    given = replace(one, source=replace(one.source, data=page, address=URL))
    report = adding.reported(prepare(given), AddResult("added", 1, "Foxes"))
    assert report.feed == (URL if is_told else "")
