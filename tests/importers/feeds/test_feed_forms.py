"""What programs write of feeds, whatever the standards say, is read as it is meant."""

import json

from reader.core.feeds import FeedEntry
from reader.importers.feeds.feed_dates import feed_date
from reader.importers.feeds.feed_reading import read_feed
from tests.each import each
from tests.importers.feeds.test_feed_reading import ADDRESS, MEDIA, atom, entry, rss

ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def of_item(content: str, head: str = "<title>T</title>") -> FeedEntry:
    namespaces = f"{MEDIA} {ITUNES} {DUBLIN}"
    return entry(rss(f"<item><guid>1</guid>{content}</item>", head, namespaces))


@each(
    ("text", "id_"),
    [
        ("<RSS><CHANNEL><TITLE>T</TITLE><ITEM><GUID>a</GUID></ITEM></CHANNEL></RSS>", "a"),
        (
            (
                '<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                '<title>T</title><items><item r:about="b"><title>B</title></item></items></Channel>'
            ),
            "b",
        ),
        (
            '<rss xmlns="urn:own"><channel><title>T</title><item><guid>c</guid></item></channel></rss>',
            "c",
        ),
        (
            "<atom:feed><atom:title>T</atom:title><atom:entry><atom:id>d</atom:id></atom:entry></atom:feed>",
            "d",
        ),
        (
            (
                "<br />\n<b>Warning</b>: no <i>cache</i><br />\n<?xml version='1.0'?>"
                "<rss><channel><title>T</title><item><guid>e</guid></item></channel></rss>"
            ),
            "e",
        ),
    ],
)
def test_feeds_in_other_letters_namespaces_and_behind_warnings(text: str, id_: str) -> None:
    feed = read_feed(text.encode(), ADDRESS)
    assert (feed.title, feed.is_whole, [one.id for one in feed.entries]) == ("T", True, [id_])


@each("attribute", ['ispermalink="false"', 'isPermaLink=" FALSE "'])
def test_a_guid_that_is_no_link_may_say_so_in_any_letters(attribute: str) -> None:
    found = entry(rss(f"<item><guid {attribute}>https://e.org/a</guid></item>"))
    assert (found.id, found.link) == ("https://e.org/a", "")


@each(
    ("text", "html"),
    [
        ("&amp;lt;p&amp;gt;Tom &amp;amp;amp; Ann&amp;lt;/p&amp;gt;", "<p>Tom &amp; Ann</p>"),
        ("<![CDATA[&lt;p&gt;once&lt;/p&gt;]]>", "<p>once</p>"),
        ("Use &amp;lt;p&amp;gt; for paragraphs", "Use &lt;p&gt; for paragraphs"),
        ("&lt;p>&amp;lt;p&amp;gt;&lt;/p>", "<p>&lt;p&gt;</p>"),
        ("&lt;p>it&#146;s &#x97; so", "<p>it’s — so"),
    ],
)
def test_html_that_is_escaped_twice_is_read_once_more(text: str, html: str) -> None:
    assert of_item(f"<description>{text}</description>").html == html


@each(
    ("content", "html"),
    [
        ("<content>&lt;p>a &lt;i>b&lt;/i>&lt;/p></content>", "<p>a <i>b</i></p>"),
        ("<content>&lt;i> is a tag</content>", "<p>&lt;i&gt; is a tag</p>"),
        ('<content type="text/markdown"># A\n\nb</content>', "<p># A</p><p>b</p>"),
        (
            '<content type="html">&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;</content>',
            "<p>a</p>",
        ),
    ],
)
def test_texts_of_atom_that_are_not_what_they_say(content: str, html: str) -> None:
    assert entry(atom(f"<entry><id>1</id>{content}</entry>")).html == html


@each(
    ("content", "html"),
    [
        ('<content type="text/html" mode="base64">PHA+SGVsbG88L3A+</content>', "<p>Hello</p>"),
        ('<content type="text/html" mode="base64">P</content><summary>s</summary>', "<p>s</p>"),
        (
            (
                '<content type="multipart/alternative"><content type="text/plain">plain</content>'
                '<content type="text/html" mode="escaped">&lt;p>html</content></content>'
            ),
            "<p>html",
        ),
    ],
)
def test_contents_of_the_first_atom(content: str, html: str) -> None:
    data = f'<feed xmlns="http://purl.org/atom/ns#"><entry><id>1</id>{content}</entry></feed>'
    assert entry(data.encode()).html == html


