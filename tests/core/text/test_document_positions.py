"""Offsets to positions and back, over astral characters and pictures."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.document_positions import PositionMap, Segment, segment

PARTS = st.lists(
    st.tuples(
        st.text(alphabet="ab😀𝒳é\u0301ש", min_size=1, max_size=12), st.sets(st.integers(0, 11))
    ),
    min_size=1,
    max_size=5,
)


def _laid_out(parts: list[tuple[str, set[int]]]) -> tuple[str, str, list[Segment]]:
    """A canonical text, its UTF-16 document with a mark for each picture, and the segments."""
    text, document, segments = "", "", []
    for part, pictures in parts:
        text += "\n\n" if text else ""
        document += "|" if document else ""
        start = len(text)
        offsets = sorted(start + at for at in pictures if at <= len(part))
        position = len(document)
        for number, character in enumerate(part):
            document += "\ufffc" * offsets.count(start + number)
            document += character if character <= "\uffff" else "\ud83d\ude00"
        document += "\ufffc" * offsets.count(start + len(part))
        text += part
        segments.append(segment(text, start, len(text), position, offsets))
    return text, document, segments


@given(PARTS, st.data())
def test_offsets_come_back(parts: list[tuple[str, set[int]]], data: st.DataObject) -> None:
    _text, _document, segments = _laid_out(parts)
    positions = PositionMap(segments)
    one = data.draw(st.sampled_from(segments))
    offset = data.draw(st.integers(one.start, one.end))
    assert positions.to_text(one.to_document(offset, is_end=False)) == offset
    assert positions.to_text(one.to_document(offset, is_end=True)) == offset


@given(PARTS, st.data())
def test_a_range_of_the_document_holds_the_words_of_the_text(
    parts: list[tuple[str, set[int]]], data: st.DataObject
) -> None:
    text, document, segments = _laid_out(parts)
    one = data.draw(st.sampled_from(segments))
    start = data.draw(st.integers(one.start, one.end - 1))
    end = data.draw(st.integers(start + 1, one.end))
    low, high = PositionMap(segments).range_to_document(start, end)
    units = len(text[start:end].encode("utf-16-le")) // 2
    assert len(document[low:high].replace("\ufffc", "")) == units
    assert document[low] != "\ufffc"
    assert document[high - 1] != "\ufffc"


@given(PARTS, st.integers(-5, 200))
def test_every_position_has_an_offset(parts: list[tuple[str, set[int]]], position: int) -> None:
    text, _document, segments = _laid_out(parts)
    assert 0 <= PositionMap(segments).to_text(position) <= len(text)


def test_nothing_laid_out() -> None:
    empty = PositionMap([])
    assert (empty.to_text(3), empty.to_document(3), empty.range_to_document(1, 2)) == (0, 0, (0, 0))


def test_between_blocks_a_range_starts_with_the_next_and_ends_with_the_one_before() -> None:
    text = "one\n\ntwo"
    two = PositionMap([segment(text, 0, 3, 10, ()), segment(text, 5, 8, 14, ())])
    assert two.to_document(4) == 14
    assert two.to_document(4, is_end=True) == 13
