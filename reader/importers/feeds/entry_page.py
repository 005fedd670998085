"""Writes an entry of a feed as a web page, which is stored as the source of its article.

So it is read, and later imported again, as any page is.
"""

from html import escape
from urllib.parse import unquote, urlsplit

from reader.core.article_source import WHOLE_PAGE, Source
from reader.core.feeds import FeedEntry, ParsedFeed
from reader.core.translation import _

PAGE_TYPE = "text/html; charset=utf-8"

_MARK = f'<meta name="{WHOLE_PAGE}" content="feed">'


def is_entry_page(data: bytes) -> bool:
    """Returns whether a source is a page that was written of an entry."""
    return _MARK.encode() in data[:500]


def entry_page(feed: ParsedFeed, entry: FeedEntry, name: str) -> Source:
    """Returns a page with what a feed contains of an entry; name: what it is called in reports."""
    language = f' lang="{escape(entry.language)}"' if entry.language else ""
    head = [
        '<meta charset="utf-8">',
        _MARK,  # nothing in it is left out as of the page
        f'<base href="{escape(entry.base)}">' if entry.base else "",
        f"<title>{escape(entry.title)}</title>" if entry.title else "",
        _meta("og:title", entry.title),
        _meta("og:site_name", feed.title),
        _meta("article:published_time", entry.published),
        f'<meta name="author" content="{escape(entry.byline)}">' if entry.byline else "",
        f'<link rel="canonical" href="{escape(entry.link)}">' if entry.link else "",
    ]
    html = (
        f"<!DOCTYPE html>\n<html{language}>\n<head>\n{_lines(head)}</head>\n"
        f"<body>\n<article>\n{_body(entry)}\n</article>\n</body>\n</html>\n"
    )
    data = html.encode("utf-8", "replace")
    return Source(data, entry.title or name, entry.link or name, PAGE_TYPE, entry.base)


def _body(entry: FeedEntry) -> str:
    links = [
        f'<p><a href="{escape(one)}">{escape(_file_name(one))}</a></p>'
        for one in entry.enclosures
        if one not in entry.html and one != entry.link
    ]
    body = "\n".join((entry.html, *links)) if entry.html.strip() or links else ""
    if not body:
        words = entry.link or entry.title or _("This entry has no text.")
        body = f'<p><a href="{escape(entry.link)}">{escape(words)}</a></p>'
    return body


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2]) or address


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escape(value)}">' if value else ""


def _lines(parts: list[str]) -> str:
    return "".join(f"{part}\n" for part in parts if part)
