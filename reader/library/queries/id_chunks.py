"""Splits lists of ids into chunks, for SQLite limits the values of one statement."""

from collections.abc import Iterator, Sequence

_CHUNK = 500


def chunks(ids: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    """Yields the ids in parts, each with as many question marks."""
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        yield chunk, ",".join("?" * len(chunk))
