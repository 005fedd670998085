"""Two texts token by token: what stayed, what moved, what was copied, and that nothing is told twice."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchoring import text_tokens
from reader.core.anchoring.matching_runs import MatchingRun, heaviest_chain
from reader.core.anchoring.text_alignment import Alignment
from reader.core.anchoring.text_tokens import PIECE, Tokens, Vocabulary, pieces, tokenise
from reader.core.text.searching.text_normalization import normalise
from tests.each import each

FOX = "The quick brown fox jumped over the lazy dog near the old mill at dawn."
RAIN = "Rain fell on the harbour all night, and nobody in the village slept a wink."
LETTER = "Her letter arrived three weeks late with a stamp that no one recognised."
CLOCK = "Every clock in the corridor had stopped at a quarter past seven that evening."


def go_on() -> None:
    pass


def aligned(old: str, new: str) -> Alignment:
    vocabulary = Vocabulary()
    return Alignment(tokenise(old, vocabulary, go_on), tokenise(new, vocabulary, go_on), go_on)


def partner(alignment: Alignment, old: str, new: str, words: str) -> list[str]:
    """What the words' tokens became, each as it stands in the new text."""
    start = old.index(words)
    return [
        new[alignment.new.starts[other] : alignment.new.ends[other]] if other >= 0 else "-"
        for place, other in enumerate(alignment.to_new)
        if start <= alignment.old.starts[place] < start + len(words)
    ]


# -- tokens -----------------------------------------------------------------------------------


