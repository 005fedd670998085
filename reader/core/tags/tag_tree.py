"""Arranges tags as an indented list, nested ones below their parents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.core.models import Tag, TagSort
from reader.core.tags.tag_names import key, parents, rank


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row; ``tag`` is None for a name that exists only as the parent of nested tags."""

    name: str
    depth: int  # 0 at the top
    tag: Tag | None
    nested: int = 0  # how many tags are nested in it, at any depth

    @property
    def label(self) -> str:
        """The last level of the name."""
        return self.name.rpartition("/")[2]


@dataclass(slots=True)
class _Node:
    name: str
    tag: Tag | None = None
    below: "dict[str, _Node]" = field(default_factory=dict)
    use: int = 0  # of it and all below
    used_at: int = 0
    size: int = 0  # nodes below that are tags


def tree(tags: Sequence[Tag], sort: TagSort, pattern: str = "", now: int = 0) -> list[TreeRow]:
    """Returns the rows in order; with a pattern, those that fit it and what they are nested in.

    By use or by recency, what is nested counts for its parent, so that families stay together.
    """
    chosen = rank(pattern, tags, now) if pattern.strip() else tags
    top = _Node("")
    for tag in chosen:
        node = top
        for level in (*parents(tag.name), tag.name):
            _count(node, tag, is_below=node is not top)
            node = node.below.setdefault(key(level), _Node(level))
        _count(node, tag, is_below=False)
        node.name, node.tag = tag.name, tag
    rows: list[TreeRow] = []
    _append(rows, top, sort, -1)
    return rows


def best(rows: Sequence[TreeRow], tags: Sequence[Tag], pattern: str, now: int = 0) -> str:
    """Returns the name that fits a pattern best, among the rows; empty when none does."""
    found = rank(pattern, tags, now) if pattern.strip() else []
    shown = {row.name for row in rows}
    return next((tag.name for tag in found if tag.name in shown), "")


def _count(node: _Node, tag: Tag, *, is_below: bool) -> None:
    node.use += tag.count
    node.used_at = max(node.used_at, tag.last_used_at)
    node.size += is_below


def _append(rows: list[TreeRow], node: _Node, sort: TagSort, depth: int) -> None:
    # By a stack: names nest as deep as they are long.
    waiting = [(node, depth)]
    while waiting:
        at, level = waiting.pop()
        if level >= 0:
            rows.append(TreeRow(at.name, level, at.tag, at.size))
        below = sorted(at.below.items(), key=lambda item: _order(item, sort), reverse=True)
        waiting += [(child, level + 1) for _key, child in below]


def _order(item: tuple[str, _Node], sort: TagSort) -> tuple[int, str]:
    at, node = item
    if sort is TagSort.USE:
        return -node.use, at
    if sort is TagSort.RECENT:
        return -node.used_at, at
    return 0, at
