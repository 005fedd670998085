"""Nothing that a person did with an article of a feed goes with it when feeds are read anew."""

import socket
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from reader.core.article_source import LeftOut
from reader.core.models import Status, View
from reader.library import note_drafts
from reader.library.database import Database
from reader.library.note_drafts import Draft
from reader.library.queries.queries import Queries
from reader.library.steps import undo_steps
from reader.operations import (
    annotations,
    articles,
    metadata_editing,
    revisions,
)
from reader.operations.archive import json_mirror, rebuild_from_mirror
from reader.operations.draft_preparation import prepare
from reader.operations.feeds import entry_storing, refreshing, subscriptions
from reader.operations.history import History
from reader.operations.left_out import _present
from tests.operations.test_feeds import item, read, rss, subscribe, titles
from tests.web_server import Asked, WebServer, answer


@pytest.fixture
def of(web: WebServer, history: History, queries: Queries) -> dict[int, int]:
    """Returns the articles of a feed that keeps two of its six, by their numbers."""
    web.put("/feed", rss(*(item(n) for n in range(6, 0, -1))))
    (id_,) = subscribe(history, web.address("/feed"))
    read(history, queries)
    history.do("Set", subscriptions.set_keep_rules, [id_], 2, 0)
    found = queries.articles(queries.article_ids(View.ALL))
    return {int(one.title.split()[1]): one.id for one in found}


def put_back(history: History, queries: Queries, id_: int) -> None:
    """Gives an article a text with a part of its page that was left out."""
    article = queries.article(id_)
    draft = _present(queries, article, queries.revision(article.revision_id))
    part = LeftOut("A part.", "", 0, is_put_back=True)
    again = replace(draft, html=f"{draft.html}<p>A part.</p>", left_out=(part,))
    history.do("Restore", revisions.put_back, id_, article.revision_id, prepare(again))


def test_what_was_edited_put_back_trashed_or_is_being_written_stays(
    history: History, queries: Queries, of: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    history.do("Edit", metadata_editing.edit, of[1], {"title": "Mine"})
    put_back(history, queries, of[2])
    monkeypatch.setattr(undo_steps, "LIMIT", 1)
    history.do("Rename", subscriptions.rename, 1, "Sea")  # the history alone keeps nothing
    touched = [of[1], of[2]]
    assert sorted(queries.touched_of_feeds([1])) == touched
    assert history.write(entry_storing.drop, touched) == 0
    digests = {one.id for one in queries.article_digests().values()}
    assert digests == set(touched)  # and so the second form of the library has them
    note_drafts.save(Path(queries._path).parent, {f"passage:{of[3]}:1:0:4": Draft("my words")})
    assert sorted(queries.touched_of_feeds([1])) == [of[1], of[2], of[3]]
    history.do("Trash", articles.trash, [of[4]])
    read(history, queries)
    assert set(titles(queries)) == {"Mine", "Entry 2", "Entry 3", "Entry 5", "Entry 6"}
    assert titles(queries, View.TRASH) == ["Entry 4"]
    history.undo()
    assert "Entry 4" in titles(queries)


@pytest.mark.parametrize("number", [1, 6])
def test_what_was_undone_can_be_redone_after_feeds_were_read(
    history: History, queries: Queries, of: dict[int, int], number: int
) -> None:
    marked = history.do("Mark", annotations.highlight, of[number], 0, 4)
    history.do("Note", annotations.set_note, marked, "What I thought of it.")
    history.undo()
    history.undo()
    read(history, queries)
    assert len(titles(queries)) == (3 if number == 1 else 2)
    history.redo()
    history.redo()
    assert queries.annotation(marked).note == "What I thought of it."


def test_what_can_be_redone_of_an_article_goes_with_it(
    history: History, queries: Queries, of: dict[int, int]
) -> None:
    history.do("Mark", annotations.highlight, of[1], 0, 4)
    history.undo()
    history.do("Trash", articles.trash, [of[2]])
    history.undo()
    history.do("Trash", articles.trash, [of[3]])
    history.write(articles.purge, [of[3]])
    assert history.redo() is None


def test_what_is_marked_in_a_feed_that_was_left_is_among_all_articles(
    history: History, queries: Queries, of: dict[int, int]
) -> None:
    history.do("Leave", subscriptions.unsubscribe, [1])
    assert titles(queries) == []
    history.do("Mark", annotations.highlight, of[2], 0, 4)
    assert titles(queries) == ["Entry 2"]


def test_what_a_feed_alone_has_comes_again_though_the_feed_is_the_same(
    web: WebServer,
    history: History,
    queries: Queries,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def conditional(connection: socket.socket, asked: Asked) -> None:
        is_known = asked.headers.get("if-none-match") == '"1"'
        whole = answer(rss(item(2), item(1)), 'ETag: "1"')
        connection.sendall(answer("", status="304 Not Modified") if is_known else whole)

    web.answers["/feed"] = conditional
    (id_,) = subscribe(history, web.address("/feed"))
    read(history, queries)
    (newest, _other) = queries.article_ids(View.ALL)
    history.do("Star", articles.set_starred, [newest], True)
    json_mirror.write(queries, tmp_path / "articles")
    rebuild_from_mirror.rebuild(tmp_path / "articles", tmp_path / "other" / "library.sqlite")
    database = Database.open(tmp_path / "other" / "library.sqlite")
    with closing(database), closing(database.queries()) as rebuilt:
        assert titles(rebuilt) == ["Entry 2"]
        assert read(History(database), rebuilt).new == 1
        assert titles(rebuilt) == ["Entry 2", "Entry 1"]
    history.do("Leave", subscriptions.unsubscribe, [id_], [newest])
    monkeypatch.setattr(refreshing, "_LEFT_DAYS", -1)
    refreshing._tidy(queries, history, lambda: 0)
    subscribe(history, web.address("/feed"))
    assert read(history, queries).new == 1
    assert sorted(titles(queries)) == ["Entry 1", "Entry 2"]


@pytest.mark.parametrize("place", ["feed_fetching.prepare", "entry_storing._made"])
def test_a_bug_over_one_feed_keeps_no_other_from_being_read(
    web: WebServer,
    history: History,
    queries: Queries,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    bugs: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _place: bugs.append(error))
    module, name = place.split(".")
    real = getattr(import_module(f"reader.operations.feeds.{module}"), name)

    def broken(*given: object) -> object:
        if "strange" in str(given):
            raise ZeroDivisionError
        return real(*given)

    monkeypatch.setattr(f"reader.operations.feeds.{place}", broken)
    web.put("/strange", rss(item(1, text="strange")))
    web.put("/good", rss(item(2)))
    subscribe(history, web.address("/strange"), web.address("/good"))
    report = read(history, queries)
    assert titles(queries) == ["Entry 2"]
    ((feed, reason),) = report.failed
    assert reason == "There was an internal error in Postil (ZeroDivisionError)."
    assert queries.feeds([feed.id])[0].failures == len(bugs) == 1


def test_a_text_in_which_something_is_marked_stays_when_the_feed_changes(
    web: WebServer, history: History, queries: Queries, of: dict[int, int]
) -> None:
    marked = history.do("Mark", annotations.highlight, of[6], 0, 4)
    web.put("/feed", rss(*(item(n, text="Quite another sentence now.") for n in (6, 5))))
    read(history, queries)
    assert [len(queries.revision_facts(of[number])) for number in (6, 5)] == [1, 2]
    assert queries.annotation(marked).status is Status.EXACT
