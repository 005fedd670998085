"""Two texts compared: both can be put together again from the pieces, and little changed is little."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from reader.core.anchoring import text_diff
from reader.core.anchoring.text_diff import DiffKind, compare, words

TEXTS = st.text(alphabet="ab c.\n\n图é", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_words(old: str, new: str) -> None:
    pieces = words(old, new)
    deleted = [piece for piece in pieces if piece.change is not DiffKind.INSERTED]
    inserted = [piece for piece in pieces if piece.change is not DiffKind.DELETED]
    assert "".join(piece.text for piece in inserted) == new
    assert "".join(piece.text for piece in deleted) == old
    for piece in pieces:
        text = old if piece.change is DiffKind.DELETED else new
        assert text[piece.start : piece.end] == piece.text


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_paragraphs(old: str, new: str) -> None:
    parts = compare(old, new)
    for text, other in ((old, DiffKind.INSERTED), (new, DiffKind.DELETED)):
        lines = [
            "".join(piece.text for piece in part.pieces if piece.change is not other)
            for part in parts
        ]
        there = [line.strip() for line in text.split("\n") if line]
        assert [line.strip() for line in lines if line] == there


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert all(part.is_same for part in compare(text, text))


def test_a_word_that_changed_is_all_that_is_told() -> None:
    old = "First one.\n\nThe quick brown fox jumps.\n\nLast one."
    new = old.replace("brown", "red")
    changed = [part for part in compare(old, new) if not part.is_same]
    assert [(p.change, p.text) for p in changed[0].pieces if p.change is not DiffKind.SAME] == [
        (DiffKind.DELETED, "brown"),
        (DiffKind.INSERTED, "red"),
    ]
    assert len(changed) == 1


def test_a_paragraph_that_came_stands_alone() -> None:
    old = "First one.\n\nLast one."
    parts = compare(old, "First one.\n\nSomething else entirely was put here.\n\nLast one.")
    assert [part.is_same for part in parts] == [True, False, True]
    assert [piece.change for piece in parts[1].pieces] == [DiffKind.INSERTED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x\n" * 20_000, "y\nx\n" * 10_000),
        ("word " * 10_000, "ward " * 10_000),
        ("a" * 20_000, "b" * 20_000),
    ],
    ids=["paragraphs", "words", "one word"],
)
def test_hostile_texts_are_compared_in_bounded_steps(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    cells: list[int] = []
    pairs: list[int] = []

    def opcodes(one: Sequence[int], other: Sequence[int]) -> object:
        cells.append(len(one) * len(other))
        return Indel.opcodes(one, other)

    def similarity(one: str, other: str, *, score_cutoff: float) -> float:
        pairs.append(1)
        return Indel.normalized_similarity(one, other, score_cutoff=score_cutoff)

    counted = SimpleNamespace(opcodes=opcodes, normalized_similarity=similarity)
    monkeypatch.setattr(text_diff, "Indel", counted)
    compare(old, new)
    assert sum(cells) <= 2 * text_diff._MOST_CELLS
    assert len(pairs) <= text_diff._MOST_PAIRS
