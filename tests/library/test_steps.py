"""A step that comes in parts is kept as if it had been joined and folded anew with each of them."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from reader.library import steps
from reader.library.changes import Change, Row, decode, fold
from reader.library.schema import Base

# What a person may have written that looks like a change.
_TEXTS = st.sampled_from(["", '["x",1,', '[["x",1,null,{}]', "\\", "\n", "plain"])


@st.composite
def _parts(draw: st.DrawFn) -> list[list[Change]]:
    """What was done to some rows, in parts, each folded as a unit of work leaves it."""
    state: dict[tuple[str, int], Row] = {("x", id_): {"a": 0, "b": ""} for id_ in range(3)}
    parts = []
    new = 2
    for _part in range(draw(st.integers(1, 6))):
        changes: list[Change] = []
        for _change in range(draw(st.integers(0, 4))):
            kind = draw(st.sampled_from(["update", "update", "insert", "delete"]))
            if kind == "insert" or not state:
                new += 1
                key = (draw(st.sampled_from(["x", "x_y"])), new)
                changes.append(Change(*key, None, {}))
                state[key] = {"a": 0, "b": ""}
                continue
            key = draw(st.sampled_from(sorted(state)))
            row = state[key]
            if kind == "delete":
                changes.append(Change(*key, dict(row), None))
                del state[key]
                continue
            column, value = draw(
                st.one_of(
                    st.tuples(st.just("a"), st.integers(0, 2)), st.tuples(st.just("b"), _TEXTS)
                )
            )
            if row[column] != value:
                changes.append(Change(*key, {column: row[column]}, {column: value}))
                row[column] = value
        if folded := fold(changes):
            parts.append(folded)
    return parts


def _kept(connection: Connection) -> list[list[Change]]:
    found = connection.exec_driver_sql("SELECT changes FROM step ORDER BY id")
    return [decode(row[0]) for row in found]


def _joined(parts: Sequence[Sequence[Change]]) -> list[list[Change]]:
    """The steps that come of it when each part is folded together with all that came before."""
    kept: list[list[Change]] = []
    for part in parts:
        if not kept:
            kept.append(list(part))
        else:
            kept[-1] = fold([*kept[-1], *part])
            if not kept[-1]:
                kept.pop()
    return kept


@given(_parts())
def test_parts_are_kept_as_one_folded_step(parts: list[list[Change]]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        for number, part in enumerate(parts):
            steps.keep(connection, "Many", number, part, "key")
        assert _kept(connection) == _joined(parts)
    engine.dispose()


def test_parts_of_other_rows_are_put_behind_without_being_read() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        steps.keep(connection, "Many", 1, [Change("x", 1, {"a": 1}, {"a": 2})], "key")
        # Blanks that no encoding writes: they stay only if nothing was decoded and encoded again.
        connection.exec_driver_sql("""UPDATE step SET changes = '[["x",1, {"a":1}, {"a":2}]]'""")
        steps.keep(connection, "Many", 2, [Change("x", 2, None, {})], "key")
        text = connection.exec_driver_sql("SELECT changes FROM step").scalar()
        assert text == '[["x",1, {"a":1}, {"a":2}],["x",2,null,{}]]'
        steps.keep(connection, "Many", 3, [Change("x", 1, {"a": 2}, {"a": 3})], "key")
        assert _kept(connection) == [
            [
                Change("x", 1, {"a": 1}, {"a": 2}),
                Change("x", 2, None, {}),  # no change is moved past it
                Change("x", 1, {"a": 2}, {"a": 3}),
            ]
        ]
    engine.dispose()
