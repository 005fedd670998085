"""Records the rows that a unit of work changed, so that they can be told of, stored, merged and inverted."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import base64
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any, NamedTuple

from reader.core.models import ChangeNotice
from reader.library.queries.id_chunks import chunks

Value = str | int | float | bytes | None
Row = dict[str, Value]

# Bookkeeping, which no step brings back: how far an article was read. But where one is in a text
# means nothing in another, so a step that gives the article another text has it as well.
_UNRECORDED = {"article": frozenset({"position", "progress"})}
GIVES_TEXT = "current_revision_id"

# The column that leads from a row to the article it belongs to, straight or by its annotation.
_OWNERS = {
    "revision": "article_id",
    "revision_offer": "article_id",
    "article_tag": "article_id",
    "annotation": "article_id",
    "anchor": "annotation_id",
    "annotation_tag": "annotation_id",
}

# The beginning of an encoded change. Inside what the user wrote, quotes are escaped.
_ROW = re.compile(r'\["([a-z_]+)",(-?\d+),')

_PART = 500  # changes encoded in one go


class Change(NamedTuple):
    """One row before and after, as SQLite keeps it.

    An insert has no before, and its after stays empty while the row is in its table; only when the
    insert is undone is the whole row kept. An update has the columns that changed. A delete has
    the whole row before, and no after.
    """

    table: str
    id: int
    before: Row | None
    after: Row | None

    @property
    def is_insert(self) -> bool:
        """Whether the row is new."""
        return self.before is None

    @property
    def is_delete(self) -> bool:
        """Whether the row is gone."""
        return self.after is None

    @property
    def is_update(self) -> bool:
        """Whether the row was there and still is."""
        return self.before is not None and self.after is not None

    def lean(self) -> "Change":
        """Returns the same without the image of a row that is in its table anyway."""
        return Change(self.table, self.id, None, {}) if self.is_insert else self


def inverse(changes: Sequence[Change]) -> list[Change]:
    """Returns the changes that take these back, in the order to make them."""
    return [Change(table, id_, after, before) for table, id_, before, after in reversed(changes)]


def carried(table: str, before: Row | None) -> frozenset[str]:
    """Returns the columns of bookkeeping that an update has in its step, changed or not.

    ``before`` are the columns that it changed, as they were; an article's first text is no other.
    """
    gives_another = before is not None and before.get(GIVES_TEXT) is not None
    return _UNRECORDED.get(table, frozenset()) if gives_another else frozenset()


def recorded(changes: Iterable[Change]) -> list[Change]:
    """Returns what of the changes belongs into the history: all but updates of bookkeeping."""
    kept: list[Change] = []
    for change in changes:
        apart = _UNRECORDED.get(change.table)
        if apart is not None and change.is_update:
            apart -= carried(change.table, change.before)
        if apart is None or not change.is_update or apart.isdisjoint(change.after or {}):
            kept.append(change)
            continue
        before, after = (
            {column: value for column, value in (row or {}).items() if column not in apart}
            for row in (change.before, change.after)
        )
        if after:
            kept.append(Change(change.table, change.id, before, after))
    return kept


def notice_of(connection: sqlite3.Connection, changes: Sequence[Change]) -> ChangeNotice:
    """Returns the rows that changed, and the articles they belong to."""
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    owners: dict[str, set[int]] = {"article_id": set(), "annotation_id": set()}
    for table, column in _OWNERS.items():
        told: dict[int, int] = {}
        untold: set[int] = set()
        for _table, id_, before, after in by_table.get(table, ()):
            value = (after or {}).get(column) or (before or {}).get(column)
            if value is None:
                untold.add(id_)
            else:
                told[id_] = int(value)
        untold.difference_update(told)  # a row may be updated and deleted at once
        owners[column].update(told.values(), _values(connection, table, column, untold))
    articles, annotations = owners.values()
    articles.update(_values(connection, "annotation", "article_id", annotations))
    articles.update(change.id for change in by_table.get("article", ()))
    annotations.update(change.id for change in by_table.get("annotation", ()))
    is_told = not any(change.is_update for change in by_table.get("tag", ()))  # whoever carries it
    return ChangeNotice(
        frozenset([change[:2] for change in changes]),
        frozenset(articles),
        frozenset(annotations) if is_told else None,
    )


def _values(
    connection: sqlite3.Connection, table: str, column: str, ids: Iterable[int]
) -> Iterator[int]:
    """Yields what is in a column of these rows, of those that are still there."""
    for chunk, marks in chunks(sorted(ids)):
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE id IN ({marks})"
        for row in connection.execute(sql, chunk):
            yield row[0]


def encode(changes: Iterable[Change]) -> str:
    """Returns the changes as JSON; bytes become base64.

    In parts, between which other threads get their turn: 48,000 changes took 60 to 120 ms in one.
    """
    left = iter(changes)
    parts = iter(lambda: _ENCODER.encode([*islice(left, _PART)])[1:-1], "")
    return f"[{','.join(parts)}]"


def decode(text: str) -> list[Change]:
    """Returns the changes that ``encode`` wrote."""
    has_bytes = '{"base64":' in text  # which few steps have; to look at each row takes time
    rows = json.loads(text, object_hook=_decode_bytes if has_bytes else None)
    return list(map(Change._make, rows))


def rows_in(text: str) -> list[tuple[str, int]]:
    """Returns the table and id of each change that ``encode`` wrote, without reading all of it."""
    return [(table, int(id_)) for table, id_ in _ROW.findall(text)]


def spelled_without(text: str, rows: AbstractSet[tuple[str, int]]) -> list[str]:
    """Returns the changes that ``encode`` wrote, each as it is spelled, but those of some rows.

    To read and to write a step of thousands of rows, of which a few go, takes longer than all else.
    """
    found = list(_ROW.finditer(text))
    ends = [*(one.start() - 1 for one in found), len(text) - 1][1:]  # none where there is no change
    return [
        text[one.start() : end]
        for one, end in zip(found, ends, strict=True)
        if (one[1], int(one[2])) not in rows
    ]


def inserted(spelled: str) -> str:
    """Returns the table that a change, as it is spelled, has put a row into; empty if it has not."""
    found = _ROW.match(spelled)
    return found[1] if found and spelled.startswith("null,", found.end()) else ""


def may_concern(text: str, articles: Iterable[int]) -> bool:
    """Returns whether changes that ``encode`` wrote may be of one of some articles, likewise."""
    return any(f'["article",{id_},' in text or f'"article_id":{id_}' in text for id_ in articles)


def fold(changes: Sequence[Change]) -> list[Change]:
    """Returns the changes with those of one row joined where their order leaves it open.

    A change is joined to an earlier one of its row when only updates lie between: past an insert
    or a delete, rows may refer to each other in an order that has to be kept. Where an insert and
    its delete vanish, what lay before and behind them meets; so changes are folded until none is
    joined, and those that are folded already stay as they are.
    """
    folded = _fold_once(changes)
    while len(folded) < len(changes):
        changes, folded = folded, _fold_once(folded)
    return folded


def _fold_once(changes: Sequence[Change]) -> list[Change]:
    folded: list[Change | None] = []
    latest: dict[tuple[str, int], int] = {}
    barrier = 0  # the last insert or delete
    for change in changes:
        key = (change.table, change.id)
        place = latest.get(key)
        earlier = folded[place] if place is not None and place >= barrier else None
        if place is None or earlier is None or earlier.is_delete:
            if not change.is_update:
                barrier = len(folded)
            latest[key] = len(folded)
            folded.append(change)
        elif not change.is_delete:
            folded[place] = _join_update(earlier, change)
        else:
            folded[place] = None
            if not earlier.is_insert:
                barrier = latest[key] = len(folded)
                folded.append(_join_delete(earlier, change))
            elif place == barrier:  # the two are as if they had never been
                barrier = _last_barrier(folded)
    return [change for change in folded if change is not None]


def _last_barrier(folded: Sequence[Change | None]) -> int:
    for place in range(len(folded) - 1, -1, -1):
        change = folded[place]
        if change is not None and not change.is_update:
            return place
    return 0


def _join_update(earlier: Change, later: Change) -> Change | None:
    if earlier.is_insert:
        return earlier
    before = {**(later.before or {}), **(earlier.before or {})}
    after = {**(earlier.after or {}), **(later.after or {})}
    changed = [column for column in before if before[column] != after[column]]
    if not changed:
        return None
    return Change(
        earlier.table,
        earlier.id,
        {column: before[column] for column in changed},
        {column: after[column] for column in changed},
    )


def _join_delete(earlier: Change, later: Change) -> Change:
    return Change(
        earlier.table, earlier.id, {**(later.before or {}), **(earlier.before or {})}, None
    )


def _encode_bytes(value: object) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot be kept in the history")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encode_bytes)


def _decode_bytes(value: dict[str, Any]) -> Any:
    if value.keys() == {"base64"}:
        return base64.b64decode(value["base64"])
    return value
