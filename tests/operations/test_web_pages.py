"""Pages are fetched with their pictures, and what is no article is said and not stored."""

import hashlib
import re
import socket
import time
from contextlib import closing

import pytest

from reader.core.anchoring.reanchoring_base import AnchorCounts
from reader.core.article_draft import Draft
from reader.core.article_source import FetchOptions, Source, WebAddress, part_keys
from reader.core.errors import ImportFailed, PostilError
from reader.importers.non_article_pages import refuse_walls
from reader.library.queries.queries import Queries
from reader.operations import add_report_texts, adding, left_out, reimporting, revisions
from reader.operations.history import History
from reader.operations.sources.picture_reuse import read_with_kept_pictures
from reader.operations.sources.web_pages import PageDownloads, PageFetcher, PageRequest
from tests.each import each
from tests.importers.test_assets import PNG
from tests.web_server import Asked, WebServer, answer, redirect

BODY = "".join(
    f"<p>{n}. The quick brown fox jumps over the lazy dog near the river.</p>" for n in range(9)
)
PAGE = "<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article>"


LOCAL = FetchOptions(is_local_allowed=True)


def page(title: str = "Foxes", body: str = BODY, head: str = "") -> str:
    return PAGE.format(title=title, body=body, head=head)


def fetch(address: str, pictures: str = "all") -> Draft:
    options = FetchOptions(pictures, is_local_allowed=True)
    with closing(PageFetcher(options, lambda: False)) as pages:
        draft = pages.draft(address)
    assert draft is not None
    return draft


def add(
    history: History, queries: Queries, *addresses: str, pictures: str = "all"
) -> list[adding.AddReport]:
    items = [WebAddress(one) for one in addresses]
    options = FetchOptions(pictures, is_local_allowed=True)
    with adding.downloads(items, options, lambda: False) as pages:
        read = [adding.read(item, queries, pages=pages) for item in items]
    return adding.keep(history, read, (), "batch", count=len(items))


def test_a_page_without_text_may_lead_to_another(web: WebServer) -> None:
    metas = (
        '<meta http-equiv="refresh" content="0; url=/b?x=1&amp;y=2&section=3">',
        "<META content='2;URL=\"/c\"' HTTP-EQUIV=Refresh>",
    )
    web.put("/a", f"<html><head>{metas[0]}</head><body></body></html>")
    web.put("/b?x=1&y=2&section=3", f"<html><head>{metas[1]}</head><body></body></html>")
    web.put("/c", page())
    draft = fetch(web.address("/a"))
    assert (draft.title, draft.url) == ("Foxes", web.address("/a"))
    assert draft.source.address == web.address("/c")
    web.put("/c", page(head='<meta http-equiv="refresh" content="300; url=/later">'))
    assert fetch(web.address("/c")).title == "Foxes"
    web.put("/again", '<meta http-equiv="refresh" content="0; url=/again">')
    with pytest.raises(PostilError, match="no text"):
        fetch(web.address("/again"))
    web.put("/inside", '<meta http-equiv="refresh" content="0; url=file:///etc/hostname">')
    with pytest.raises(PostilError, match="no text"):
        fetch(web.address("/inside"))


def revision_html(queries: Queries, article_id: int) -> str:
    return queries.revision(queries.article(article_id).revision_id).html


def kept_html(queries: Queries, article_id: int, revision_id: int) -> str:
    return read_with_kept_pictures(queries, article_id, revision_id).html


def test_the_address_is_kept_and_links_are_those_of_the_page(web: WebServer) -> None:
    web.answers["/short?utm_source=x"] = redirect("/a/page")
    other = '<link rel="canonical" href="https://elsewhere.example/">'
    web.put("/a/page", page(body=BODY + '<p><a href="../b">b</a>', head=other), 'ETag: "1"')
    given = web.address("/short?utm_source=x#part")
    draft = fetch(given)
    assert (draft.url, draft.source.name, draft.source.origin) == (given, given, given)
    assert (draft.source.address, draft.source.etag) == (web.address("/a/page"), '"1"')
    assert f'href="{web.address("/b")}"' in draft.html
    assert draft.site


