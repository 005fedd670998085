"""Creates the parts of an exported page: heading, text with marks, and notes.

Each mark and note carries, in ``data-`` attributes, what Postil needs to read it back.
"""

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from reader.core.library_links import LibraryLink
from reader.core.models import Annotation, Article, Kind
from reader.core.text.notes.note_markdown import note_html
from reader.core.translation import _
from reader.exporters.export_item import Item, in_text_order
from reader.exporters.pages.marked_html import marked_html

_PICTURE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*?\bsrc="(asset:[^"]*)"[^<>]*>""")
_WORDS = re.compile(r'\balt="([^"]*)"')


class ArticlePage(NamedTuple):
    """The parts of a page, as HTML."""

    heading: str
    text: str
    notes: str


def article_page(item: Item, picture: Callable[[str], str]) -> ArticlePage:
    """Returns the parts of an article's page.

    picture: what to write for the address of an image (``asset:SHA256``), empty where there is none.
    """
    ordered = in_text_order(item.annotations)
    highlights = [one for one in ordered if one.kind is Kind.HIGHLIGHT and one.start is not None]
    spans = [(one.start or 0, one.end or 0) for one in highlights]
    revision = item.revision
    numbers = {one.uid: number for number, one in enumerate(_noted(ordered), 1)}

    def mark(number: int, is_first: bool) -> str:
        one = highlights[number]
        name = f' id="mark-{one.uid}"' if is_first else ""
        return f'<mark{name} class="{one.color.value}" data-postil="{one.uid}">'

    def after(number: int) -> str:
        one = highlights[number]
        if one.uid not in numbers:
            return ""
        link = f'<a role="doc-noteref" href="#note-{one.uid}">{numbers[one.uid]}</a>'
        return f'<sup class="postil-noteref">{link}</sup>'

    marked = marked_html(revision.html, revision.text, spans, mark, after)
    placed = {one.uid for one in highlights} if marked is not None else set()
    notes = [_note(one, numbers.get(one.uid), item, placed) for one in ordered]
    title = escape(_("Notes and highlights"), quote=False)
    return ArticlePage(
        _heading(item.article),
        _with_pictures(revision.html if marked is None else marked, picture),
        f'<section class="postil-notes" role="doc-endnotes">\n<h2>{title}</h2>\n'
        + "\n".join(notes)
        + "\n</section>"
        if notes
        else "",
    )


def _noted(annotations: Sequence[Annotation]) -> list[Annotation]:
    """Returns the highlights that a number in the text leads from to their note."""
    return [one for one in annotations if one.kind is Kind.HIGHLIGHT and (one.note or one.tags)]


def _heading(article: Article) -> str:
    """Returns the title, and below it who wrote the article, where and when."""
    about = [escape(one, quote=False) for one in (article.byline, article.site) if one]
    if article.published:
        day = escape(article.published[:10], quote=False)
        about.append(f'<time datetime="{escape(article.published)}">{day}</time>')
    if article.url.startswith(("http://", "https://")):
        about.append(f'<a href="{escape(article.url)}">{escape(article.url, quote=False)}</a>')
    lines = [f"<h1>{escape(article.title, quote=False)}</h1>"]
    if about:
        lines.append(f'<p class="about postil-about">{" · ".join(about)}</p>')
    if article.tags:
        lines.append(f'<p class="about postil-about">{_tags(article.tags)}</p>')
    return "\n".join(lines)


def _note(one: Annotation, number: int | None, item: Item, placed: set[str]) -> str:
    """Returns a note, or a highlight without one, with the words it is on."""
    known = {
        "data-postil": one.uid,
        "data-kind": one.kind.value,
        "data-color": one.color.value,
        "data-note": one.note,
        "data-tags": json.dumps(one.tags, ensure_ascii=False) if one.tags else "",
        "data-created": str(one.created_at),
        "data-updated": str(one.updated_at),
        "data-quote": one.exact if one.uid not in placed else "",
    }
    told = "".join(f' {name}="{_attribute(value)}"' for name, value in known.items() if value)
    lines = [f'<aside id="note-{one.uid}" role="doc-footnote"{told}>']
    if one.kind is Kind.HIGHLIGHT:
        lines.append(f"<blockquote>{_paragraphs(one.exact)}</blockquote>")
    if one.note:
        lines.append(note_html(one.note) or _paragraphs(one.note))
    lines.append(f'<p class="about">{_about(one, number, item, placed)}</p>')
    return "\n".join((*lines, "</aside>"))


def _about(one: Annotation, number: int | None, item: Item, placed: set[str]) -> str:
    """Returns a line of number, colour, place, tags and the link into the library."""
    parts = []
    if one.uid in placed:
        words = str(number) if number else "↑"
        parts.append(f'<a role="doc-backlink" href="#mark-{one.uid}">{words}</a>')
    if one.kind is Kind.HIGHLIGHT:
        color = escape(_(one.color.value), quote=False)
        parts.append(f'<span class="swatch {one.color.value}">{color}</span>')
    parts += [escape(item.place_of(one), quote=False), _tags(one.tags)]
    if one.needs_review:
        parts.append(f"<strong>{escape(_('needs review'), quote=False)}</strong>")
    parts.append(f'<a href="{LibraryLink("annotation", one.uid).address}">Postil</a>')
    return " · ".join(filter(None, parts))


def _tags(names: Sequence[str]) -> str:
    return " ".join(f'<span class="tag">#{escape(name, quote=False)}</span>' for name in names)


def _paragraphs(text: str) -> str:
    paragraphs = (escape(one, quote=False) for one in text.strip().split("\n\n"))
    return "".join(f"<p>{'<br>'.join(one.split(chr(10)))}</p>" for one in paragraphs)


def _attribute(value: str) -> str:
    """Returns a value of an attribute; readers of XML make a space of any other line end."""
    return escape(value).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def _with_pictures(html: str, picture: Callable[[str], str]) -> str:
    """Returns HTML with the addresses of images replaced; one without an address shows its words."""
    return _PICTURE.sub(lambda found: _picture(found[0], found[1], picture), html)


def _picture(tag: str, address: str, picture: Callable[[str], str]) -> str:
    shown = picture(address)
    if shown:
        return tag.replace(address, escape(shown), 1)
    words = _WORDS.search(tag)
    return f'<span class="missing">[{words[1]}]</span>' if words and words[1] else ""
