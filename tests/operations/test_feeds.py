"""Feeds are subscribed to, read anew and left; nothing that a person did something with is lost."""

import gzip
import json
import socket
import time

import pytest

from reader.commands.details import details_of
from reader.core.article_source import FetchOptions
from reader.core.errors import InvalidInput, NotFound
from reader.core.feeds import FeedContent, Subscription, due
from reader.core.models import Sort, State, View
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import FEED, Field, Word
from reader.core.search_results import Found
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, reimporting, tags
from reader.operations.article_details import facts_of
from reader.operations.feeds import entry_storing, refreshing, subscriptions
from reader.operations.feeds.refreshing import RefreshReport, refresh
from reader.operations.history import History
from reader.operations.reimporting import ReimportRequest
from tests.importers.test_assets import PNG
from tests.library.samples import assert_sound
from tests.operations.offers_and_trash import use_offer
from tests.operations.test_web_pages import BODY, LOCAL, page
from tests.web_server import Asked, WebServer, answer, redirect


def rss(*items: str, title: str = "Harbour Review") -> str:
    return f"<rss><channel><title>{title}</title>{''.join(items)}</channel></rss>"


def item(number: int, *, text: str = "Some words of it.", more: str = "") -> str:
    day = f"<pubDate>Mon, {number:02} Jun 2020 10:00:00 GMT</pubDate>"
    return f"<item><guid>n{number}</guid><title>Entry {number}</title><description>{text} {number}</description>{day}{more}</item>"


def subscribe(history: History, *addresses: str, **more: object) -> list[int]:
    wanted = [Subscription(one, **more) for one in addresses]  # type: ignore[arg-type]
    return subscriptions.subscribe(history, wanted, "Subscribe")


def read(history: History, queries: Queries, options: FetchOptions = LOCAL) -> RefreshReport:
    return refresh(queries.feeds(), queries, history, options)


def titles(queries: Queries, view: View = View.ALL) -> list[str]:
    return [one.title for one in queries.articles(queries.article_ids(view))]


def test_a_feed_is_read_and_its_entries_are_not_in_the_inbox(
    web: WebServer, history: History, queries: Queries
) -> None:
    picture = web.put("/a.png", PNG, "Content-Type: image/png")
    linked = f"<link>{web.address('/p/1')}</link>"
    shown = f"&lt;p>words &lt;a href='x'>x&lt;/a> &lt;img src='{picture}'>"
    web.put(
        "/feed",
        rss(item(2, text=shown, more=linked), item(1)),
        'ETag: "1"',
        "Content-Type: text/xml",
    )
    (id_,) = subscribe(history, web.address("/feed"), folder=("Slow", "Reading"))
    report = read(history, queries)
    assert (report.read, report.new, report.failed) == (1, 2, [])
    (feed,) = queries.feeds()
    assert (feed.id, feed.name, feed.folder, feed.unread, feed.total) == (
        id_,
        "Harbour Review",
        ("Slow", "Reading"),
        2,
        2,
    )
    assert titles(queries) == ["Entry 2", "Entry 1"]
    assert titles(queries, View.INBOX) == []
    assert (queries.counts().unread, queries.counts().unkept) == (0, 2)
    newest, _oldest = queries.articles(queries.article_ids(View.ALL))
    assert (newest.site, newest.published) == ("Harbour Review", "2020-06-02T10:00:00+00:00")
    assert newest.url == web.address("/p/1")
    html = queries.revision(newest.revision_id).html
    assert f'href="{web.address("/p/x")}"' in html
    assert "asset:" in html
    history.do("File", articles.set_state, [newest.id], State.LATER)
    assert titles(queries, View.LATER) == ["Entry 2"]
    history.undo()
    assert titles(queries, View.LATER) == []


def test_a_search_finds_unread_entries_once_among_those_of_feeds(
    history: History, queries: Queries, web: WebServer
) -> None:
    web.put("/feed", rss(item(1)))
    subscribe(history, web.address("/feed"))
    read(history, queries)
    found = queries.search(View.INBOX, parse("entry")).groups
    assert [(group.place, [row.text for row in group.rows]) for group in found] == [
        (Found.FEEDS, ["Entry 1"])
    ]


def test_a_feed_has_its_title_before_it_is_read(history: History, queries: Queries) -> None:
    subscribe(history, "https://sea.example/feed", title="Harbour\n Review")
    assert [one.name for one in queries.feeds()] == ["Harbour Review"]
    history.undo()
    assert queries.feeds() == []
    history.redo()
    assert [one.name for one in queries.feeds()] == ["Harbour Review"]


