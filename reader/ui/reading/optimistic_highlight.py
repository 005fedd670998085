"""Paints a highlight at the key press, before the library has stored it.

The user sees the words marked in the next frame. What is kept takes its place in the same turn of
the event loop, so that no key comes between the two; if nothing is kept, it is gone again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from reader.core.models import Color
from reader.ui.reading.highlighted_view import HighlightedView

PREVIEW = -1  # no annotation has this number


@contextmanager
def previewed(
    pane: HighlightedView, article_id: int, span: tuple[int, int], color: Color
) -> Iterator[None]:
    """Shows a highlight on a span of the text until the block is left, painted before it begins."""
    page = pane.page
    if page is None or page.article_id != article_id or pane.is_laying_out:
        yield
        return
    pane.lay_over(PREVIEW, span, color)
    try:
        yield
    finally:
        pane.take_away(PREVIEW)