def words_of(text: str, tokens: Tokens) -> list[str]:
    return [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


@each(
    ("text", "words"),
    [
        ("It's late, Tom_2!", ["It", "'", "s", "late", ",", "Tom_2", "!"]),
        ("去北京ok", ["去", "北", "京", "ok"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("中\u3000文", ["中", "文"]),
        ("\ud800 \x00", ["\ud800", "\x00"]),
        ("  ", []),
    ],
)
def test_tokens_are_words_marks_and_single_ideographs(text: str, words: list[str]) -> None:
    assert words_of(text, tokenise(text, Vocabulary(), go_on)) == words


@given(st.text(max_size=60))
def test_tokens_hold_all_but_white_space(text: str) -> None:
    tokens = tokenise(text, Vocabulary(), go_on)
    assert "".join(words_of(text, tokens)) == "".join(text.split())
    assert len(tokens) == len(tokens.ids)


@given(st.lists(st.sampled_from(["word ", "more—words ", "中文字", "e\u0301 ", " \u00ad ", "…"])))
def test_a_long_text_reads_the_same_in_pieces(parts: list[str]) -> None:
    text = "".join(parts) * 6
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_tokens, "PIECE", 12)
        borders = text_tokens.pieces(text)
        in_pieces = text_tokens.normalise_in_pieces(text, go_on)
        cut = text_tokens.tokenise(text, Vocabulary(), go_on)
    assert borders[0][0] == 0
    assert borders[-1][1] == len(text)
    assert all(one[1] == other[0] for one, other in pairwise(borders))
    whole = normalise(text)
    assert in_pieces.text == whole.text
    assert list(in_pieces.starts) == list(whole.starts)
    assert list(in_pieces.ends) == list(whole.ends)
    assert cut == tokenise(text, Vocabulary(), go_on)


def test_a_long_text_is_worked_on_in_pieces() -> None:
    text = "word after word, " * 10_000
    assert len(pieces(text)) == 5
    assert max(end - start for start, end in pieces(text)) < PIECE + 20


# -- alignment --------------------------------------------------------------------------------


@given(st.text("ab. ", max_size=80), st.text("ab. ", max_size=80))
def test_no_token_has_two_partners_and_partners_are_equal(old: str, new: str) -> None:
    found = aligned(old, new)
    for place, other in enumerate(found.to_new):
        if other >= 0:
            assert found.to_old[other] == place
            assert found.old.ids[place] == found.new.ids[other]
    assert sum(one >= 0 for one in found.to_new) == sum(one >= 0 for one in found.to_old)


@given(st.text(max_size=200))
def test_a_text_is_its_own_partner(text: str) -> None:
    found = aligned(text, text)
    assert found.to_new == list(range(len(found.old)))
    assert not any(found.is_moved)


def test_what_is_put_in_leaves_the_rest_in_order() -> None:
    old, new = f"{FOX} {RAIN}", f"{FOX} {CLOCK} {RAIN}"
    found = aligned(old, new)
    assert all(other >= 0 for other in found.to_new)
    assert found.to_new == sorted(found.to_new)


def test_what_moved_is_told() -> None:
    old = f"{FOX} {RAIN} {LETTER} {CLOCK}"
    new = f"{LETTER} {FOX} {RAIN} {CLOCK}"
    found = aligned(old, new)
    assert all(other >= 0 for other in found.to_new)
    moved = [place for place in range(len(found.old)) if found.is_moved[place]]
    assert old[found.old.starts[moved[0]] : found.old.ends[moved[-1]]] == LETTER


def test_a_copy_has_no_partner_though_the_original_was_mended() -> None:
    old = f"{FOX} {RAIN} {LETTER} {CLOCK}"
    mended = RAIN.replace("harbour", "harbor").replace("slept", "slpet")
    new = f"{FOX} {mended} {LETTER} {RAIN} {CLOCK}"
    found = aligned(old, new)
    copy = range(new.index(RAIN), new.index(CLOCK))
    partners = [
        other for other, at in zip(found.to_old, found.new.starts, strict=True) if at in copy
    ]
    assert partners == [-1] * len(tokenise(RAIN, Vocabulary(), go_on))
    assert partner(found, old, new, "all night") == ["all", "night"]


def test_of_two_alike_the_one_that_went_has_no_partner() -> None:
    one = "If the size of the node is null, then throw a TypeError and abort these steps."
    two = one.replace("size", "name")
    old, new = f"{FOX} {one} {two} {RAIN}", f"{FOX} {two} {RAIN}"
    found = aligned(old, new)
    assert partner(found, old, new, two) == words_of(two, tokenise(two, Vocabulary(), go_on))
    assert partner(found, old, new, one).count("-") >= len(one.split()) - 2


def test_chance_words_of_another_text_are_no_partners() -> None:
    found = aligned(f"{FOX} {RAIN}", f"{LETTER} {CLOCK}")
    assert sum(other >= 0 for other in found.to_new) <= 3


def test_the_heaviest_chain_keeps_the_order() -> None:
    runs = [
        MatchingRun(0, 50, 3),
        MatchingRun(5, 0, 4),
        MatchingRun(10, 5, 4),
        MatchingRun(20, 9, 6),
        MatchingRun(30, 40, 1),
    ]
    assert heaviest_chain(runs, go_on) == [runs[1], runs[2], runs[3], runs[4]]
    assert heaviest_chain([MatchingRun(0, 0, 8), MatchingRun(5, 6, 8)], go_on) == [
        MatchingRun(0, 0, 8),
        MatchingRun(8, 9, 5),
    ]
    assert heaviest_chain([], go_on) == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 6)), max_size=8))
def test_a_chain_keeps_the_order_and_overlaps_nowhere(places: list[tuple[int, int, int]]) -> None:
    runs = [
        MatchingRun(*one) for one in sorted({old: (old, *rest) for old, *rest in places}.values())
    ]
    chain = heaviest_chain(runs, go_on)
    assert bool(chain) == bool(runs)
    for one, other in pairwise(chain):
        assert one.old + one.length <= other.old
        assert one.new + one.length <= other.new


@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_no_chain_weighs_more(order: list[int], lengths: list[int]) -> None:
    runs = [MatchingRun(10 * n, 10 * place, lengths[n]) for n, place in enumerate(order)]
    heaviest = max(
        sum(run.length for run in some)
        for size in range(8)
        for some in combinations(runs, size)
        if all(one.new < other.new for one, other in pairwise(some))
    )
    assert sum(run.length for run in heaviest_chain(runs, go_on)) == heaviest
