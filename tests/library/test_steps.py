"""A step that comes in parts is kept as if it had been joined and folded anew with each of them."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from reader.core.errors import PostilError
from reader.core.unique_ids import act_key, new_uid
from reader.library.database import Database
from reader.library.mapped_classes import Base
from reader.library.steps import undo_steps
from reader.library.steps.changeset import Change, Row, fold, inverse, single
from reader.library.steps.step_json import decode, encode
from reader.operations import articles, color_tags, tag_editing, tags
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.library.samples import draft, tables

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
        if folded := single(fold(changes)):
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
            kept[-1] = single(fold([*kept[-1], *part]))
            if not kept[-1]:
                kept.pop()
    return kept


@given(_parts())
@example(  # an insert between that and its delete vanish, and then what was on both sides meets
    [
        [
            Change("x", 0, {"a": 0, "b": ""}, None),
            Change("x", 3, None, {}),
            Change("x", 4, None, {}),
        ],
        [Change("x", 3, {"a": 0}, {"a": 1}), Change("x", 4, {"a": 0, "b": ""}, None)],
        [Change("x", 1, {"a": 0}, {"a": 1})],
    ]
)
def test_parts_are_kept_as_one_folded_step(parts: list[list[Change]]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        for number, part in enumerate(parts):
            undo_steps.keep(connection, "Many", number, part, "key")
        assert _kept(connection) == _joined(parts)
    engine.dispose()


def test_parts_of_other_rows_are_put_behind_without_being_read() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        undo_steps.keep(connection, "Many", 1, [Change("x", 1, {"a": 1}, {"a": 2})], "key")
        # Blanks that no encoding writes: they stay only if nothing was decoded and encoded again.
        connection.exec_driver_sql("""UPDATE step SET changes = '[["x",1, {"a":1}, {"a":2}]]'""")
        undo_steps.keep(connection, "Many", 2, [Change("x", 2, None, {})], "key")
        text = connection.exec_driver_sql("SELECT changes FROM step").scalar()
        assert text == '[["x",1, {"a":1}, {"a":2}],["x",2,null,{}]]'
        undo_steps.keep(connection, "Many", 3, [Change("x", 1, {"a": 2}, {"a": 3})], "key")
        assert _kept(connection) == [
            [
                Change("x", 1, {"a": 1}, {"a": 2}),
                Change("x", 2, None, {}),  # no change is moved past it
                Change("x", 1, {"a": 2}, {"a": 3}),
            ]
        ]
    engine.dispose()


def test_a_row_that_is_long_is_neither_read_nor_written_again() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        parts = [[Change("x", 500 * n + m, None, {}) for m in range(500)] for n in range(9)]
        for number, part in enumerate(parts):
            undo_steps.keep(connection, f"At {number}", 1, part, "key")
        rows = connection.exec_driver_sql("SELECT label, changes FROM step ORDER BY id").all()
        assert [row.label for row in rows] == ["", "At 8"]
        assert all(len(row.changes) < undo_steps.ROW_LENGTH + 10_000 for row in rows)
        together = [change for row in rows for change in decode(row.changes)]
        assert together == [change for part in parts for change in part]
    engine.dispose()


def test_where_nothing_is_left_of_the_last_row_the_one_before_it_is_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(undo_steps, "ROW_LENGTH", 0)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.tables["step"].create(connection)
        one = Change("x", 1, {"a": 1}, {"a": 2})
        two = Change("x", 2, {"a": 1}, {"a": 2})
        for number, change in enumerate([one, two, *inverse([two])]):
            undo_steps.keep(connection, f"At {number}", number, [change], "key")
        rows = connection.exec_driver_sql("SELECT label, at FROM step").all()
        assert [tuple(row) for row in rows] == [("At 2", 2)]
        assert _kept(connection) == [[one]]
        undo_steps.keep(connection, "At 3", 3, inverse([one]), "key")
        assert _kept(connection) == []
    engine.dispose()


def _labels(database: Database) -> list[str]:
    """The labels of the steps; each is that of the last of its rows."""
    with closing(sqlite3.connect(database.path)) as connection:
        labels = connection.execute("SELECT label FROM step ORDER BY id").fetchall()
    return [label for (label,) in labels if label]


@pytest.mark.parametrize("between", ["add", "star another"])
def test_an_act_in_parts_is_one_step_whatever_else_is_written_between(
    history: History, database: Database, between: str
) -> None:
    ids = [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(6)]
    start, key = tables(database.path), act_key()
    for number in (0, 2):
        history.do("Tag", tags.tag_articles, ids[number : number + 2], ["x"], merge_key=key)
        if between == "add":
            history.do("Add", articles.add, draft(f"New {number}", f"New words {number}."))
        else:
            history.do(f"Other {number}", articles.set_starred, [ids[5]], number == 0)
    history.do("Tag", tags.tag_articles, [ids[4]], ["x"], merge_key=key)
    end = tables(database.path)
    assert _labels(database).count("Tag") == 1
    assert _labels(database)[-1] == "Tag"
    steps_kept = len(_labels(database))
    history.undo()
    with closing(database.queries()) as queries:
        assert queries.tags() == []
    for _step in range(steps_kept - 1):
        history.undo()
    assert _recorded(tables(database.path)) == _recorded(start)
    for _step in range(steps_kept):
        history.redo()
    assert _recorded(tables(database.path)) == _recorded(end)


def test_a_part_that_leans_on_what_came_between_is_a_step_of_its_own(
    history: History, database: Database
) -> None:
    first = history.write(articles.add, draft("One", "Words.")).article_id
    start, key = tables(database.path), act_key()
    history.do("Tag", tags.tag_articles, [first], ["x"], merge_key=key)
    new = history.do("Add", articles.add, draft("New", "New words.")).article_id
    history.do("Tag", tags.tag_articles, [new], ["x"], merge_key=key)
    assert _labels(database) == ["Tag", "Add", "Tag"]
    for _step in range(3):
        history.undo()
    assert tables(database.path) == start


def test_what_is_unique_is_not_taken_out_of_turn(history: History, database: Database) -> None:
    history.write(tags.make, ["a", "b", "c"])
    history.write(color_tags.set_color_of_tag, "a", "blue")
    start, key = tables(database.path), act_key()
    history.do("Act", color_tags.set_color_of_tag, "c", "red", merge_key=key)
    history.do("Free", color_tags.set_color_of_tag, "a", "")
    history.do("Act", color_tags.set_color_of_tag, "b", "blue", merge_key=key)
    assert _labels(database) == ["Act", "Free", "Act"]
    for _step in range(3):
        history.undo()
    assert tables(database.path) == start


def test_presses_of_a_key_are_joined_only_in_a_row(history: History, database: Database) -> None:
    ids = [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(2)]
    for number in (0, 1):
        history.do("Press", articles.set_starred, [ids[0]], number == 0, merge_key="run")
        history.do("Other", articles.set_starred, [ids[1]], number == 0)
    assert _labels(database) == ["Press", "Other", "Press", "Other"]


def _row_labels(database: Database) -> list[str]:
    with closing(sqlite3.connect(database.path)) as connection:
        return [row[0] for row in connection.execute("SELECT label FROM step ORDER BY id")]


def test_a_step_of_several_rows_is_one(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_steps, "ROW_LENGTH", 0)
    ids = [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(5)]
    history.do("Star", articles.set_starred, [ids[4]], True)
    start, key = tables(database.path), act_key()
    history.do("Tag", tags.tag_articles, [ids[0]], ["x"], merge_key=key)
    history.do("Tag", tags.tag_articles, [ids[1]], ["x"], merge_key=key)
    history.do("Unstar", articles.set_starred, [ids[4]], False)
    history.do("Tag all", tags.tag_articles, [ids[2]], ["x"], merge_key=key)
    rows = ["Star", "Unstar", "", "", "Tag all"]
    assert _row_labels(database) == rows
    end = tables(database.path)
    with closing(database.queries()) as queries:
        assert queries.is_undo_long()
        step = history.undo()
        assert step is not None
        assert step.label == "Tag all"
        assert not queries.is_undo_long()
        assert queries.can_redo()
        assert queries.is_redo_long()
        assert queries.tags() == []
        assert _row_labels(database) == rows, "what is undone may be large"
        assert history.redo() is not None
        assert not queries.can_redo()
    assert tables(database.path) == end
    assert _row_labels(database) == rows
    history.do("Tag", tags.tag_articles, [ids[3]], ["x"], merge_key=key)
    assert _row_labels(database) == ["Star", "Unstar", "", "", "", "Tag"]
    history.undo()
    history.undo()
    assert _recorded(tables(database.path)) == _recorded(start)


def test_a_purge_takes_out_of_a_step_of_several_rows(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_steps, "ROW_LENGTH", 0)
    ids = [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(4)]
    history.do("Star", articles.set_starred, [ids[3]], True)
    start = _recorded(tables(database.path))
    key = act_key()
    for id_ in ids[:3]:
        history.do("Trash", articles.trash, [id_], merge_key=key)
    assert _row_labels(database) == ["Star", "", "", "Trash"]
    history.write(articles.purge, [ids[1]])
    assert _row_labels(database) == ["Star", "Trash"]
    history.undo()
    left = _recorded(tables(database.path))
    assert left["article"] == [row for row in start["article"] if row[0] != ids[1]]
    history.redo()
    history.write(articles.purge, [ids[0], ids[2]])
    assert _row_labels(database) == ["Star"]


def test_as_many_steps_are_kept_however_many_rows_they_have(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_steps, "ROW_LENGTH", 0)
    monkeypatch.setattr(undo_steps, "LIMIT", 2)
    ids = [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(3)]
    for number in range(3):
        key = act_key()
        for id_ in ids:
            is_starred = number != 1
            history.do(f"{number}", articles.set_starred, [id_], is_starred, merge_key=key)
    assert _row_labels(database) == ["", "", "1", "", "", "2"]


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["act", "act", "other", "alone"]),
        st.sampled_from(["tag", "untag", "rename", "colour", "delete", "star", "add"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=9,
)


def _fill(history: History) -> list[int]:
    return [history.write(articles.add, draft(f"T{n}", f"Words {n}.")).article_id for n in range(4)]


@given(_ACTS, st.sampled_from([undo_steps.ROW_LENGTH, 0]))
@example(  # a tag gives its colour to another, and goes
    [
        ("act", "tag", 0, 2),
        ("alone", "colour", 2, 0),
        ("act", "colour", 2, 2),
        ("act", "delete", 0, 0),
    ],
    undo_steps.ROW_LENGTH,
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_acts_that_are_mixed_are_undone_and_redone_exactly(
    tmp_path: Path,
    put_filled: PutFilled,
    monkeypatch: pytest.MonkeyPatch,
    done: list[tuple[str, str, int, int]],
    row_length: int,
) -> None:
    monkeypatch.setattr(undo_steps, "ROW_LENGTH", row_length)
    file = tmp_path / new_uid() / "library.sqlite"
    ids = put_filled(file, _fill)
    database = Database.open(file)
    history = History(database)
    start = _recorded(tables(database.path))
    keys = {"act": act_key(), "other": act_key(), "alone": None}
    for number, (act, what, which, tag) in enumerate(done):
        name, color = "abc"[tag], ("blue", "red", "green")[which % 3]
        operations: dict[str, tuple[Any, ...]] = {
            "tag": (tags.tag_articles, [ids[which]], [name]),
            "untag": (tags.untag_articles, [ids[which]], [name]),
            "rename": (_renamed, name, "abcd"[which]),
            "colour": (color_tags.set_color_of_tag, name, color),
            "delete": (tag_editing.delete, [name]),
            "star": (articles.set_starred, [ids[which]], tag == 0),
            "add": (articles.add, draft(f"N{number}", f"New {number}.")),
        }
        operation, *args = operations[what]
        history.do(what, operation, *args, merge_key=keys[act])
    end = _recorded(tables(database.path))
    count = len(_labels(database))
    for _step in range(count):
        assert history.undo() is not None
    assert _recorded(tables(database.path)) == start
    for _step in range(count):
        assert history.redo() is not None
    assert _recorded(tables(database.path)) == end
    database.close()


def _renamed(unit: Any, name: str, other: str) -> None:
    with suppress(PostilError):
        tag_editing.rename(unit, name, other)


def _recorded(found: dict[str, Any]) -> dict[str, Any]:
    """The tables without bookkeeping."""
    return {name: rows for name, rows in found.items() if name != "step"}


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_300])
def test_changes_are_encoded_as_one_text_however_many_they_are(count: int) -> None:
    changes = [Change("x", id_, {"a": b"\0", "b": '],["x",1,'}, {"a": id_}) for id_ in range(count)]

    assert decode(encode(iter(changes))) == changes