@each(
    ("content", "html"),
    [
        ("<itunes:summary>&lt;p>One&lt;/p></itunes:summary>", "<p>One</p>"),
        ("<itunes:subtitle>Short</itunes:subtitle>", "<p>Short</p>"),
        (
            "<itunes:subtitle>Short</itunes:subtitle><itunes:summary>More</itunes:summary>",
            "<p>More</p>",
        ),
    ],
)
def test_what_describes_an_episode_is_its_text(content: str, html: str) -> None:
    found = of_item(f"<itunes:title>Episode</itunes:title>{content}")
    assert (found.title, found.html) == ("Episode", html)


@each(
    ("content", "pictures"),
    [
        (
            (
                '<media:content url="https://e.org/a.png" medium="image">'
                "<media:description>A &amp; B</media:description></media:content>"
            ),
            '<p><img src="https://e.org/a.png" alt="A &amp; B"></p>',
        ),
        (
            '<enclosure url="/a.jpg?b=1&amp;c" type="image/jpeg"/>',
            '<p><img src="https://e.org/a.jpg?b=1&amp;c" alt=""></p>',
        ),
        (
            (
                '<media:group><media:content type="image/png" width="9" url="/a?w=9"/>'
                '<media:content type="image/png" width="20" url="/a?w=20"/></media:group>'
            ),
            '<p><img src="https://e.org/a?w=20" alt=""></p>',
        ),
        (
            f'<media:content type="image/png" width="{"9" * 5000}" url="/a.png"/>',
            '<p><img src="https://e.org/a.png" alt=""></p>',
        ),
        (
            (
                '<media:content url="/ann.png" medium="image"><media:title>Ann</media:title>'
                "</media:content>"
            ),
            "",
        ),
    ],
)
def test_pictures_beside_a_text_without_any_are_below_it(content: str, pictures: str) -> None:
    found = of_item(f"<description>words</description>{content}")
    assert (found.html, found.enclosures) == (f"<p>words</p>{pictures}", ())
    shown = "&lt;img src='b.png'>"
    assert of_item(f"<description>{shown}</description>{content}").html == "<img src='b.png'>"


@each(
    ("author", "byline"),
    [
        ("<author><name>Jo</name><email>jo@e.org</email></author>", "Jo"),
        ("<author>no@e.org (Jo (of Rome))</author>", "Jo (of Rome)"),
        ("<dc:creator><![CDATA[A &amp; B]]></dc:creator>", "A & B"),
        ("", "The Host"),
    ],
)
def test_authors_of_an_item_or_of_its_channel(author: str, byline: str) -> None:
    assert of_item(author, "<itunes:author>The Host</itunes:author>").byline == byline


@each("authors", [{"author": "Ann"}, {"authors": {"name": "Ann"}}, {"authors": ["Ann", None, 1]}])
def test_authors_of_json_may_have_wrong_types(authors: dict[str, object]) -> None:
    data = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", **authors}]}
    assert entry(json.dumps(data).encode()).byline.startswith("Ann")


def test_links_of_rss_are_relative_to_what_its_xml_says() -> None:
    item = "<item><guid>1</guid><link>a.html</link></item>"
    data = f'<rss xml:base="https://b.org/d/"><channel>{item}</channel></rss>'
    assert entry(data.encode()).link == "https://b.org/d/a.html"


@each(
    ("text", "date"),
    [
        ("Thu, 5 Sept 2024 10:00:00 +0000", "2024-09-05T10:00:00+00:00"),
        ("Mon, 06 May 2024 07:08:09 +02:00", "2024-05-06T07:08:09+02:00"),
        ("Mon May 06 2024 07:08:09 GMT+0200 (CEST)", "2024-05-06T07:08:09+02:00"),
        ("Wed, 30 Nov -0001 00:00:00 +0000", ""),
        ("mar., 05 mars 2024 10:30:00 +0100", "2024-03-05T10:30:00+01:00"),
        ("mardi 5 mars 2024 10:30", "2024-03-05T10:30:00"),
        ("Вт, 05 мар 2024 10:30:00 +0300", "2024-03-05T10:30:00+03:00"),
        ("вторник, 5 марта 2024 г. 10:30:00 GMT", "2024-03-05T10:30:00+00:00"),
        ("Di, 05 Mrz 2024 10:30:00 +0100", "2024-03-05T10:30:00+01:00"),
        ("martes, 05 de marzo de 2024 10:30:00 CET", "2024-03-05"),
        ("星期二, 05 三月 2024 10:30:00 +0800", "2024-03-05T10:30:00+08:00"),
        ("2024年3月5日 10:30", "2024-03-05T10:30:00"),
        ("Tue Mar 05 10:30:00 UTC 2024", "2024-03-05T10:30:00+00:00"),
        ("Tuesday, March 5, 2024 10:30 PM", "2024-03-05T22:30:00"),
        ("Tue, 5 Mar 2024 12:05:09 a.m.", "2024-03-05T00:05:09"),
        ("mardi 5 mars 2024 99:30", "2024-03-05"),
        ("3/5/2024 10:30:00 AM", ""),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
    ],
)
def test_dates_in_odd_forms(text: str, date: str) -> None:
    assert feed_date(text) == date


