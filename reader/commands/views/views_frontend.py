"""Defines the protocols by which commands use the panel of views and its feeds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from reader.core.models import Group


class FeedPanel(Protocol):
    """The panel of views, feeds and groups, shown or not, and the reading of feeds."""

    def toggle(self) -> None:
        """Shows or hides the panel."""

    def focus(self) -> None:
        """Gives the panel the keyboard, and shows it first."""

    def expand(self, group: Group) -> None:
        """Gives the panel the keyboard, with the groups of a kind expanded."""

    def choose(self) -> None:
        """Lists the articles of the panel's current row."""

    def fold(self, is_open: bool) -> None:
        """Expands or collapses the current row."""

    def subscribe(self, address: str) -> None:
        """Finds the feed at an address, subscribes to it and reads it; reports the result."""

    def refresh(self, ids: Sequence[int] = ()) -> None:
        """Refreshes the given feeds or all feeds; stops a refresh that is running."""

    def take_list(self, path: Path) -> None:
        """Subscribes to the feeds of a list (OPML)."""

    def write_list(self, path: Path) -> None:
        """Writes the list of feeds (OPML)."""
