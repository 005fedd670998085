"""Defines a saved search."""

from typing import NamedTuple


class SavedSearch(NamedTuple):
    """A query with the name that the user gave it."""

    id: int
    name: str
    query: str  # as it was typed
    found: int = 0  # how many articles, where they were counted
