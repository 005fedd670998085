"""The tags as an indented list."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import Tag, TagSort
from reader.core.tags.tag_tree import best, tree

NOW = 1_000_000


def tags(*names: str) -> list[Tag]:
    return [Tag(n, name, 0, n, n, None) for n, name in enumerate(names, 1)]


def shown(found: list[Tag], sort: TagSort = TagSort.NAME, pattern: str = "") -> list[str]:
    rows = tree(found, sort, pattern, NOW)
    return ["  " * row.depth + row.label + ("" if row.tag else "?") for row in rows]


def test_what_is_nested_stands_below_its_parent_and_a_missing_parent_is_shown() -> None:
    assert shown(tags("b", "a/x", "a", "c/d/e", "ab")) == [
        "a", "  x", "ab", "b", "c?", "  d?", "    e",
    ]  # fmt: skip
    (first, *_rest) = tree(tags("c/d/e", "c/f"), TagSort.NAME)
    assert (first.name, first.nested, first.tag) == ("c", 2, None)


def test_families_stay_together_in_every_order() -> None:
    found = tags("a", "b", "a/x", "c")  # c is used most and last, then a/x
    assert shown(found, TagSort.USE) == ["a", "  x", "c", "b"]
    assert shown(found, TagSort.RECENT) == ["c", "a", "  x", "b"]


def test_a_pattern_leaves_what_fits_and_what_it_is_nested_in() -> None:
    found = tags("method", "method/close reading", "history")
    assert shown(found, pattern="close") == ["method?", "  close reading"]
    rows = tree(found, TagSort.NAME, "close", NOW)
    assert best(rows, found, "close", NOW) == "method/close reading"
    assert best(rows, found, "", NOW) == ""
    assert shown(found, pattern="zzz") == []


@given(
    st.lists(
        st.lists(st.sampled_from("abC"), min_size=1, max_size=4).map("/".join),
        max_size=12,
        unique_by=str.lower,
    ),
    st.sampled_from(TagSort),
)
def test_every_tag_stands_once_below_its_parent(names: list[str], sort: TagSort) -> None:
    rows = tree(tags(*names), sort)
    assert sorted(row.name for row in rows if row.tag) == sorted(names)
    assert len({row.name.lower() for row in rows}) == len(rows)
    path: list[str] = []
    for row in rows:
        path[row.depth :] = [row.name.lower()]
        assert row.depth == row.name.count("/")
        assert row.name.lower().rpartition("/")[0] == (path[row.depth - 1] if row.depth else "")
