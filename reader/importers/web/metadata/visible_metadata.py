"""Chooses the author and the dates of an article from all that the visible page shows.

What is near the article's heading is believed before what is elsewhere; nothing is taken
from readers' comments.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from reader.importers.web.metadata.visible_bylines import visible_bylines
from reader.importers.web.metadata.visible_dates import visible_dates
from reader.importers.web.metadata.visible_elements import NEAR, VisibleElements


class VisibleDates(NamedTuple):
    """The dates that a page shows; each may be empty."""

    published: str
    elsewhere: str  # far from the heading
    changed: str


class VisibleMetadata:
    """What a page shows of its article."""

    def __init__(
        self, page: Sequence[etree._Element], title: str, *, is_month_first: bool | None
    ) -> None:
        """page: its root and all that is in it. title: by it the article's heading is found.

        is_month_first: how 3/4/2025 is read on this page, None when nothing is known.
        """
        self._shown = VisibleElements(page, title)
        self._is_month_first = is_month_first
        found = sorted(visible_bylines(self._shown))
        self.bylines = [names for _rank, _place, names in found]  # the likeliest first
        self.near = [names for rank, place, names in found if rank < 3 and place <= NEAR]

    @cached_property
    def dates(self) -> VisibleDates:
        """The dates; looked for when they are asked for, as most pages state theirs."""
        dates = sorted(visible_dates(self._shown, self._is_month_first))
        fitting = [date for date in dates if not date[2]]
        return VisibleDates(
            published=next((day for rank, _at, _is, day in fitting if rank < 4), ""),
            elsewhere=next((day for rank, _at, _is, day in fitting if rank >= 4), ""),
            changed=next((day for _rank, _at, is_change, day in dates if is_change), ""),
        )
