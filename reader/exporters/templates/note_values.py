"""Defines the values that a template can use: an article, its notes and its highlights."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from reader.core.library_links import LibraryLink
from reader.core.models import Annotation, Article, Kind
from reader.core.text.white_space import without_white_space
from reader.core.translation import _
from reader.exporters.export_item import in_text_order
from reader.exporters.markdown_escaping import escape_line, escape_text, linked_address, note_block
from reader.exporters.templates.markdown_dialects import Words
from reader.exporters.timestamps import local_time


class NoteValue(NamedTuple):
    """A highlight, or a note on the article."""

    id: str
    quote: Words  # empty for a note on the article
    color: Words  # as the user reads it
    color_name: str  # in English
    place: Words  # its page or chapter
    tags: list[Words]
    note: str  # Markdown that ends where it is
    needs_review: str  # empty, or the words for it
    link: str  # into the library, and where it is in the text
    created: str


def note_values(
    article: Article,
    annotations: Sequence[Annotation],
    text: str | None,
    place_of: Callable[[Annotation], str],
    names: Collection[str],
    canonical: str,
) -> dict[str, Any]:
    """Returns those values that are asked for.

    text: the article's own text in Markdown, if it is wanted. canonical: that which its highlights
    have their places in.
    """

    ordered = in_text_order(tuple(annotations))

    def annotated(kind: Kind) -> list[NoteValue]:
        of_kind = [one for one in ordered if one.kind is kind]
        links = _links(of_kind, canonical)
        return [_note(one, place_of(one), link) for one, link in zip(of_kind, links, strict=True)]

    values: dict[str, Callable[[], Any]] = {
        "title": lambda: _line(article.title),
        "author": lambda: _line(article.byline),
        "site": lambda: _line(article.site),
        "url": lambda: Words(article.url, linked_address(article.url)),
        "published": lambda: _line(article.published),
        "language": lambda: _line(article.language),
        "excerpt": lambda: _line(article.excerpt),
        "added": lambda: local_time(article.added_at, "seconds"),
        "updated": lambda: local_time(article.updated_at, "seconds"),
        "tags": lambda: [_line(name) for name in article.tags],
        "id": lambda: article.uid,
        "link": lambda: LibraryLink("article", article.uid).address,
        "notes": lambda: annotated(Kind.ARTICLE_NOTE),
        "highlights": lambda: annotated(Kind.HIGHLIGHT),
        "text": lambda: text or "",
        "has_text": lambda: text is not None,
        "labels": lambda: {
            "highlights": _("Highlights"),
            "text": _("Text"),
            "notes": _("Notes"),
        },
    }
    return {name: value() for name, value in values.items() if name in names}


def _links(ordered: Sequence[Annotation], canonical: str) -> Iterator[str]:
    """Yields the link to each annotation, and with it where it is, so that an import finds a single word.

    That is how many letters, which are all characters but white space, are before it and in the
    text: reading Markdown again changes white space only.
    """
    start = before = 0
    places: dict[str, int] = {}
    for one in ordered:
        if one.start is not None and not one.is_unsure:
            before += len(without_white_space(canonical[start : one.start]))
            start = one.start
            places[one.uid] = before
    total = before + len(without_white_space(canonical[start:])) if places else 0
    for one in ordered:
        link = LibraryLink("annotation", one.uid).address
        yield f"{link}?at={places[one.uid]}/{total}" if total and one.uid in places else link


def _note(one: Annotation, place: str, link: str) -> NoteValue:
    is_highlight = one.kind is not Kind.ARTICLE_NOTE
    color = _(one.color.value)
    return NoteValue(
        one.uid,
        Words(one.exact if is_highlight else "", escape_line(one.exact) if is_highlight else ""),
        Words(color, escape_text(color)),
        one.color.value,
        Words(place, escape_text(place)),
        [_line(name) for name in one.tags],
        note_block(one.note),
        escape_text(_("needs review")) if one.needs_review else "",
        link,
        local_time(one.created_at, "seconds"),
    )


def _line(text: str) -> Words:
    return Words(text, escape_line(text) if text else "")
