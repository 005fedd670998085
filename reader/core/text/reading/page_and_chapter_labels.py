"""Determines the printed pages, and the chapter of a book, that a passage is in."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.core.text.blocks import CanonicalText
from reader.core.text.html_elements import CHAPTER, PAGE_BREAK
from reader.core.translation import _


class Marks(NamedTuple):
    """Where the printed pages and the chapters of a text begin, each with its label or title."""

    pages: tuple[tuple[str, int], ...] = ()
    chapters: tuple[tuple[str, int], ...] = ()

    def place_words(self, start: int, end: int) -> str:
        """Returns how a source names where text[start:end] is: its page, else its chapter."""
        words = page_words(page_label(self.pages, start, end))
        return words or chapter_words(chapter_title(self.chapters, start))


def marks_in(text: CanonicalText) -> Marks:
    """Returns the printed pages and the chapters of a text."""
    return Marks(text.pages, text.chapters)


def marks_of(html: str) -> Marks:
    """Returns the printed pages and the chapters of a stored text."""
    if PAGE_BREAK not in html and CHAPTER not in html:
        return Marks()
    # Start-up time: lxml.
    from reader.core.text.canonical_text import read_html

    return marks_in(read_html(html))


def page_label(pages: Sequence[tuple[str, int]], start: int, end: int) -> str:
    """Returns the label of the page that text[start:end] is on, or of the first and the last.

    Empty where that is not known.
    """
    if not pages:
        return ""
    starts = [at for _label, at in pages]
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, max(start, end - 1)) - 1
    labels = [pages[at][0] for at in (first, last) if at >= 0 and pages[at][0]]
    return "–".join(dict.fromkeys(labels))


def page_words(label: str) -> str:
    """Returns how a source names the page with a label, or the pages from one to another."""
    if not label:
        return ""
    return (_("pp. {pages}") if "–" in label else _("p. {pages}")).format(pages=label)


def chapter_title(chapters: Sequence[tuple[str, int]], offset: int) -> str:
    """Returns the title of the chapter that an offset is in; empty before the first."""
    number = bisect_right([at for _title, at in chapters], offset)
    return chapters[number - 1][0] if number else ""


def chapter_words(title: str) -> str:
    """Returns how a source names the chapter with a title."""
    return _("chapter “{title}”").format(title=title) if title else ""


class ChapterProgress(NamedTuple):
    """How far one is in a chapter of a book."""

    number: int  # 1, 2, …
    total: int
    chapter: float  # 0 to 1


def chapter_progress(text: CanonicalText, offset: int) -> ChapterProgress | None:
    """Returns how far an offset is in its chapter; None outside of all chapters."""
    starts = [at for _title, at in text.chapters]
    number = bisect_right(starts, offset)
    if not number:
        return None
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text.text)
    return ChapterProgress(number, len(starts), (offset - start) / max(1, end - start))
