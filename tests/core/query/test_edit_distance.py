"""Which words are spelled nearly alike."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.query.edit_distance import allowed_slips, nearest, one_slip_away
from tests.each import each


@each(
    ("word", "others"),
    [
        ("lihcen", ["lichen"]),
        ("lichn", ["lichen"]),
        ("lyken", []),
        ("lihcenn", ["lichen"]),
        ("lyckenn", []),
        ("fxo", ["fox", "fx"]),
        ("мохх", ["мох"]),
        ("x" * 41, []),
    ],
)
def test_near_words(word: str, others: list[str]) -> None:
    assert [one for _slips, one in nearest(word, ["lichen", "fox", "fx", "мох"])] == others


@given(st.text("abcxyz", min_size=3, max_size=9), st.data())
def test_a_slip_at_the_beginning_is_undone_by_another(word: str, data: st.DataObject) -> None:
    places = (len(word) + 1) // 2
    slipped = data.draw(st.sampled_from(sorted(one_slip_away(word, places))))
    assert word in one_slip_away(slipped, places + 1)
    if allowed_slips(slipped):
        assert nearest(slipped, [word]) == [(1, word)]


def test_the_work_is_bounded() -> None:
    assert allowed_slips("fx") == allowed_slips("x" * 41) == 0
    assert len(one_slip_away("a" * 40, 20)) < 40 * 60
