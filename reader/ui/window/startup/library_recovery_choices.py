"""Defines what can be done with a library that does not open: open another, restore, repair."""

from pathlib import Path
from typing import NamedTuple


class Again(NamedTuple):
    """The library is to be opened as it is now."""


class Elsewhere(NamedTuple):
    """The library of another folder is to be opened, or a new one made there."""

    directory: Path


class Restore(NamedTuple):
    """The library is to be replaced by a backup."""

    backup: Path


class Repair(NamedTuple):
    """The library is to be rebuilt from everything that can be read."""


Mending = Restore | Repair
