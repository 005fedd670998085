"""Passages of a text found again in its next version."""

from collections.abc import Callable, Sequence

from reader.core import anchoring
from reader.core.anchoring import Place
from reader.core.models import Selector


class Cancelled(Exception):
    """The work was given up because the caller no longer wants it."""


class Reanchorer:
    """Finds passages of one text in another text."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def find(self, selector: Selector) -> Place:
        """Where a passage of the old text is in the new one."""
        return anchoring.find(self._new, selector)


def reanchor(
    old: str,
    new: str,
    selectors: Sequence[Selector],
    *,
    is_cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Place]:
    """Where passages of the old text are in the new one, one place for each, in order.

    on_progress hears how many are done. Raises Cancelled when is_cancelled says so.
    """
    reanchorer = Reanchorer(old, new)
    places: list[Place] = []
    for selector in selectors:
        if is_cancelled is not None and is_cancelled():
            raise Cancelled
        places.append(reanchorer.find(selector))
        if on_progress is not None:
            on_progress(len(places))
    return places


def locate_quote(text: str, quote: str, prefix: str = "", suffix: str = "") -> Place:
    """Where a quote stands that came without a position, such as one from another program."""
    return anchoring.find(text, Selector(quote, prefix, suffix, 0, 0))
