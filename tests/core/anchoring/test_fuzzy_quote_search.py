"""Where a quote stands in a text that says nothing of its place."""

import pytest

from reader.core.anchoring.fuzzy_quote_search import locate
from reader.core.anchoring.text_tokens import normalise_in_pieces
from reader.core.models import Status

TEXT = "Of limes and oaks. Nothing else grows here, and nobody minds."


def status(quote: str, prefix: str, suffix: str) -> Status:
    within = normalise_in_pieces(TEXT, lambda: None)
    return locate(TEXT, within, quote, prefix, suffix, lambda: None).status


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "expected"),
    [
        ("oaks", "limes and ", ". Nothing", Status.EXACT),
        ("oaks", "never before ", " seen like this", Status.REVIEW),  # short words are anywhere
        ("Nothing else grows", "never before ", " seen like this", Status.EXACT),
        ("an", "", "", Status.REVIEW),  # in several places
        ("elephants", "", "", Status.ORPHAN),
    ],
)
def test_what_reads_the_same_is_sure_by_its_context_or_alone(
    quote: str, prefix: str, suffix: str, expected: Status
) -> None:
    assert status(quote, prefix, suffix) is expected


def test_a_long_quote_with_slips_at_both_ends_and_within_is_found_whole() -> None:
    grown = [
        f"In year {year} the lime of row {year * 7} grew {year * 13} hands." for year in range(40)
    ]
    passage = " ".join(grown[10:24])  # longer than what is searched for in one go
    text = " ".join(grown)
    within = normalise_in_pieces(text, lambda: None)
    quote = passage.replace("In year 10 the", "In year 10 teh").replace(
        "row 119 grew", "row 119 gew"
    )
    assert len(quote) > 400
    place = locate(text, within, quote.replace("299 hands", "299 hnads"), "", "", lambda: None)
    assert (place.start, place.end) == (text.index(passage), text.index(passage) + len(passage))
    assert place.status is Status.FUZZY


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix", "found"),
    [
        (
            "It is true that moss has no root and it drinks from air. Others do it by roots.",
            "Moss has no roots and drinks from the air",
            *("", ""),
            "moss has no root and it drinks from air",
        ),
        (
            "In summer the replanted rows of limes were watered twice, as they said.",
            "planted rows of lime were watered",
            *("they re", " twice, as"),
            "planted rows of limes were watered",
        ),
        ("庭院里有苔藓，没有根，从空气中喝水。", "苔藓沒有根，从空气里喝水", "", "", "苔藓，没有根，从空气中喝水"),
    ],
    ids=["case", "in a word", "ideographs"],
)  # fmt: skip
def test_a_place_that_is_alike_begins_and_ends_with_whole_words(
    text: str, quote: str, prefix: str, suffix: str, found: str
) -> None:
    within = normalise_in_pieces(text, lambda: None)
    place = locate(text, within, quote, prefix, suffix, lambda: None)
    assert text[place.start : place.end] == found
