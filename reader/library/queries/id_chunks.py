"""Splits lists of ids into chunks, for SQLite limits the values of one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Id = TypeVar("_Id", bound=int | str)
_CHUNK = 500


def chunks(ids: Sequence[_Id]) -> Iterator[tuple[Sequence[_Id], str]]:
    """Yields the ids in parts, each with as many question marks."""
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield chunk, ",".join("?" * len(chunk))