def version(id_: str, title: str, updated: str) -> str:
    return f"<entry><id>{id_}</id><title>{title}</title><updated>{updated}</updated></entry>"


def test_of_an_entry_that_is_listed_twice_the_latest_is_read() -> None:
    entries = (
        version("a", "Old", "2024-01-01T12:00:00+05:00")
        + version("b", "B", "2024-01-01T00:00:00Z")
        + version("a", "New", "2024-01-01T08:00:00Z")
        + version("b", "Older", "2023-01-01")
    )
    feed = read_feed(atom(entries), ADDRESS)
    assert [(one.id, one.title) for one in feed.entries] == [("a", "New"), ("b", "B")]


def test_an_entry_that_was_deleted_later_is_not_read() -> None:
    space = 'xmlns="http://purl.org/atompub/tombstones/1.0"'
    entries = (
        f'<deleted-entry {space} ref="a" when="2024-01-02T00:00:00Z"/>'
        f'<deleted-entry {space} ref="b" when="2023-01-02T00:00:00Z"/>'
        f'<deleted-entry {space} ref="c"/>'
    )
    entries += "".join(version(id_, id_, "2024-01-01T00:00:00Z") for id_ in "abcd")
    feed = read_feed(atom(entries), ADDRESS)
    assert [one.id for one in feed.entries] == ["b", "c", "d"]


def test_a_link_may_have_the_registered_name_of_its_relation() -> None:
    rel = "http://www.iana.org/assignments/relation/alternate"
    entries = f'<entry><id>1</id><link rel="{rel}" href="https://e.org/1"/></entry>'
    assert entry(atom(entries)).link == "https://e.org/1"


def test_files_of_an_episode_and_who_is_heard_in_it() -> None:
    space = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    found = of_item(
        f'<enclosure url="https://e.org/1.mp3" type="audio/mpeg"/>'
        f'<podcast:person {space} role="guest">Ada Fenn</podcast:person>'
        f'<podcast:person {space} group="visuals">Ben Holt</podcast:person>'
        f'<podcast:transcript {space} url="https://e.org/1.vtt"/>'
        '<media:content url="https://e.org/1.mp3" type="audio/mpeg"/>'
        '<media:group><media:content url="https://e.org/s.mp4" medium="video"/>'
        '<media:content url="https://e.org/l.mp4" medium="video"/></media:group>'
        '<media:content url="https://e.org/a.swf" type="application/x-shockwave-flash" medium="video"/>'
    )
    assert found.byline == "Ada Fenn"
    assert found.enclosures == ("https://e.org/1.mp3", "https://e.org/s.mp4", "https://e.org/1.vtt")


@each(
    "item",
    [
        {"image": "a.png"},
        {"banner_image": "a.png"},
        {"attachments": [{"url": "a.png", "mime_type": "image/png"}]},
    ],
)
def test_pictures_beside_a_text_of_json_are_below_it(item: dict[str, object]) -> None:
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": 1, "content_text": "Words", **item}],
    }
    feed = read_feed(json.dumps(found).encode(), "https://e.org/feed")
    assert feed.entries[0].html == '<p>Words</p><p><img src="https://e.org/a.png" alt=""></p>'
    assert feed.entries[0].enclosures == ()


def test_an_element_that_has_only_a_prefix_is_no_fault() -> None:
    content = '<content type="xhtml"><div>A <a:>b</a:> c</div></content>'
    assert "c" in entry(atom(f"<entry><id>1</id>{content}</entry>")).html
