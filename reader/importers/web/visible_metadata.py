"""Finds who wrote an article and when in what its page shows.

What stands near the article's heading is believed before what stands elsewhere; nothing is taken
from readers' comments.
"""

from dataclasses import dataclass

from lxml import etree

from reader.importers.web.visible_bylines import visible_bylines
from reader.importers.web.visible_dates import visible_dates
from reader.importers.web.visible_elements import NEAR, VisibleElements


@dataclass(frozen=True, slots=True)
class VisibleMetadata:
    """What a page shows; every field may be empty."""

    bylines: tuple[str, ...] = ()  # the likeliest first
    near: tuple[str, ...] = ()  # those of them close to the heading
    published: str = ""
    elsewhere: str = ""  # a date far from the heading
    changed: str = ""


def visible_metadata(
    root: etree._Element, title: str, *, is_month_first: bool | None
) -> VisibleMetadata:
    """Returns what the page shows of its article.

    title: by it the article's heading is found.
    is_month_first: how 3/4/2025 is read on this page, None when nothing is known.
    """
    shown = VisibleElements(root, title)
    bylines = sorted(visible_bylines(shown))
    dates = sorted(visible_dates(shown, is_month_first))
    fitting = [date for date in dates if not date[2]]
    return VisibleMetadata(
        bylines=tuple(names for _rank, _place, names in bylines),
        near=tuple(names for rank, place, names in bylines if rank < 3 and place <= NEAR),
        published=next((day for rank, _at, _is, day in fitting if rank < 4), ""),
        elsewhere=next((day for rank, _at, _is, day in fitting if rank >= 4), ""),
        changed=next((day for _rank, _at, is_change, day in dates if is_change), ""),
    )
