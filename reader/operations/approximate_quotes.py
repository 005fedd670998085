"""Finds the nearest match of a quotation that is not literally in a text, with its confidence."""

from dataclasses import dataclass

from reader.core.anchoring.reanchoring import locate_quote
from reader.core.anchoring.selectors import Place, describe
from reader.core.models import Selector


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A quote as it was given, and its match in the text."""

    selector: Selector
    place: Place


def nearest(text: str, quote: str, prefix: str = "", suffix: str = "") -> QuoteMatch | None:
    """Returns the place of a quote that has slips in it; None when there is none like it."""
    place = locate_quote(text, quote, prefix, suffix)
    if place.start is None or place.end is None:
        return None
    there = describe(text, place.start, place.end)
    selector = Selector(
        quote.strip(), prefix or there.prefix, suffix or there.suffix, place.start, place.end
    )
    return QuoteMatch(selector, place)
