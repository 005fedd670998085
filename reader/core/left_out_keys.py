"""Computes the keys of the parts left out of a page; equal texts are numbered in order."""

from collections import Counter
from collections.abc import Iterable

from reader.core.article_draft import LeftOut, PartKey


def keys_of(parts: Iterable[LeftOut]) -> list[PartKey]:
    """Returns the key of each part: its words, and how many parts before it have the same."""
    seen: Counter[str] = Counter()
    keys = []
    for part in parts:
        keys.append(PartKey(part.text, seen[part.text]))
        seen[part.text] += 1
    return keys


def put_back_keys(parts: Iterable[LeftOut]) -> frozenset[PartKey]:
    """Returns the keys of the parts that the user restored."""
    kept = list(parts)
    return frozenset(key for key, part in zip(keys_of(kept), kept, strict=True) if part.is_put_back)
