"""Changes survive being kept, and folding them leaves the same inverse."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.library.steps import changeset
from reader.library.steps.changeset import (
    Change,
    Row,
    Run,
    count,
    fold,
    gathered,
    inverse,
    recorded,
    rows_of,
    single,
)
from reader.library.steps.step_json import (
    decode,
    decode_runs,
    encode,
    inserted,
    may_concern,
    spelled_without,
)
from tests.each import each

_values = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.text(), st.binary(), st.floats(allow_nan=False)
)
_rows = st.dictionaries(st.sampled_from(["a", "b", "position"]), _values)


_changes = st.lists(
    st.builds(
        Change,
        st.sampled_from(["x", "y", "article"]),
        st.integers(1, 9),
        st.one_of(st.none(), _rows),
        st.one_of(st.none(), _rows),
    )
)


@given(_changes)
def test_what_is_kept_comes_back(changes: list[Change]) -> None:
    assert decode(encode(changes)) == changes


@given(_changes, st.sampled_from([1, 2, 8]))
def test_changes_that_are_alike_mean_together_what_they_mean_one_by_one(
    changes: list[Change], many: int
) -> None:
    text = encode(changes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changeset, "_MANY", many)
        together = gathered(changes)
        assert decode_runs(text) == together
    assert many > 1 or all(isinstance(one, Run) for one in together)
    assert single(together) == changes
    assert encode(together) == text
    assert single(inverse(together)) == inverse(changes)
    assert single(recorded(together)) == recorded(changes)
    assert rows_of(together) == {(one.table, one.id) for one in changes}
    assert count(together) == len(changes)
    assert single(one.without_stored_row() for one in together) == [
        one.without_stored_row() for one in changes
    ]


def test_updates_of_the_same_rows_stay_together() -> None:
    ids, others = [1, 2], [2, 3]
    stars = Run("x", ids, {"a": [0, 0]}, {"a": [1, 1]})
    times = Run("x", ids, {"b": [5, 6]}, {"b": [7, 7]})
    assert fold([stars, times]) == [
        Run("x", ids, {"a": [0, 0], "b": [5, 6]}, {"a": [1, 1], "b": [7, 7]})
    ]
    apart = [stars, times._replace(ids=others)]
    assert fold(apart) == fold(single(apart))


@given(_changes, st.sets(st.tuples(st.sampled_from(["x", "y"]), st.integers(1, 9))))
def test_rows_are_taken_out_of_what_is_kept_unread(
    changes: list[Change], rows: set[tuple[str, int]]
) -> None:
    quoted = Change("x", 10, {"a": '["y",1,null,"['}, {"a": '],["x",2,{'})
    left = spelled_without(encode([quoted, *changes, quoted]), rows)
    kept = [quoted, *(one for one in changes if (one.table, one.id) not in rows), quoted]
    assert decode(f"[{','.join(left)}]") == kept
    assert [inserted(one) for one in left] == [one.table if one.is_insert else "" for one in kept]
    assert spelled_without("[]", rows) == []


@given(st.text(), st.integers(1, 2**53))
def test_changes_of_an_article_are_told_from_others_unread(note: str, id_: int) -> None:
    others = [Change("tag", id_, {"name": note}, None), Change("article", id_ + 1, None, {})]
    for change in (
        Change("article", id_, {"title": note}, {"title": note}),
        Change("annotation", 1, {"note": note, "article_id": id_}, None),
        Change("article_tag", 1, None, {"article_id": id_, "tag_id": 2}),
    ):
        assert may_concern(encode([*others, change]), [id_ + 2, id_])
    quoted = Change("annotation", 1, {"note": f'["article",{id_},"article_id":{id_}'}, None)
    assert not may_concern(encode([*others, quoted]), [id_])


def test_an_inverse_twice_is_the_change() -> None:
    change = Change("x", 1, {"a": 1}, {"a": 2})
    other = Change("y", 2, None, {})
    assert inverse([change, other]) == [
        Change("y", 2, {}, None),
        Change("x", 1, {"a": 2}, {"a": 1}),
    ]
    assert inverse(inverse([change, other])) == [change, other]


def _play(state: dict[int, Row], changes: list[Change]) -> dict[int, Row]:
    state = {id_: dict(row) for id_, row in state.items()}
    for change in changes:
        if change.after is None:
            assert state.pop(change.id) == change.before
        elif change.before is None:
            assert change.id not in state
            state[change.id] = dict(change.after)
        else:
            assert {name: state[change.id][name] for name in change.before} == change.before
            state[change.id].update(change.after)
    return state


@given(st.data())
def test_folded_changes_do_and_undo_the_same(data: st.DataObject) -> None:
    start: dict[int, Row] = {1: {"a": 0, "b": 0}, 2: {"a": 0, "b": 0}}
    state = {id_: dict(row) for id_, row in start.items()}
    changes: list[Change] = []
    for new in range(3, 3 + data.draw(st.integers(0, 12))):
        kind = data.draw(st.sampled_from(["update", "update", "insert", "delete"]))
        if kind == "insert" or not state:
            changes.append(Change("x", new, None, {"a": 0, "b": 0}))
        elif kind == "delete":
            id_ = data.draw(st.sampled_from(sorted(state)))
            changes.append(Change("x", id_, dict(state[id_]), None))
        else:
            id_ = data.draw(st.sampled_from(sorted(state)))
            column = data.draw(st.sampled_from(["a", "b"]))
            value = data.draw(st.integers(0, 2))
            if state[id_][column] == value:
                continue
            changes.append(Change("x", id_, {column: state[id_][column]}, {column: value}))
        state = _play(state, changes[-1:])
    folded = single(fold(changes))
    assert len(folded) <= len(changes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changeset, "_MANY", 1)
        assert single(fold(gathered(changes))) == folded
    assert fold(folded) == folded
    # A folded insert stands for the row as it is in its table, so it is given that row here.
    inserts = {c.id for c in folded if c.is_insert}
    whole = [c if not c.is_insert else Change("x", c.id, None, {}) for c in folded]
    undone = {id_: dict(row) for id_, row in state.items()}
    for change in single(inverse(whole)):
        if change.is_delete and change.id in inserts:
            del undone[change.id]
        else:
            undone = _play(undone, [change])
    assert undone == start


def _acts_on_a_tag(state: dict[int, Row], id_: int, act: str, number: int) -> list[Change]:
    """What is done to a tag: it is made, or gone, or changed, or gets a color that another had."""
    row = state.get(id_)
    if row is None:
        return [Change("tag", id_, None, {"color": "", "created_at": number})]
    if act == "gone":
        return [Change("tag", id_, row, None)]
    if act == "changed":
        return [Change("tag", id_, {"created_at": row["created_at"]}, {"created_at": number})]
    if row["color"] == act:
        return []
    former = [one for one, other in state.items() if act and other["color"] == act]
    given_up = [Change("tag", one, {"color": act}, {"color": ""}) for one in former]
    return [*given_up, Change("tag", id_, {"color": row["color"]}, {"color": act})]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "red", "blue", "changed", "gone"])))
)
@example([(2, "red"), (1, "gone")])
def test_folding_never_gives_two_tags_one_color(acts: list[tuple[int, str]]) -> None:
    first = {1: "red", 2: "blue", 3: ""}
    start: dict[int, Row] = {id_: {"color": one, "created_at": 0} for id_, one in first.items()}
    state, changes = start, list[Change]()
    for number, (id_, act) in enumerate(acts, 1):
        done = _acts_on_a_tag(state, id_, act, number)
        state = _play(state, done)
        changes += done
    colors = {id_: row["color"] for id_, row in state.items()}
    for change in single(inverse(fold(changes))):
        if change.after is None:
            del colors[change.id]
        elif "color" in change.after:
            assert change.after["color"] not in {*colors.values()} - {""}
            colors[change.id] = change.after["color"]
    assert colors == first


@each(
    ("changes", "expected"),
    [
        (
            [Change("x", 1, {"a": 1}, {"a": 2}), Change("x", 1, {"a": 2}, {"a": 1})],
            [],
        ),
        (
            [Change("x", 1, {"a": 1}, {"a": 2}), Change("x", 1, {"a": 2, "b": 0}, None)],
            [Change("x", 1, {"a": 1, "b": 0}, None)],
        ),
        (
            [Change("x", 1, None, {}), Change("x", 1, {"a": 1}, {"a": 2})],
            [Change("x", 1, None, {})],
        ),
        ([Change("x", 1, None, {}), Change("x", 1, {"a": 1}, None)], []),
        (
            # What came in between is gone again.
            [
                Change("x", 1, None, {}),
                Change("y", 1, None, {}),
                Change("x", 1, {"a": 1}, {"a": 2}),
                Change("y", 1, {"a": 1}, None),
            ],
            [Change("x", 1, None, {})],
        ),
        (
            # The row that 1 refers to came in between, so the order has to stay.
            [
                Change("x", 1, None, {}),
                Change("y", 1, None, {}),
                Change("x", 1, {"a": None}, {"a": 1}),
            ],
            [
                Change("x", 1, None, {}),
                Change("y", 1, None, {}),
                Change("x", 1, {"a": None}, {"a": 1}),
            ],
        ),
    ],
)
def test_changes_of_one_row_are_joined(changes: list[Change], expected: list[Change]) -> None:
    assert fold(changes) == expected