def test_bytes_are_decoded_as_the_server_and_the_page_say(
    web: WebServer, history: History, queries: Queries
) -> None:
    words = "Лисица прыгает через ленивую собаку. " * 20
    web.put(
        "/koi8",
        page("Лиса", f"<p>{words}").encode("koi8-r"),
        "Content-Type: text/html; charset=koi8-r",
    )
    euro = page("Euro", f"<p>Äpfel für 5 €. {BODY}").encode("iso-8859-15")
    web.put("/euro", euro, "Content-Type: text/html; charset=iso-8859-15")
    wrong = page("Лиса", f"<p>{words}", "<meta charset=utf-8>").encode()
    web.put("/wrong", wrong, "Content-Type: text/html; charset=iso-8859-1")
    assert "Лисица" in fetch(web.address("/wrong")).html
    reports = add(history, queries, web.address("/koi8"), web.address("/euro"))
    for report, text in zip(reports, ("Лисица", "5 €."), strict=True):
        assert report.id is not None
        # What is kept is read in the same way, without the server.
        (revision,) = queries.revision_facts(report.id)
        for html in (revision_html(queries, report.id), kept_html(queries, report.id, revision.id)):
            assert text in html


def test_markdown_is_known_by_its_name_where_the_server_says_text(web: WebServer) -> None:
    web.put("/notes.md", "# Foxes\n\nThe *quick* brown fox.\n", "Content-Type: text/plain")
    draft = fetch(web.address("/notes.md"))
    assert (draft.title, draft.media_type) == ("Foxes", "text/markdown")


# -- pictures --------------------------------------------------------------------------------------


def test_pictures_are_fetched_once_and_by_content(web: WebServer) -> None:
    figures = (
        '<img src="one.png"><img src="/a/one.png"><img src="missing.png" data-src="two.png">'
        '<img src="http://127.0.0.1:1/refused.png" alt="words for it"><img src="page.png">'
    )
    web.put("/a/page", page(body=f"<base href='/a/'>{BODY}<p>{figures}"))
    web.put("/a/one.png", PNG, "Content-Type: image/png")
    web.put("/a/two.png", PNG + b"more", "Content-Type: application/octet-stream")
    web.put("/a/page.png", page(), "Content-Type: image/png")  # it only says so
    draft = fetch(web.address("/a/page"))
    assert sorted(one.address for one in draft.assets) == [
        web.address("/a/one.png"),
        web.address("/a/two.png"),
    ]
    assert [asset.data for asset in draft.assets] == [PNG, PNG + b"more"]
    assert [draft.html.count(one.sha256) for one in draft.assets] == [2, 1]
    assert "words for it" in draft.html
    asked_for = sorted(set(web.paths()) - {"/a/missing.png"})  # or the other one is tried first
    assert asked_for == ["/a/one.png", "/a/page", "/a/page.png", "/a/two.png"]
    assert len(web.paths()) == len(set(web.paths()))
    for asked in web.asked:
        assert not {"referer", "cookie"} & asked.headers.keys()


def test_which_pictures_are_fetched_is_a_persons_choice(web: WebServer) -> None:
    other = f"http://localhost:{web.port}/b.png"  # another site
    web.put("/page", page(body=f'{BODY}<p><img src="a.png"><img src="{other}">'))
    for name in ("/a.png", "/b.png"):
        web.put(name, PNG + name.encode(), "Content-Type: image/png")
    for policy, paths in (("none", []), ("site", ["/a.png"]), ("all", ["/a.png", "/b.png"])):
        web.asked.clear()
        assert len(fetch(web.address("/page"), policy).assets) == len(paths)
        assert sorted(web.paths()[1:]) == paths


def test_pictures_are_guarded_like_pages(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "reader.fetching.address_guard.is_public", lambda one: str(one) == "127.0.0.1"
    )
    web.put("/page", page(body=f'{BODY}<p><img src="http://10.0.0.1/a.png"><img src="to.png">'))
    web.answers["/to.png"] = redirect("http://192.168.0.1/router.png")
    with closing(PageFetcher(FetchOptions(), lambda: False)) as pages:
        draft = pages.draft(web.address("/page"))
    assert draft is not None
    assert draft.assets == ()