def test_only_a_newer_version_is_asked_for_and_nothing_comes_twice(
    web: WebServer, history: History, queries: Queries
) -> None:
    def conditional(connection: object, asked: Asked) -> None:
        is_known = asked.headers.get("if-none-match") == '"1"'
        body = (
            answer("", status="304 Not Modified") if is_known else answer(rss(item(1)), 'ETag: "1"')
        )
        connection.sendall(body)  # type: ignore[attr-defined]

    web.answers["/feed"] = conditional
    subscribe(history, web.address("/feed"))
    assert read(history, queries).new == 1
    assert read(history, queries).new == 0
    assert [one.headers.get("if-none-match") for one in web.asked] == [None, '"1"']
    web.put("/feed", rss(item(1), item(2)))
    assert read(history, queries).new == 1
    assert titles(queries)[0] == "Entry 2"
    web.put("/feed", rss())
    assert read(history, queries).new == 0
    assert len(titles(queries)) == 2


def test_a_changed_entry_is_a_new_text_unless_the_person_keeps_it(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/feed", rss(item(1), item(2)))
    subscribe(history, web.address("/feed"))
    read(history, queries)
    second, first = queries.article_ids(View.ALL)
    history.do("File", articles.set_state, [first], State.LATER)
    web.put("/feed", rss(*(item(n, text="Some other words of it.") for n in (1, 2))))
    read(history, queries)
    assert [len(queries.revision_facts(one)) for one in (first, second)] == [1, 2]


def test_the_page_of_an_entry_can_be_fetched_and_else_the_feed_is_what_there_is(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/1", page("The whole of it"))
    links = [f"<link>{web.address(f'/{n}')}</link>" for n in (1, 2)]
    web.put("/feed", rss(item(1, more=links[0]), item(2, more=links[1])))
    (id_,) = subscribe(history, web.address("/feed"))
    history.do("Set", subscriptions.set_content, [id_], FeedContent.PAGE)
    assert read(history, queries).new == 2
    words = {one.title: one.word_count for one in queries.articles(queries.article_ids(View.ALL))}
    assert words["The whole of it"] > 50
    assert words["Entry 2"] < 10


def test_nothing_of_an_entry_is_left_out_as_of_the_page(
    web: WebServer, history: History, queries: Queries
) -> None:
    digest = "".join(
        f"&lt;h2>&lt;a href='/{n}'>Story {n}&lt;/a>&lt;/h2>&lt;p>Short. &lt;a href='/{n}'>Read more&lt;/a>"
        for n in range(9)
    )
    web.put("/feed", rss(item(1, text=f"&lt;p>{'word ' * 300}&lt;/p>{digest}")))
    subscribe(history, web.address("/feed"))
    read(history, queries)
    (article,) = queries.articles(queries.article_ids(View.ALL))
    html = queries.revision(article.revision_id).html
    assert [n for n in range(9) if f"Story {n}" not in html] == []


def test_entries_without_a_word_are_articles_too(
    web: WebServer, history: History, queries: Queries
) -> None:
    empty = f"<item><guid>1</guid><title>Bare</title><link>{web.address('/x')}</link></item>"
    picture = "<item><guid>2</guid><description>&lt;img src='/none.png'></description></item>"
    web.put("/feed", rss(empty, picture, "<item><guid>3</guid></item>"))
    subscribe(history, web.address("/feed"))
    assert read(history, queries).new == 3
    assert_sound(queries._path)


def test_what_fails_is_noted_in_a_sentence_and_asked_for_later_each_time(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/busy", "no", "Retry-After: 90000", status="503 Service Unavailable")
    web.put("/gone", "no", status="410 Gone")
    web.put("/page", page())
    web.put("/good", rss(item(1)))
    web.answers["/endless"] = redirect("/endless")
    web.answers["/broken"] = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>"
    names = ("/busy", "/gone", "/page", "/good", "/endless", "/broken")
    subscribe(history, *map(web.address, names))
    report = read(history, queries)
    assert (report.read, report.new, len(report.failed)) == (6, 1, 5)
    feeds = {one.address.rpartition("/")[2]: one for one in queries.feeds()}
    assert "busy" in feeds["busy"].failure
    assert feeds["gone"].is_gone
    assert "is not a feed" in feeds["page"].failure
    assert feeds["good"].failure == ""
    now = feeds["busy"].tried_at
    assert feeds["busy"].not_before - now > 86_000_000
    first = feeds["page"].not_before - feeds["page"].tried_at
    read(history, queries)
    again = {one.address.rpartition("/")[2]: one for one in queries.feeds()}["page"]
    assert again.failures == 2
    assert again.not_before - again.tried_at > first * 1.5
    assert [one.name for one in due(queries.feeds(), 0, now + 60_000)] == ["Harbour Review"]
    assert len(due(queries.feeds(), 0, now + 10 * 86_400_000)) == 5
    web.put("/page", rss(item(1), title="Well again"))
    read(history, queries)
    assert {one.name: one.failure for one in queries.feeds()}["Well again"] == ""


def test_keep_rules_spare_what_a_person_did_something_with(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/feed", rss(*(item(n) for n in range(9, 0, -1))))
    (id_,) = subscribe(history, web.address("/feed"))
    read(history, queries)
    of = {one.title: one.id for one in queries.articles(queries.article_ids(View.ALL))}
    history.do("Star", articles.set_starred, [of["Entry 1"]], True)
    history.do("Tag", tags.tag_articles, [of["Entry 2"]], ["sea"])
    marked = history.do("Mark", annotations.highlight, of["Entry 3"], 0, 4)
    history.do("Delete", annotations.delete, [marked])
    history.do("File", articles.set_state, [of["Entry 4"]], State.ARCHIVE)
    history.do("Read", articles.set_read, [of["Entry 5"]], True)
    history.do("Set", subscriptions.set_keep_rules, [id_], 2, 0)
    read(history, queries)
    kept = {f"Entry {n}" for n in (1, 2, 3, 4, 8, 9)}
    assert set(titles(queries)) == kept
    assert queries.expired_of_feed(queries.feeds([id_])[0], 0) == []
    assert history.write(entry_storing.drop, [of[f"Entry {n}"] for n in (1, 2, 3, 4)]) == 0
    read(history, queries)  # the feed lists what went, and it does not come back
    assert set(titles(queries)) == kept
    history.do("Set", subscriptions.set_keep_rules, [id_], 0, 30)
    refresh(queries.feeds(), queries, history, LOCAL, open_article=lambda: of["Entry 8"])
    assert set(titles(queries)) == kept - {"Entry 9"}  # what is read at the moment stays open
    read(history, queries)
    assert set(titles(queries)) == kept - {"Entry 8", "Entry 9"}
    assert titles(queries, View.TRASH) == []
    while history.undo():
        pass
    assert_sound(queries._path)


def test_the_newest_are_kept_of_a_feed_that_lists_the_oldest_first(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/feed", rss(*(item(n) for n in range(1, 7))))
    (id_,) = subscribe(history, web.address("/feed"))
    history.do("Set", subscriptions.set_keep_rules, [id_], 2, 0)
    read(history, queries)
    assert set(titles(queries)) == {"Entry 5", "Entry 6"}


def test_old_entries_of_a_new_feed_are_not_fetched_where_they_are_not_kept(
    web: WebServer, history: History, queries: Queries
) -> None:
    for n in range(1, 6):
        web.put(f"/{n}", page(f"Page {n}"))
    links = {n: f"<link>{web.address(f'/{n}')}</link>" for n in range(1, 6)}
    web.put("/feed", rss(*(item(n, more=links[n]) for n in range(5, 0, -1))))
    (id_,) = subscribe(history, web.address("/feed"))
    history.do("Set", subscriptions.set_content, [id_], FeedContent.PAGE)
    history.do("Set", subscriptions.set_keep_rules, [id_], 2, 0)
    assert read(history, queries).new == 2
    assert sorted(web.paths()) == ["/4", "/5", "/feed"]


def test_what_the_library_has_already_is_not_there_twice(
    web: WebServer, history: History, queries: Queries
) -> None:
    address = web.put("/changes", page("Entry 2"))
    from tests.operations.test_web_pages import add

    add(history, queries, address)
    kept = queries.article_ids(View.INBOX)
    same = [f"<link>{address}#{n}</link>" for n in (1, 2, 3)]
    web.put("/feed", rss(*(item(n, more=same[n - 1]) for n in (3, 2, 1))))
    subscribe(history, web.address("/feed"))
    assert read(history, queries).new == 2  # all lead to one page, but only one has its title
    assert queries.article_ids(View.INBOX) == kept
    assert queries.feeds()[0].total == 3
    assert sorted(titles(queries)) == ["Entry 1", "Entry 2", "Entry 3"]
    history.do("Trash", articles.trash, kept)
    read(history, queries)
    history.write(articles.purge, kept)
    read(history, queries)
    assert queries.feeds()[0].total == 2
    assert sorted(titles(queries)) == ["Entry 1", "Entry 3"]


def test_leaving_a_feed_hides_what_nobody_kept_and_can_be_undone(
    web: WebServer, history: History, queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("/a", "/b"):
        web.put(name, rss(*(item(n) for n in (1, 2, 3)), title=name))
    first, second = subscribe(history, web.address("/a"), web.address("/b"))
    read(history, queries)
    assert len(titles(queries)) == 6
    found = queries.articles(queries.article_ids(View.ALL))
    id_ = next(one.id for one in found if one.site == "/a")
    history.do("Star", articles.set_starred, [id_], True)
    touched = queries.touched_of_feeds([first, second])
    assert touched == [id_]
    history.do("Leave", subscriptions.unsubscribe, [first, second], touched)
    assert queries.feeds() == []
    assert queries.article_ids(View.ALL) == queries.article_ids(View.INBOX) == [id_]
    assert queries.counts().unkept == 0
    history.undo()
    assert len(queries.feeds()) == 2
    assert len(titles(queries)) == 6
    history.redo()
    monkeypatch.setattr(refreshing, "_LEFT_DAYS", -1)
    read(history, queries)
    assert subscribe(history, web.address("/a")) == [first]
    assert read(history, queries).new == 2
    while history.undo():
        pass
    assert queries.feeds() == []
    assert_sound(queries._path)


def test_subscribing_is_undone_even_after_the_feed_was_read(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/feed", rss(item(1)))
    subscribe(history, web.address("/feed"))
    read(history, queries)
    step = history.undo()
    assert step is not None
    assert step.label == "Subscribe"
    assert (queries.feeds(), titles(queries)) == ([], [])
    history.redo()
    assert titles(queries) == ["Entry 1"]


def test_feeds_are_renamed_and_moved_and_addresses_are_one_by_their_keys(
    history: History, queries: Queries
) -> None:
    ids = subscribe(history, "https://e.org/a", "https://e.org/b", "e.org/c")
    assert subscribe(history, "http://E.org/a?utm_source=x") == []
    history.do("Move", subscriptions.move, ids[:2], ("Daily", "News / Sea"))
    history.do("Rename", subscriptions.rename, ids[0], "  A  name ")
    history.do("Folder", subscriptions.rename_folder, ("Daily",), ("Weekly",))
    assert [(one.name, one.folder) for one in queries.feeds()] == [
        ("e.org", ()),
        ("A name", ("Weekly", "News / Sea")),
        ("e.org", ("Weekly", "News / Sea")),
    ]
    assert queries.find_feed("a NAME").id == queries.find_feed("https://e.org/a").id == ids[0]
    with pytest.raises(NotFound, match="More than one"):
        queries.find_feed("e.org")
    with pytest.raises(InvalidInput, match="not a web address"):
        subscribe(history, "file:///etc/passwd")
    history.do("Leave", subscriptions.unsubscribe, [ids[2]])
    with pytest.raises(NotFound, match="not subscribed"):
        history.do("Rename", subscriptions.rename, ids[2], "x")
    for _step in range(4):
        history.undo()
    assert {one.folder for one in queries.feeds()} == {()}


def test_eight_feeds_are_read_at_once_and_a_cancelled_refresh_keeps_what_it_has(
    web: WebServer, history: History, queries: Queries
) -> None:
    def slow(connection: object, _asked: Asked) -> None:
        time.sleep(0.05)
        connection.sendall(answer(rss(item(1))))  # type: ignore[attr-defined]

    names = [f"/{n}" for n in range(20)]
    web.answers.update(dict.fromkeys(names, slow))
    subscribe(history, *map(web.address, names))
    told: list[tuple[int, int]] = []
    report = refresh(
        queries.feeds(),
        queries,
        history,
        LOCAL,
        lambda: len(told) >= 10,
        lambda *one: told.append(one),
    )
    assert report.new == 10
    assert told == [(n, 20) for n in range(1, 11)]
    assert 2 <= web.most_at_once <= 8


def test_nothing_of_the_own_network_is_asked_without_a_word(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/feed", rss(item(1)))
    subscribe(history, web.address("/feed"))
    report = read(history, queries, FetchOptions())
    assert (report.new, web.asked) == (0, [])
    assert "own machine or network" in report.failed[0][1]


def test_no_server_keeps_the_others_from_being_read(
    web: WebServer, history: History, queries: Queries
) -> None:
    def closed(connection: socket.socket, _asked: Asked) -> None:
        connection.close()

    def silent(connection: socket.socket, _asked: Asked) -> None:
        connection.recv(1)  # until the client has gone

    bomb = gzip.compress(b"<rss>" + b" " * 30_000_000)
    web.put("/bomb", bomb, "Content-Encoding: gzip")
    web.put("/deep", "<rss><channel>" + "<item>" * 100_000)
    web.put("/noise", bytes(range(256)) * 40)
    web.put("/words", json.dumps({"version": "https://jsonfeed.org/version/1", "items": 7}))
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(1, 12))
    web.put(
        "/entities", f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{entities}]>{rss(item(1), title='&a11;')}"
    )
    web.answers |= {"/closed": closed, "/silent": silent, "/inward": redirect("file:///etc/passwd")}
    web.put("/good", rss(item(1)))
    names = ("/bomb", "/deep", "/noise", "/words", "/entities", "/closed", "/silent", "/inward")
    subscribe(history, *map(web.address, (*names, "/good")))
    told: list[int] = []
    report = refresh(
        queries.feeds(),
        queries,
        history,
        LOCAL,
        lambda: len(told) == len(names),  # all but the one that says nothing
        lambda done, _total: told.append(done),
    )
    feeds = {one.address.rpartition("/")[2]: one for one in queries.feeds()}
    assert feeds["good"].total == feeds["entities"].total == 1
    assert feeds["entities"].name == "&a11;"
    assert report.new == 2 + feeds["deep"].total
    for name in ("bomb", "noise", "closed", "inward"):
        assert feeds[name].failure.endswith("."), name
    assert feeds["silent"].failure == ""
    assert_sound(queries._path)


def test_what_is_filed_was_added_then_and_keeps_its_place_in_its_feed(
    web: WebServer, history: History, queries: Queries
) -> None:
    from tests.operations.test_web_pages import add

    web.put("/feed", rss(item(2), item(1)))
    (id_,) = subscribe(history, web.address("/feed"))
    read(history, queries)
    second, first = queries.article_ids(View.ALL)
    add(history, queries, web.put("/own", page("Own")))
    (own,) = queries.article_ids(View.INBOX)
    old, now = (queries.article(one).added_at for one in (first, own))
    history.do("File", articles.set_state, [first], State.INBOX)
    assert old < now <= queries.article(first).added_at
    assert queries.article_ids(View.INBOX, descending=False) == [own, first]
    of_feed = Field(FEED, str(id_))
    assert queries.article_ids(View.ALL, of_feed) == [second, first]
    assert list(queries.search(View.ALL, Word("words"), scope=of_feed).ids) == [second, first]
    assert queries.article_ids(View.ALL, of_feed, Sort.DAY) == [first, second]
    history.undo()
    assert queries.article(first).added_at == old
    history.do("Leave", subscriptions.unsubscribe, [id_], [first])
    assert now <= queries.article(first).added_at


def test_what_a_feed_said_stays_when_the_page_is_fetched(
    web: WebServer, history: History, queries: Queries
) -> None:
    body = "".join(f"<p>{text}</p>" for text in (BODY, "Some words of it. 1", "More of it."))
    own = web.address("/own")
    untitled = (
        f"<item><guid>2</guid><description>Some words.</description><link>{own}</link></item>"
    )
    for path, more in (("/feed", item(1, more=f"<link>{own}</link>")), ("/bare", untitled)):
        web.put(path, rss(more))
        subscribe(history, web.address(path))
    read(history, queries)
    for id_ in queries.article_ids(View.ALL):
        web.put("/own", page("Another title", body))
        before = queries.article(id_)
        feed = queries.feed_of_article(id_)
        assert feed is not None
        told = {one.label: one.text for one in details_of(facts_of(queries, id_))}
        assert told["Source"] == f"the feed “Harbour Review”, {feed[1]}"
        for batch in ("once", "again"):
            wanted = ReimportRequest(id_, before.title, is_fetched=True)
            with reimporting.downloads([wanted], queries, LOCAL, lambda: False) as pages:
                prepared = reimporting.read(wanted, queries, pages=pages)
            reimporting.keep(history, wanted, prepared, batch, 1)
            if offered := queries.offer(id_):
                draft = reimporting.draft_of(queries, offered.id)
                history.do("Take", use_offer, id_, None, draft)
            web.put("/own", page("A third title", f"{body}<p>At last."))
        article = queries.article(id_)
        assert len(queries.revision_facts(id_)) == 3
        assert article.title == ("Entry 1" if before.title == "Entry 1" else "Another title")
        assert (article.site, article.published) == (before.site, before.published)
        told = {one.label: one.text for one in details_of(facts_of(queries, id_))}
        assert told["Source"] == own
