"""The feeds of a page are found where it names them."""

from reader.importers.feeds.feed_discovery import feeds_of_page
from tests.each import each


@each(
    ("html", "found"),
    [
        (
            (
                '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
                '<link rel="Alternate" type="application/atom+xml; charset=utf-8" href="atom">'
                "<link rel=alternate hreflang=de href=/de><link rel=stylesheet type=text/css href=a.css>"
            ),
            ("https://e.org/a/atom", "https://e.org/comments/feed"),
        ),
        ('<base href="/b/"><link rel=feed href=x>', ("https://e.org/b/x",)),
        (
            '<a href="/about">a</a><a href="/index.xml">Feed</a><a href="/index.xml">again</a>',
            ("https://e.org/index.xml",),
        ),
        ('<link rel=alternate type=application/rss+xml href="javascript:x"><p>no', ()),
        (
            (
                '<link rel=alternate type=application/json href="/wp-json/wp/v2/posts/1">'
                '<link rel=alternate type=application/x.atom+xml href="feed://e.org/x">'
            ),
            ("http://e.org/x",),
        ),
        (
            (
                '<a href="/?feed=rss2">a</a><a href="/feed?lang=de">b</a><a href="feed:https://e.org/rss">c</a>'
                '<a href="/new" type="application/rss+xml">d</a><a href="/?feed=rssy">e</a>'
                '<a href="/map" type="text/xml">f</a>'
            ),
            (
                "https://e.org/?feed=rss2",
                "https://e.org/feed?lang=de",
                "https://e.org/rss",
                "https://e.org/new",
            ),
        ),
        ("", ()),
    ],
)
def test_feeds_that_a_page_names(html: str, found: tuple[str, ...]) -> None:
    assert feeds_of_page(html.encode(), "https://e.org/a/", "text/html; charset=utf-8") == found


@each("media_type", ["text/html; charset=iso-8859-2", 'text/html; Charset="ISO-8859-2"; level=1'])
def test_charset_of_the_server(media_type: str) -> None:
    page = '<link rel="alternate" type="application/rss+xml" href="/ąż">'.encode("iso-8859-2")
    assert feeds_of_page(page, "https://e.org/", media_type) == ("https://e.org/ąż",)
