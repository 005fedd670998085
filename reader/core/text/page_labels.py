"""Tells on which pages of the printed text a passage stands, by the labels printed on them."""

from bisect import bisect_right
from collections.abc import Sequence

from reader.core.text.html_elements import PAGE_BREAK
from reader.core.translation import _


def pages_of(html: str) -> tuple[tuple[str, int], ...]:
    """Returns the printed pages of a stored text: the label of each, and where it begins."""
    if PAGE_BREAK not in html:
        return ()
    # Start-up time: lxml.
    from reader.core.text.canonical_text import read_html

    return read_html(html).pages


def page_label(pages: Sequence[tuple[str, int]], start: int, end: int) -> str:
    """Returns the label of the page that text[start:end] stands on, or of the first and the last.

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
