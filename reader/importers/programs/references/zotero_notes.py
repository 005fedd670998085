"""Reads the HTML of Zotero's notes: quoted highlights, and the comments beside them."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from reader.importers.programs.lenient_json import mapping, text
from reader.importers.programs.records import ArticleRecord, HighlightRecord

_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "li", "blockquote", "pre", "tr")
_QUOTES = "“”„«»‟\"'‘’ \n"

_AROUND = re.compile('^[“”„«»‟"]+\\s*')
_WORD = re.compile(r"\S+")
_HEAD = re.compile(r"<head\b.*?</head>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_MARKS = ("highlight", "underline")  # the classes of quotes
_MARKED = re.compile(f'class="(?:{"|".join(_MARKS)})"')


def is_note(head: str) -> bool:
    """Returns whether a page is a note that Zotero exported, with quotes in it."""
    return "data-annotation=" in head and _MARKED.search(head) is not None


def article_of(page: str, name: str) -> ArticleRecord:
    """Returns what a page with a note is about, by its heading, else by its name."""
    body = _HEAD.sub("", page)
    heading = _TITLE.search(body)
    title = unescape(_TAG.sub(" ", heading[1])) if heading else ""
    return ArticleRecord(
        title=title.strip() or name, highlights=highlights_of(_TITLE.sub("", body))
    )


def highlights_of(html: str) -> tuple[HighlightRecord, ...]:
    """Returns what a note contains: its highlights, each with the comment beside it, and the rest."""
    parser = _Note()
    parser.feed(html)
    parser.close()
    parser.end_block()
    rest = "\n\n".join(parser.rest)
    found = tuple(parser.highlights)
    return (*found, HighlightRecord(note=rest)) if rest else found


def _without_tags(comment: str) -> tuple[str, tuple[str, ...]]:
    """Returns a comment, and the tags that the template has behind it."""
    words = [*_WORD.finditer(comment)]
    first = len(words)
    while first and words[first - 1][0].startswith("#"):
        first -= 1
    end = words[first - 1].end() if first else 0
    return comment[:end], tuple(filter(None, (word[0].strip("#") for word in words[first:])))


class _Note(HTMLParser):
    """Collects the blocks of a note."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.highlights: list[HighlightRecord] = []
        self.rest: list[str] = []
        self._words: list[str] = []
        self._quoted: list[HighlightRecord] = []  # in this block
        self._quote: list[str] | None = None  # while one is read
        self._about = ""
        self._spans: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
        elif tag == "br":
            self.handle_data("\n")
        elif tag == "span":
            given = dict(attrs)
            kind = given.get("class") or ""
            self._spans.append(kind)
            if kind in _MARKS:
                self._quote, self._about = [], given.get("data-annotation") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        elif tag == "span" and self._spans and self._spans.pop() in _MARKS:
            self._end_quote()

    def handle_data(self, data: str) -> None:
        if self._quote is not None:
            self._quote.append(data)
        elif "citation" not in self._spans:
            self._words.append(data)

    def end_block(self) -> None:
        """Ends a block: what is beside its one highlight is the comment on that."""
        self._end_quote()
        lines = "".join(self._words).strip().splitlines()
        words = "\n".join(" ".join(line.split()) for line in lines)
        self._words = []
        quoted, self._quoted = self._quoted, []
        if len(quoted) == 1:
            note, tags = _without_tags(_AROUND.sub("", words))  # the quote is in these marks
            quoted, words = [quoted[0]._replace(note=note, tags=tags)], ""
        self.highlights += quoted
        if words:
            self.rest.append(words)

    def _end_quote(self) -> None:
        quote, self._quote = self._quote, None
        words = "".join(quote or ()).strip(_QUOTES)
        if not words:
            return
        try:
            about = mapping(json.loads(unquote(self._about)))
        except (ValueError, RecursionError):
            about = {}
        page = text(about.get("pageLabel"))
        self._quoted.append(
            HighlightRecord(
                quote=words,
                color=text(about.get("color")),
                place=f"page {page}" if page else "",
            )
        )
