"""Sentences against a labelled sample, and what must hold of spans for any text."""

from itertools import pairwise

import regex
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.sentences import boundary_finder, own_rules
from reader.core.text.segmentation.segmentation import Span, sentences, snap, words
from tests.core.text.sentence_sample import cases, score
from tests.each import each
from tests.work import grows_with_its_input

awkward = st.text(
    st.sampled_from(
        "aB1 .!?…。！？؟।;\"'”“«»()[]「」\n\r\t\u00a0\u2028\u00ad\u200b\u200d\u0301é中か한د😀🇩🇪👩\u0915\u094d\u0600"
    ),
    max_size=40,
)
texts = st.text(max_size=60) | awkward
languages = st.sampled_from(["", "en", "de-AT", "el", "zh", "xx", "not a language", "-"])


def spans_in(text: str, language: str = "") -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


@each(
    ("sample", "passages", "allowed"), [(1, 130, 0.02), (2, 55, 0.06), (3, 75, 0.05), (4, 31, 0.09)]
)
def test_few_of_the_labelled_ends_are_missed_or_false(
    sample: int, passages: int, allowed: float
) -> None:
    known = cases(sample)
    found = score(own_rules, known)
    assert found.passages == passages
    assert found.error_rate <= allowed, found
    # They are there because they do much better than what Qt brings along.
    assert found.error_rate < score(boundary_finder, known).error_rate / 4


@each(
    ("text", "parts"),
    [
        ("", []),
        (" \n\t ", []),
        ("One. Two.", ["One.", "Two."]),
        ("no stop", ["no stop"]),
        ("...", ["..."]),
        ("A line\nthat goes on.", ["A line\nthat goes on."]),
        ("It ends.\nand begins", ["It ends.", "and begins"]),
        ("Rose is a rose\nViolets are blue", ["Rose is a rose\nViolets are blue"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("Name\tAge\n", ["Name", "Age"]),
        ("cell\t) odd", ["cell", ") odd"]),
        ("“Go!” — Ruth said it twice. Ada went.", ["“Go!” — Ruth said it twice.", "Ada went."]),
        (
            "»Geh.« Er ging. Sie kam. »Halt!« Sie blieb.",
            ["»Geh.«", "Er ging.", "Sie kam.", "»Halt!«", "Sie blieb."],
        ),
        ('A 5" pipe. A 6" pipe.', ['A 5" pipe.', 'A 6" pipe.']),
        ("An open ( bracket. Never closed.", ["An open ( bracket.", "Never closed."]),
        ("Wow! 😀 So it is.", ["Wow!", "😀 So it is."]),
        ("Done.\u200b Next.", ["Done.\u200b", "Next."]),
    ],
)
def test_the_edges_of_sentences(text: str, parts: list[str]) -> None:
    assert spans_in(text) == parts


def test_a_long_quotation_is_split_and_a_short_aside_is_not() -> None:
    assert len(spans_in("He said (it was. So there.) that it was.")) == 1
    long = " ".join(["They came and went again."] * 12)
    assert len(spans_in(f"He said (well. {long}) so.")) > 10


def test_the_language_is_only_a_hint() -> None:
    text = "Das war im 19. Jahrhundert so."
    assert len(spans_in(text, "de")) == len(spans_in(text, "de-CH")) == 1
    assert spans_in("Τι; Εδώ.", "el") == ["Τι;", "Εδώ."]


@given(texts, st.integers(-3, 70), st.integers(-3, 70), languages)
@example("\tx\t\t", 0, 4, "")
def test_sentences_hold_all_but_the_space(text: str, start: int, end: int, language: str) -> None:
    found = sentences(text, start, end, language)
    check_spans(text, start, end, found)
    for begin, close in found:
        assert not text[begin].isspace()
        assert not text[close - 1].isspace()
    inside = {place for begin, close in found for place in range(begin, close)}
    assert all(
        text[place].isspace() or place in inside
        for place in range(max(0, start), min(len(text), end))
    )


@given(texts, st.integers(-3, 70), st.integers(-3, 70))
@example("\U0003d000", 0, 1)  # a letter of a Unicode newer than Python's own
@example("⼀", 0, 1)  # a radical, which stands for the ideograph in much that was copied
def test_words_hold_every_letter_and_digit(text: str, start: int, end: int) -> None:
    found = words(text, start, end)
    check_spans(text, start, end, found)
    inside = {place for begin, close in found for place in range(begin, close)}
    for place in range(max(0, start), min(len(text), end)):
        assert place in inside or regex.match(r"\p{L}|\p{N}", text[place]) is None
    written = r"[\p{L}\p{N}\p{Han}\p{Hiragana}\p{Katakana}_]"
    assert all(regex.search(written, text[begin:close]) for begin, close in found)


def check_spans(text: str, start: int, end: int, spans: list[Span]) -> None:
    last = max(0, start)
    for begin, close in spans:
        assert last <= begin < close <= min(len(text), end)
        last = close


@each(
    ("text", "parts"),
    [
        ("Don't stop — it’s 3.14, ok?", ["Don't", "stop", "it’s", "3.14", "ok"]),
        ("naïve cafe\u0301 co\u00adop", ["naïve", "cafe\u0301", "co\u00adop"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("用iPhone拍照。好", ["用", "iPhone", "拍照", "好"]),
        ("snake_case x-ray", ["snake_case", "x", "ray"]),
        ("안녕 하세요", ["안녕", "하세요"]),
        ("مرحبا بك", ["مرحبا", "بك"]),
        ("'quoted'", ["quoted"]),
    ],
)
def test_the_edges_of_words(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in words(text, 0, len(text))] == parts


@each(
    ("text", "given", "snapped"),
    [
        ("cafe\u0301s", (0, 4), (0, 5)),
        ("cafe\u0301s", (4, 6), (3, 6)),
        ("a\r\nb", (0, 2), (0, 3)),
        ("a\r\nb", (2, 4), (1, 4)),
        ("👩\u200d🔬!", (1, 2), (0, 3)),
        ("🇩🇪🇫🇷", (1, 2), (0, 2)),
        ("🇩🇪🇫🇷", (3, 3), (2, 4)),
        ("abc", (1, 1), (1, 1)),
        ("abc", (-5, 99), (0, 3)),
        ("abc", (2, 1), (2, 2)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_ranges_are_widened_to_whole_clusters(text: str, given: Span, snapped: Span) -> None:
    assert snap(text, *given) == snapped


@given(texts, st.integers(0, 70), st.integers(0, 70))
@example("a\n\u0301", 2, 2)
def test_a_snapped_range_splits_no_cluster_and_is_the_smallest(
    text: str, start: int, end: int
) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    borders = [0, *(found.end() for found in regex.finditer(r"\X", text))]
    assert snap(text, start, end) == (
        max(border for border in borders if border <= start),
        min(border for border in borders if border >= end),
    )
    assert snap(text, *snap(text, start, end)) == snap(text, start, end)


@each("unit", [".", "a. ", "(", '". ', "\t", " ", "\n ", ".\u0301", "1. "])
def test_the_work_grows_no_faster_than_a_hostile_text(unit: str) -> None:
    def split(text: str) -> list[tuple[int, int]]:
        return sentences(f".{text}", 0, len(text) + 1)

    assert grows_with_its_input(split, unit, 1000)
    spans = split(unit * 5_000)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= following[0] for one, following in pairwise(spans))
