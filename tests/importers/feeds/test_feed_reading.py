"""Feeds of every kind are read, also those that break the rules; nothing of their text is lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from reader.core.feeds import FeedEntry, ParsedFeed
from reader.importers.feeds.feed_dates import feed_date
from reader.importers.feeds.feed_reading import read_feed
from tests.each import each

ADDRESS = "https://e.org/feed"
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'


def rss(items: str = "", head: str = "<title>T</title>", namespaces: str = "") -> bytes:
    return f'<rss version="2.0" {namespaces}><channel>{head}{items}</channel></rss>'.encode()


def atom(entries: str = "", head: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {head}>{entries}</feed>'.encode()


def entries(data: bytes, media_type: str = "") -> tuple[FeedEntry, ...]:
    return read_feed(data, ADDRESS, media_type).entries


def entry(data: bytes, media_type: str = "") -> FeedEntry:
    (only,) = entries(data, media_type)
    return only


@each(
    ("item", "id_", "link"),
    [
        ("<guid>post-17</guid>", "post-17", ""),
        ("<guid>https://e.org/a</guid>", "https://e.org/a", "https://e.org/a"),
        ('<guid isPermaLink="false">https://e.org/a</guid>', "https://e.org/a", ""),
        ("<guid>tag:e.org,1</guid><link>/a</link>", "tag:e.org,1", "https://e.org/a"),
        ("<link>https://e.org/a</link>", "https://e.org/a", "https://e.org/a"),
        ("<guid>urn:x</guid><link>javascript:alert(1)</link>", "urn:x", ""),
        ("<title>only a title</title>", "only a title", ""),
    ],
)
def test_ids_are_those_of_the_feed_and_links_web_addresses(item: str, id_: str, link: str) -> None:
    found = entry(rss(f"<item>{item}</item>"))
    assert (found.id, found.link) == (id_, link)


def test_an_id_twice_is_one_entry_and_ids_of_json_may_be_numbers() -> None:
    assert len(entries(rss("<item><guid>1</guid></item>" * 2))) == 1
    data = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 17}, {"id": 17}, {}]}
    assert [one.id for one in entries(json.dumps(data).encode())] == ["17"]


@each(
    ("item", "html"),
    [
        ("<description>ART</description>", "<p>ART</p>"),
        (
            (
                "<media:content><media:description>CAP</media:description></media:content>"
                "<description>ART</description>"
            ),
            "<p>ART</p>",
        ),
        (
            "<media:group><media:description>only &lt;this</media:description></media:group>",
            "<p>only &lt;this</p>",
        ),
        (
            "<description>short</description><content:encoded>&lt;p>longer text</content:encoded>",
            "<p>longer text",
        ),
        ("<description><![CDATA[a &nbsp;& b]]></description>", "a &nbsp;& b"),
        (
            "<description>AT&T &amp;amp; &eacute;&unknown; &#11;</description>",
            "AT&T &amp; é&unknown; ",
        ),
        ("<description>one\n\ntwo</description>", "<p>one</p><p>two</p>"),
    ],
)
def test_the_content_is_the_text_of_the_entry(item: str, html: str) -> None:
    assert (
        entry(rss(f"<item><guid>1</guid>{item}</item>", namespaces=f"{CONTENT} {MEDIA}")).html
        == html
    )


def test_prefixes_that_nothing_declares_and_a_file_cut_short_are_read() -> None:
    data = rss(
        "<item><guid>1</guid><content:encoded>&lt;p>text</content:encoded><dc:creator>A</dc:creator>"
        "<dc:creator>B</dc:creator></item><item><guid>2</guid><title>Second"
    )
    first, second = entries(data.partition(b"</channel>")[0])
    assert (first.html, first.byline) == ("<p>text", "A, B")
    assert (second.id, second.title) == ("2", "Second")


def test_html_that_is_not_escaped_takes_nothing_of_what_follows() -> None:
    said = "one < two<br>three <IMG src='a.png'> four <br></br>five<br/>six"
    first, second = entries(
        rss(
            f"<item><guid>1</guid><description>{said}</description></item><item><guid>2</guid></item>"
        )
    )
    assert first.html.count("<br>") == 3
    assert "one &lt; two" in first.html
    assert "src=" in first.html
    assert first.html.endswith("six")
    assert second.id == "2"


def test_the_xml_of_a_feed_says_its_encoding_before_the_server_does() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>café</title></channel></rss>'
    assert read_feed(text.encode("latin-1"), ADDRESS, "text/xml; charset=utf-8").title == "café"
    bare = (
        text.partition("?>")[2]
        .encode("cp1251", "replace")
        .replace(b"caf?", "Лиса".encode("cp1251"))
    )
    assert read_feed(bare, ADDRESS, "text/xml; charset=windows-1251").title == "Лиса"
    assert read_feed(text.encode("utf-16"), ADDRESS).title == "café"
    other = text.replace("iso-8859-1", "windows-1251").replace("café", "Лиса").encode("cp1251")
    assert read_feed(other, ADDRESS, "text/xml; charset=iso-8859-1").title == "Лиса"


def test_entities_of_a_document_do_not_grow() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = (
        f'<!DOCTYPE rss [<!ENTITY l0 "ha">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'.encode()
    )
    found = read_feed(data + rss(head="<title>&l11;&f;</title>"), ADDRESS)
    assert found.title == "&l11;&f;"


def test_relative_addresses_are_those_of_the_entry_or_of_xml_base() -> None:
    content = '&lt;a href="#fn1">1&lt;/a>&lt;a href="x.html">y&lt;/a>'
    found = entry(
        rss(f"<item><link>https://e.org/p/1</link><description>{content}</description></item>")
    )
    assert found.base == "https://e.org/p/1"
    assert 'href="#fn1"' in found.html
    xhtml = (
        '<entry><id>1</id><content type="xhtml" xml:base="img/"><x:div'
        ' xmlns:x="http://www.w3.org/1999/xhtml"><x:p xml:base="deep/"><x:img src="a.png"/>'
        '<x:a href="#n">n</x:a></x:p><x:img src="b.png"/><x:br/></x:div></content></entry>'
    )
    found = entry(atom(xhtml, 'xml:base="https://e.org/b/"'))
    assert found.base == "https://e.org/b/img/"
    assert found.html == (
        '<div><p><img src="https://e.org/b/img/deep/a.png"><a href="#n">n</a></p>'
        '<img src="b.png"><br></div>'
    )


def test_the_page_of_an_entry_is_the_first_in_its_language() -> None:
    links = '<link rel="self" href="s"/><link href="one.html"/><link rel="alternate" hreflang="de" href="zwei.html"/>'
    found = entry(
        atom(f"<entry><id>1</id>{links}</entry>", 'xml:lang="en" xml:base="https://e.org/"')
    )
    assert found.link == "https://e.org/one.html"
    other = '<link type="text/plain" href="a.txt"/><link hreflang="en-GB" type="text/html" href="a.html"/>'
    found = entry(
        atom(f"<entry><id>1</id>{other}</entry>", 'xml:lang="en" xml:base="https://e.org/"')
    )
    assert found.link == "https://e.org/a.html"


@each(
    ("content", "html", "enclosures"),
    [
        ("<content>a &lt; b</content>", "<p>a &lt; b</p>", ()),
        ('<content type="html">a &lt;b>c&lt;/b></content>', "a <b>c</b>", ()),
        ('<content type="application/pdf">JVBERi0=</content><summary>S</summary>', "<p>S</p>", ()),
        ('<content src="a.pdf" type="application/pdf"/>', "", ("https://e.org/a.pdf",)),
    ],
)
def test_contents_of_atom(content: str, html: str, enclosures: tuple[str, ...]) -> None:
    found = entry(atom(f"<entry><id>1</id>{content}</entry>"))
    assert (found.html, found.enclosures) == (html, enclosures)


def test_a_json_feed_that_is_cut_off_gives_what_came_before() -> None:
    texts = ['A "{" \\', "B ]", "C"]
    items = [{"id": one, "content_text": one, "tags": ["x", [1]]} for one in texts]
    data = {"version": "https://jsonfeed.org/version/1.1", "title": "Sea, {slow}", "items": items}
    whole = json.dumps(data)
    counts = []
    for end in range(whole.index(",") + 1, len(whole)):
        found = read_feed(whole[:end].encode(), ADDRESS)
        assert not found.is_whole
        counts.append(len(found.entries))
        assert [one.id for one in found.entries] == texts[: counts[-1]]
    assert counts == sorted(counts)
    assert {*counts} == {0, 1, 2, 3}
    assert read_feed(whole.encode(), ADDRESS).is_whole
    for other in ('{"a": 1', '{"jsonfeed.org/version/1'):
        with pytest.raises(ImportFailed):
            read_feed(other.encode(), ADDRESS)


def test_rdf_and_old_atom_and_json_are_read() -> None:
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.org/"><title>R</title>'
        b'<link>https://e.org/</link></channel><item rdf:about="urn:1"><title>I</title>'
        b"<link>https://e.org/1</link><dc:date>2026-11-29T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    found = read_feed(rdf, ADDRESS)
    assert (found.title, found.site) == ("R", "https://e.org/")
    assert (found.entries[0].id, found.entries[0].published) == (
        "urn:1",
        "2026-11-29T10:00:00+00:00",
    )
    old = b'<feed xmlns="http://purl.org/atom/ns#"><title mode="escaped">O</title><entry><id>1</id><issued>2004-01-02T03:04:05Z</issued><content mode="escaped" type="text/html">&lt;p>x</content></entry></feed>'
    found = read_feed(old, ADDRESS)
    assert (found.title, found.entries[0].html) == ("O", "<p>x")
    data = {
        "version": "https://jsonfeed.org/version/1",
        "title": "J",
        "home_page_url": "/",
        "author": {"name": "Ann"},
        "items": [
            {"id": "1", "url": "/1", "content_text": "a\n\n<b>", "attachments": [{"url": "/a.mp3"}]}
        ],
    }
    found = read_feed(json.dumps(data).encode(), ADDRESS)
    assert (found.title, found.site) == ("J", "https://e.org/")
    assert found.entries[0] == FeedEntry(
        "1",
        "",
        "https://e.org/1",
        "Ann",
        "",
        "",
        "<p>a</p><p>&lt;b&gt;</p>",
        "https://e.org/1",
        ("https://e.org/a.mp3",),
    )


@each(
    ("title", "line"),
    [
        ("How &lt;div> works", "How <div> works"),
        ("&lt;b>Bold&lt;/b> &amp;amp; bare", "Bold & bare"),
        ("<![CDATA[1 < 2\n and]]>", "1 < 2 and"),
    ],
)
def test_titles_are_one_line_of_text(title: str, line: str) -> None:
    assert entry(rss(f"<item><guid>1</guid><title>{title}</title></item>")).title == line


@each(
    ("text", "date"),
    [
        ("Mon, 02 Jan 2006 15:04:05 +0100", "2006-01-02T15:04:05+01:00"),
        ("Mon, 02 Jan 06 15:04:60 GMT", "2006-01-02T15:04:59+00:00"),
        ("Mon, 02 Jan 2006 15:04:05 IST", "2006-01-02T15:04:05"),
        ("Mon, 02 Jan 2006 15:04:05 GMT+2", "2006-01-02T15:04:05+02:00"),
        ("Mon, 02 Jan 2006 24:04:05 GMT", "2006-01-03T00:04:05+00:00"),
        ("2026-11-29T10:18:00Z", "2026-11-29T10:18:00+00:00"),
        ("2026-11-29", "2026-11-29"),
        ("17", ""),
        ("soon", ""),
    ],
)
def test_dates_have_a_zone_only_where_it_is_sure(text: str, date: str) -> None:
    assert feed_date(text) == date


@each(
    "data",
    [
        b"<html><body>no feed",
        b"{}",
        b"[1]",
        b"<rdf:RDF/>",
        b'{"version": 1}',
        b"\0\0\0\0",
        b"hello",
    ],
)
def test_what_is_no_feed_is_said(data: bytes) -> None:
    with pytest.raises(ImportFailed, match=r"https://e\.org/feed"):
        read_feed(data, ADDRESS)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_in_a_feed_break_the_reader(noise: bytes, at: int) -> None:
    whole = rss("<item><guid>1</guid><description>a</description></item>" * 3)
    data = whole[:at] + noise + whole[at:]
    try:
        found: ParsedFeed | None = read_feed(data, ADDRESS, "text/xml; charset=x")
    except ImportFailed:
        found = None
    assert found is None or all(one.id for one in found.entries)


@each(
    ("text", "is_whole"),
    [
        ("<rss><channel><title>oops", False),
        ("<rss><channel><item><title>a</title></item></channel>", False),
        ("<rss><channel><item><description><![CDATA[a", False),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>", False),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry/></a:feed >", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", True),
        ("<rss><channel><title>a & b</title></RSS> <!-- served by x -->", True),
    ],
)
def test_a_feed_is_whole_or_cut_off(text: str, is_whole: bool) -> None:
    assert read_feed(text.encode(), "https://e.org/").is_whole == is_whole
