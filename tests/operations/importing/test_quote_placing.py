"""The positions that other programs give count in three units, and mean one place or none."""

import pytest

from reader.core.models import Status
from reader.importers.programs.records import HighlightRecord
from reader.operations.importing.quote_placing import QuotePlacer, planned

TEXT = "Moss 🌿 and fern 🌿 grow.\n\nA target word here. A target word there."
FIRST, SECOND = TEXT.index("target"), TEXT.rindex("target")


def place_of(
    start: int, text: str = TEXT, prefix: str = "", suffix: str = ""
) -> tuple[int | None, bool]:
    quote, key = "target word", "00000000-0000-0000-0000-000000000001"
    position = start, start + len(quote)
    record = HighlightRecord(quote, prefix=prefix, suffix=suffix, position=position, key=key)
    (found,) = planned([record], text)
    assert found.place is not None
    return found.place.start, found.place.status is Status.EXACT


@pytest.mark.parametrize(
    "start",
    [FIRST, FIRST + 2, FIRST - 2, FIRST + 1],
    ids=["code points", "UTF-16", "blocks that touch", "one line end, UTF-16"],
)
def test_a_position_in_any_unit_tells_which_words_are_meant(start: int) -> None:
    assert place_of(start) == (FIRST, True)
    assert place_of(start + SECOND - FIRST) == (SECOND, True)


def test_words_around_the_quote_count_more_than_a_position() -> None:
    """A position in other units may hit the same words elsewhere."""
    assert place_of(FIRST, prefix="word here. A ", suffix=" there.") == (SECOND, True)
    assert place_of(FIRST, prefix="grow. A ", suffix=" here.") == (FIRST, True)


def test_a_position_that_can_mean_two_places_means_none() -> None:
    text = "🌿" * 22 + " target word, not this target word."
    first, second = text.index("target"), text.rindex("target")
    assert second == first + 22  # in UTF-16 units the first is where the second is in code points
    assert place_of(second, text)[1] is False
    assert place_of(first, text) == (first, True)
    assert place_of(second + 22, text) == (second, True)
    assert place_of(5_000, text)[1] is False
    assert place_of(-5, text)[1] is False


@pytest.mark.parametrize(
    "record",
    [
        HighlightRecord("target word", position=(14, 25)),
        HighlightRecord("target word", position=(14, 25), prefix="not a "),
        HighlightRecord("target word", position=(14, 25), prefix=" a ", suffix=",\na target"),
    ],
)
def test_a_text_is_not_prepared_where_positions_are_right(record: HighlightRecord) -> None:
    """As they are in what Postil itself exports; to prepare the text takes longer than all else."""
    placer = QuotePlacer("This is not a target word, a target word.", lambda: None)
    assert placer.find(record).start == 14
    assert "_within" not in vars(placer)


@pytest.mark.parametrize("position", [None, (7, 14)], ids=["no position", "a position"])
def test_a_quote_may_have_nothing_between_blocks_and_cells(
    position: tuple[int, int] | None,
) -> None:
    """As Hypothesis gives it, and other programs that take the text of a page as it is."""
    text = "moss\tfern\n\nIt ends.\n\nSo it begins, be\ngins."
    key = "00000000-0000-0000-0000-000000000001"
    for quote, start in (("mossfern", 0), ("ends.So  it", text.index("ends"))):
        (found,) = planned([HighlightRecord(quote, position=position, key=key)], text)
        assert found.place is not None
        end = start + len(text[start:].split(" it")[0]) + 3 if " " in quote else 9
        assert (found.place.start, found.place.end, found.place.status) == (
            start,
            end,
            Status.EXACT,
        )
    (found,) = planned([HighlightRecord("begins", key=key)], text)
    assert found.place is not None
    assert found.place.start == text.index("begins")


def test_letters_tell_which_word_is_meant_in_a_text_with_as_many() -> None:
    letters = "".join(TEXT.split())
    first = letters.index("target", letters.index("target") + 1)

    def found(text: str) -> tuple[int | None, bool]:
        record = HighlightRecord("target", letters=(first, len(letters)))
        place = QuotePlacer(text, lambda: None).find(record)
        return place.start, place.status is Status.EXACT

    assert found(TEXT) == (SECOND, True)
    assert found(TEXT.replace("\n\n", "\n").replace(" A", "\t\tA")) == (SECOND, True)
    assert found(f"{TEXT}!")[1] is False  # edited: the same letters may be there by chance
    assert (
        found(TEXT.replace("there", "thete").replace("A target word t", "A tragic word t"))[1]
        is False
    )