def test_pictures_of_what_is_kept_are_those_of_the_library(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/page", page(body=f'{BODY}<p><img src="a.png" alt="a fox">'))
    web.put("/a.png", PNG, "Content-Type: image/png")
    (report,) = add(history, queries, web.address("/page"))
    assert report.id is not None
    web.asked.clear()
    (revision,) = queries.revision_facts(report.id)
    draft = read_with_kept_pictures(queries, report.id, revision.id)
    assert [(one.data, one.address) for one in draft.assets] == [(PNG, web.address("/a.png"))]
    assert not web.asked


def test_pictures_that_were_left_come_when_the_page_is_fetched_again(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/page", page(body=f'{BODY}<p><img src="a.png" alt="a red fox">'), 'ETag: "1"')
    web.put("/a.png", PNG, "Content-Type: image/png")

    def reload(pictures: str) -> adding.AddReport:
        item = reimporting.ReimportRequest(1, "Foxes", is_fetched=True)
        options = FetchOptions(pictures, is_local_allowed=True)
        with reimporting.downloads([item], queries, options, lambda: False) as pages:
            read = reimporting.read(item, queries, pages=pages)
        return reimporting.keep(history, item, read, pictures, 1)

    add(history, queries, web.address("/page"), pictures="none")

    def is_conditional() -> bool:
        last = [asked for asked in web.asked if asked.path == "/page"][-1]
        return last.headers.get("if-none-match") == '"1"'

    assert (reload("none").status, is_conditional()) == ("unchanged", True)
    assert (reload("all").status, is_conditional()) == ("updated", False)
    assert hashlib.sha256(PNG).hexdigest() in revision_html(queries, 1)
    assert (reload("all").status, is_conditional()) == ("unchanged", True)


def test_pictures_of_a_part_that_was_put_back_come_when_the_page_is_fetched_again(
    web: WebServer, history: History, queries: Queries
) -> None:
    part = '<aside class=ad>A fox in a box <img src="a.png" alt="a red fox"></aside>'
    web.put("/page", page(body=BODY + part + BODY.replace("fox", "hound")))
    web.put("/a.png", PNG, "Content-Type: image/png")
    add(history, queries, web.address("/page"))
    keys = part_keys(left_out.parts_of(queries, 1))
    asked = len(web.asked)
    found = left_out.text_with(queries, 1, keys)
    history.do("Restore", revisions.put_back, 1, *found)
    assert len(web.asked) == asked
    before = revision_html(queries, 1)
    assert "A fox in a box" in before
    assert hashlib.sha256(PNG).hexdigest() not in before

    item = reimporting.ReimportRequest(1, "Foxes", is_fetched=True)
    for _time in range(2):
        with reimporting.downloads([item], queries, LOCAL, lambda: False) as pages:
            read = reimporting.read(item, queries, pages=pages)
        reimporting.keep(history, item, read, "batch", 1)
        html = revision_html(queries, 1)
        assert hashlib.sha256(PNG).hexdigest() in html
        assert html.count("A fox in a box") == 1
    assert len(queries.revisions(1)) == 3


@pytest.mark.parametrize("pictures", ["all", "none"])
def test_pictures_that_are_not_fetched_again_are_those_of_the_library(
    web: WebServer, history: History, queries: Queries, pictures: str
) -> None:
    figures = '<p><img src="a.png" alt="a red fox"><img src="b.png" alt="a grey one">'
    web.put("/page", page(body=BODY + figures))
    kept, former, newer = PNG, PNG + b"former", PNG + b"newer"
    web.put("/a.png", kept, "Content-Type: image/png")
    web.put("/b.png", former, "Content-Type: image/png")
    add(history, queries, web.address("/page"))
    web.put("/a.png", "", status="503 Busy")
    web.put("/b.png", newer, "Content-Type: image/png")
    item = reimporting.ReimportRequest(1, "Foxes", is_fetched=True)

    def is_shown(*wanted: bytes) -> bool:
        html = revision_html(queries, 1)
        return all(hashlib.sha256(data).hexdigest() in html for data in wanted)

    web.put("/page", page(body=BODY + "<p>One more." + figures))
    options = FetchOptions(pictures, is_local_allowed=True)
    with reimporting.downloads([item], queries, options, lambda: False) as pages:
        read = reimporting.read(item, queries, pages=pages)
    reimporting.keep(history, item, read, "batch", 1)
    assert "One more." in revision_html(queries, 1)
    assert is_shown(kept, newer if pictures == "all" else former)
    web.put("/page", page(body=BODY + "<p>And more." + figures))
    (report,) = add(history, queries, web.address("/page"), pictures=pictures)
    assert report.status == "updated"
    assert is_shown(kept, newer if pictures == "all" else former)


# -- what is no article ----------------------------------------------------------------------------

_SHORT = "<p>A few words are free to read here.</p>"


@pytest.mark.parametrize(
    ("path", "found", "reason"),
    [
        ("/a", page(body=_SHORT + "<form><input name=p type='password'></form>"), "asks for a login"),
        (
            "/a",
            page(body=_SHORT, head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'),
            "only its beginning can be read",
        ),
        ("/consent/ask", page(body="<p>Before you go on: we and our partners store things."), "consent"),
        ("/a", page(body="<p>Cookies! We love cookies, and this site needs cookies."), "consent"),
        ("/a", page(title="Page not found | Fox News", body="<p>Oops!"), "no longer exists"),
        ("/a", page(body="<p>Please enable JavaScript to go on."), "created by scripts"),
        (
            "/a",
            "<html><body><noscript>You need to enable JavaScript</noscript><div id=app></div>",
            "created by scripts",
        ),
        ("/a", "<html><body></body></html>", "has no text"),
        ("/a", "%PDF-1.7 " + "\0\1\2" * 100, "PDF|not text|binary"),
    ],
)  # fmt: skip
def test_what_stands_before_an_article_is_said(
    web: WebServer, history: History, queries: Queries, path: str, found: str, reason: str
) -> None:
    web.answers["/"] = redirect(path)
    web.put(path, found)
    (report,) = add(history, queries, web.address("/"))
    assert (report.status, report.source) == ("failed", web.address("/"))
    assert web.address("/") in report.error
    assert re.search(reason, report.error), report.error


@each(
    ("shown", "reason"),
    [
        ("<p>Log in<input type=password>", "asks for a login; save it again once"),
        (
            '<script>{"isAccessibleForFree": false}</script><p>Words.',
            "without paying; save it again",
        ),
        ("<p>cookie cookie cookie", "consent to cookies first; save it again"),
        ("<p>Short.<noscript>This needs JavaScript</noscript>", ""),  # the browser has run it
    ],
)
def test_a_page_that_a_browser_has_shown_may_be_a_wall_too(shown: str, reason: str) -> None:
    html = f"<html><head><title>Foxes</title></head><body>{shown}</body></html>"
    source = Source(html.encode(), "", "", "text/html", "https://a.example/")
    with closing(PageFetcher(LOCAL, lambda: False)) as pages:
        if not reason:
            assert pages.draft_of(source).url == "https://a.example/"
            return
        with pytest.raises(ImportFailed, match=reason):
            pages.draft_of(source)


def test_titles_of_pages_that_are_gone_and_of_others() -> None:
    def is_told(title: str) -> bool:
        source = Source(page(title, "<p>A few words.").encode(), "", "", "", "http://a.example/")
        try:
            refuse_walls(source, "A few words.", "http://a.example/")
        except ImportFailed:
            return True
        return False

    gone = ("404", "404 Not Found", "404 – Example", "Error 404", "Example | Page not found")
    for title in (*gone, "Oops (404)", "Example: Not Found", "The page was not found - Example"):
        assert is_told(title), title
    for title in (
        "Page 404",
        "Peugeot 404",
        "The 404 buses",
        "404 buses run again",
        "Lost and found",
    ):
        assert not is_told(title), title


def test_a_short_article_beside_a_login_is_an_article(web: WebServer) -> None:
    form = "<form action=/login>Name <input> <input type=password></form>"
    web.put("/informed-consent", page("On consent", form + BODY))
    web.answers["/"] = redirect("/informed-consent")
    assert fetch(web.address("/")).title == "On consent"


def test_the_same_signs_in_a_long_article_are_none(web: WebServer) -> None:
    signs = "<form><input type=password></form><p>cookies cookies cookies JavaScript</p>"
    head = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    web.put("/a", page("The 404 buses", BODY * 5 + signs, head))
    assert fetch(web.address("/a")).title == "The 404 buses"


def test_another_page_in_the_place_of_an_article_is_only_offered(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/page", page())
    add(history, queries, web.address("/page"))
    item = reimporting.ReimportRequest(1, "Foxes", is_fetched=True)

    def reload() -> str:
        with reimporting.downloads([item], queries, LOCAL, lambda: False) as pages:
            read = reimporting.read(item, queries, pages=pages)
        return reimporting.keep(history, item, read, "batch", 1).status

    def state() -> tuple[str, bool]:
        return queries.article(1).title, "quick brown fox" in revision_html(queries, 1)

    news = "".join(
        f"<p>{n} What the town talks about on this very day of the year." for n in range(20)
    )
    web.put("/", page("The Daily Fox", news))
    web.answers["/page"] = redirect("/")
    assert (reload(), state()) == ("offered", ("Foxes", True))
    excuse = "<p>We are closed for repairs. Please come back in a little while.</p>" * 8
    web.put("/page", page("One moment", excuse))
    assert (reload(), state()) == ("offered", ("Foxes", True))
    present, offered = queries.revision_facts(1)[-1], queries.offer(1)
    assert present.is_current
    assert offered is not None
    why = add_report_texts.offered_text(
        offered.lost, offered.highlights, present.length, offered.length
    )
    assert why == "Hardly any word of the current text is in it."
    web.put("/page", page("New", "<p>It began so:" + BODY.replace("lazy", "drowsy") + news))
    assert (reload(), state()) == ("updated", ("New", True))


# -- several ---------------------------------------------------------------------------------------


def test_many_are_fetched_at_once_and_kept_in_order(
    web: WebServer, history: History, queries: Queries
) -> None:
    def slow(connection: socket.socket, asked: Asked) -> None:
        end = time.monotonic() + 10
        while web.most_at_once < 2 and time.monotonic() < end:
            time.sleep(0.005)  # until another one is asked for, too
        connection.sendall(
            answer(page(title=f"Fox {asked.path[1:]}", body=f"<p>{asked.path}" + BODY))
        )

    paths = [f"/{n}" for n in range(20)]
    web.answers = {path: slow for path in paths if path != "/7"}
    reports = add(history, queries, *map(web.address, paths))
    assert [one.status for one in reports] == ["failed" if p == "/7" else "added" for p in paths]
    assert [one.title for one in reports if one.id] == [f"Fox {p[1:]}" for p in paths if p != "/7"]
    assert 1 < web.most_at_once <= 8


def test_downloads_end_when_they_are_cancelled(web: WebServer) -> None:
    is_cancelled = False

    def drip(connection: socket.socket, _asked: Asked) -> None:
        while True:
            connection.sendall(b"x")
            time.sleep(0.01)

    web.answers["/"] = drip
    requests = [PageRequest(web.address("/"))] * 3
    pages = PageDownloads(requests, FetchOptions(is_local_allowed=True), lambda: is_cancelled)
    is_cancelled = True
    with pytest.raises(PostilError, match="Stopped"):
        pages.draft(web.address("/"))
    pages.close()


# -- duplicates ------------------------------------------------------------------------------------


def test_an_address_that_differs_only_in_what_follows_people_is_the_same_page(
    web: WebServer, history: History, queries: Queries
) -> None:
    web.put("/a", page())
    web.put("/a?utm_source=x", page(body=BODY + "<p>And more of it, for those who came later."))
    web.put("/a?page=2", page("Wolves", BODY.replace("fox", "wolf")))
    first = web.address("/a")
    (one,) = add(history, queries, first)
    (same,) = add(history, queries, web.address("/a?utm_source=x"))
    (other,) = add(history, queries, web.address("/a?page=2"))
    assert (one.status, same.status, other.status) == ("added", "updated", "added")
    assert same.id == one.id is not None
    assert queries.article(one.id).url == first  # as it was given first


def test_what_became_of_highlights_is_told_in_one_line() -> None:
    def report(status: str, *counts: int) -> adding.AddReport:
        return adding.AddReport("", status, 1, "", "", AnchorCounts(*counts))

    one = [report("updated", 5, 1, 1, 1), report("offered", 0, 9), report("updated", 3)]
    assert add_report_texts.placing_text(one) == (
        "1 highlight moved · 1 highlight needs review · 1 highlight orphaned"
    )
    many = [*one, report("updated", 0, 2, 1, 1)]
    assert add_report_texts.placing_text(many) == (
        "3 highlights moved · 2 highlights need review · 2 highlights orphaned"
    )
    assert add_report_texts.placing_text([report("updated", 8)]) == ""
