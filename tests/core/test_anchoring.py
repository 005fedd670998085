"""Marked words found again: unchanged, moved, in other typography, in several places, or gone."""

import random
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.core import anchoring
from reader.core.anchoring import CONTEXT, describe, find, find_quote
from reader.core.models import Selector, Status
from reader.core.normalisation import Normalised, normalise

texts = st.text(max_size=80) | st.text(
    st.sampled_from(
        "ab -\u2014'’“\"….\n\t\u00a0\u00ad\u200b\u0301e\u00e9ﬁ中\u1100\u1161\u11a8😀\u0600"
    ),
    max_size=60,
)
STORY = (
    "The fox ran over the hill.  It was late — very late. “Where is it?” asked the dog.\n\n"
    "Nobody knew. The fox had gone home, and the dog stayed out all night in the rain."
)


_RAIN = "Now it rains and rains. "


def selector_of(text: str, words: str) -> Selector:
    start = text.index(words)
    return describe(text, start, start + len(words))


def found_in(text: str, selector: Selector) -> tuple[str | None, Status]:
    place = find(text, selector)
    if place.start is None:
        assert place.end is None
        return None, place.status
    return text[place.start : place.end], place.status


# -- normalisation ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("plain text", "plain text"),
        ("a \n\u00a0 b\u2028c", "a b c"),
        ("a \u200b b", "a b"),
        ("co\u00adop\ufefferate", "cooperate"),
        ("“it’s”", '"it\'s"'),
        ("a—b -- c\u2011d -\u00ad- e – f", "a-b - c-d - e - f"),
        ("wait…", "wait..."),
        ("of\ufb01ce", "office"),
        ("cafe\u0301 \u212b", "café Å"),
        ("e\u00ad\u0301", "é"),
        ("\u1100\u1161\u11a8", "각"),
        ("", ""),
    ],
)
def test_a_text_is_taken_as_it_reads(text: str, reads: str) -> None:
    assert normalise(text).text == reads.replace("\ufb01", "fi")


@given(texts)
def test_offsets_lead_back_to_the_original(text: str) -> None:
    found = normalise(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True)
    )
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    if found.text:
        start, end = found.span(0, len(found.text))
        assert normalise(text[start:end]).text == found.text


@given(texts)
@example("\u09c7\u09be")
@example("\u1fef\u037e")
def test_what_reads_the_same_is_the_same(text: str) -> None:
    found = normalise(text).text
    assert unicodedata.is_normalized("NFC", found)
    assert normalise(found).text == found
    assert normalise(unicodedata.normalize("NFD", text)).text == found


@given(texts, st.data())
def test_a_part_that_splits_nothing_reads_as_its_span_does(text: str, data: st.DataObject) -> None:
    whole = normalise(text)
    assume(len(whole.text) > 0)
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    assume(whole.is_whole(start, end))
    first, last = whole.span(start, end)
    assert whole.index(first) == start
    assert normalise(text[first:last]).text == whole.text[start:end]


# -- describing and finding -------------------------------------------------------------------


def test_a_passage_is_described_by_its_words_and_what_is_around_them() -> None:
    selector = selector_of(STORY, "Nobody knew.")
    assert selector.exact == "Nobody knew."
    assert selector.prefix == STORY[selector.start - CONTEXT : selector.start]
    assert selector.suffix == STORY[selector.end : selector.end + CONTEXT]
    assert describe("ab", 0, 1) == Selector("a", "", "b", 0, 1)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_passage_that_is_none_cannot_be_described(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        describe("abc", start, end)


@given(texts, st.data())
def test_in_the_same_text_every_passage_is_where_it_was(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = find(text, describe(text, start, end))
    assert (place.start, place.end, place.status, place.score) == (start, end, Status.EXACT, 1.0)


@given(texts, texts, st.data())
def test_a_place_is_always_in_the_text_and_reads_as_the_words_do(
    old: str, new: str, data: st.DataObject
) -> None:
    assume(old)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    selector = describe(old, start, end)
    place = find(new, selector)
    assert 0 <= place.score <= 1
    if place.start is None or place.end is None:
        assert place.status is Status.ORPHAN
        return
    assert 0 <= place.start < place.end <= len(new)
    if place.status is Status.EXACT:
        assert normalise(new[place.start : place.end]).text == normalise(selector.exact).text


@given(st.text("xyz \n", max_size=60), st.text("xyz \n", max_size=60))
def test_words_move_along_with_their_surroundings(before: str, after: str) -> None:
    selector = selector_of(STORY, "The fox had gone home")
    moved = f"{before}\n\n{STORY}\n\n{after}"
    place = find(moved, selector)
    assert place.status is Status.EXACT
    assert place.start == len(before) + 2 + selector.start


@pytest.mark.parametrize(
    "words",
    ["late — very late", "“Where is it?”", "hill.  It", "Where is it?” asked the dog.\n\nNobody"],
)
def test_other_typography_is_the_same_words(words: str) -> None:
    plain = STORY.replace("—", "--").replace("“", '"').replace("”", '"').replace("  ", " ")
    plain = "Intro.\n" + plain.replace("\n\n", "\r\n")
    text, status = found_in(plain, selector_of(STORY, words))
    assert status is Status.EXACT
    assert text is not None
    assert normalise(text).text == normalise(words).text


def test_a_sign_that_is_only_in_part_the_same_is_not_found() -> None:
    assert found_in("O\ufb01\u0300x", Selector("Of", "", "", 5, 7)) == (None, Status.ORPHAN)
    assert found_in("Wait… what?", Selector("Wait.", "", "", 0, 5)) == (None, Status.ORPHAN)
    assert found_in("x\u0301y", Selector("x", "", "", 5, 6)) == (None, Status.ORPHAN)


def test_of_equal_words_the_context_decides() -> None:
    text = "First the dog barked loudly at night. Then the dog barked softly at noon."
    second = describe(text, text.rindex("the dog barked"), text.rindex("the dog barked") + 14)
    moved = "An opening. " + text
    place = find(moved, second)
    assert place.status is Status.EXACT
    assert place.start == moved.rindex("the dog barked")


def test_equal_words_among_equal_words_need_a_look() -> None:
    old = "A. We shall see what comes of it all. B."
    selector = selector_of(old, "We shall see what comes of it all.")
    new = "Now. We shall see what comes of it all. And. We shall see what comes of it all. End."
    text, status = found_in(new, selector)
    assert status is Status.REVIEW
    assert text == selector.exact


def test_the_nearest_of_equal_places_is_the_guess() -> None:
    copies = [f"Some words {n}. the same phrase here. Other words {n}." for n in range(40)]
    text = "\n\n".join(copies)
    start = text.index("the same phrase here", len(text) // 2)
    selector = Selector("the same phrase here", "", "", start + 3, start + 23)
    place = find(text, selector)
    assert (place.start, place.status) == (start, Status.REVIEW)


def test_short_words_in_other_surroundings_need_a_look() -> None:
    selector = selector_of(STORY, "late")
    text, status = found_in("Nothing of this is here but it is too late for us now.", selector)
    assert (text, status) == ("late", Status.REVIEW)


@pytest.mark.parametrize(
    ("words", "new", "status"),
    [
        ("gone home", f"{_RAIN * 4}It has gone home. {_RAIN * 2}", Status.EXACT),
        ("Nobody knew", f"{_RAIN * 3}So “Nobody knew”, or so.{_RAIN}", Status.EXACT),
        ("gone home", f"{_RAIN * 20}It has gone home.", Status.REVIEW),  # and far from there
        ("gone home", f"{_RAIN * 20}The fox had gone home.", Status.EXACT),  # far, in its context
        ("Nobody", "As told: Nobody came here.", Status.REVIEW),  # too short
        ("gone home", "It has gone homewards, I say.", Status.REVIEW),  # inside another word
        ("gone home", "All gone home, all gone home.", Status.REVIEW),  # in two places
    ],
)
def test_words_in_one_place_only_are_sure_by_themselves(
    words: str, new: str, status: Status
) -> None:
    assert found_in(new, selector_of(STORY, words)) == (words, status)


def test_words_of_unspaced_scripts_count_double() -> None:
    selector = describe("昨天。我们去北京。明天", 3, 8)
    assert found_in("他说我们去北京看朋友", selector) == ("我们去北京", Status.EXACT)


def test_long_words_in_partly_other_surroundings_are_sure() -> None:
    words = "The fox had gone home, and the dog stayed out"
    text, status = found_in(
        f"Someone said so. Nobody knew. {words} for once.", selector_of(STORY, words)
    )
    assert (text, status) == (words, Status.EXACT)


def test_words_without_any_context_are_sure_when_they_are_long_and_alone() -> None:
    words = "the dog stayed out all night"
    assert found_in(STORY, Selector(words, "", "", 0, 0)) == (words, Status.EXACT)
    assert found_in(STORY, Selector("the dog", "", "", 0, 0)) == ("the dog", Status.REVIEW)
    assert (
        found_in("我们今天去北京看朋友。", Selector("我们今天去北京看朋友", "", "", 5, 5))[1]
        is Status.EXACT
    )


def test_the_beginning_and_the_end_of_a_text_are_context_too() -> None:
    old = "Yes. Then no."
    assert found_in("Yes. Then no.  ", Selector("Yes", "", ". Then no.", 2, 5)) == (
        "Yes",
        Status.EXACT,
    )
    assert found_in("Oh yes. Then no.", selector_of(old, "no."))[1] is Status.EXACT


def test_changed_words_in_their_old_surroundings_are_guessed() -> None:
    selector = selector_of(STORY, "The fox had gone home")
    text, status = found_in(STORY.replace("had gone home", "has gone to bed"), selector)
    assert (text, status) == ("The fox has gone to bed", Status.REVIEW)


@pytest.mark.parametrize(
    "text", ["", "Nothing of the kind.", STORY.replace("The fox had gone home, and ", "")]
)
def test_words_that_are_gone_are_an_orphan(text: str) -> None:
    place = find(text, selector_of(STORY, "The fox had gone home, and"))
    assert (place.start, place.end, place.status, place.score) == (None, None, Status.ORPHAN, 0.0)


@pytest.mark.parametrize("exact", ["", "\u200b", " "])
def test_words_that_are_none_are_never_sure(exact: str) -> None:
    assert (
        find(STORY, Selector(exact, "", "", 3, 3 + len(exact))).status is not Status.EXACT
        or exact == " "
    )


def test_words_in_very_many_places_are_found_by_their_context() -> None:
    lines = [f"{n} of the many lines" for n in range(5000)]
    text = "\n".join(lines)
    start = text.index("of the many", text.index("4321 of"))
    selector = describe(text, start, start + len("of the many"))
    moved = "\n".join(lines[2500:] + lines[:2500])
    place = find(moved, selector)
    assert place.status is Status.EXACT
    assert place.start == moved.index("of the many", moved.index("4321 of"))


# -- quotes -----------------------------------------------------------------------------------


def quotes(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[str]:
    return [text[start:end] for start, end in find_quote(text, quote, prefix, suffix)]


def test_a_quote_is_found_in_every_typography() -> None:
    assert quotes(STORY, "hill. It was late - very") == ["hill.  It was late — very"]
    assert quotes(STORY, '  "Where is it?" asked the dog. Nobody ') == [
        "“Where is it?” asked the dog.\n\nNobody"
    ]
    assert quotes(STORY, "the dog") == ["the dog", "the dog"]
    assert quotes(STORY, "The Dog") == []
    assert quotes(STORY, "  ") == []
    assert quotes("", "x") == []


def test_verbatim_quotes_come_first_then_those_in_their_context() -> None:
    text = 'the “end” of it. The "end" of that.'
    assert quotes(text, '"end"') == ['"end"', "“end”"]
    places = find_quote(STORY, "the dog", suffix="stays")
    assert places[0][0] == STORY.index("the dog stayed")
    assert len(places) == 2


def test_context_that_is_there_leaves_the_others_out() -> None:
    assert find_quote(STORY, "fox", "The", "had") == [
        (STORY.index("fox had"), STORY.index("fox had") + 3)
    ]
    assert find_quote(STORY, "fox", prefix="The ") == [
        (4, 7),
        (STORY.index("fox had"), STORY.index("fox had") + 3),
    ]
    assert len(find_quote(STORY, "fox", prefix="no such words")) == 2


@given(texts, st.data())
def test_every_passage_is_among_the_places_of_its_words(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end].strip()
    for first, last in find_quote(text, words, text[:start][-CONTEXT:], text[end:][:CONTEXT]):
        assert normalise(text[first:last]).text == normalise(words).text
        assert 0 <= first < last <= len(text)


@given(st.text("ab \n", max_size=40), st.text("ab", min_size=1, max_size=3))
def test_a_plain_quote_is_found_wherever_it_stands(text: str, quote: str) -> None:
    everywhere = [at for at in range(len(text)) if text.startswith(quote, at)]
    assert sorted(find_quote(text, quote)) == [(at, at + len(quote)) for at in everywhere]


# -- large texts ------------------------------------------------------------------------------


def test_two_hundred_passages_are_found_in_a_book_that_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(7)
    vocabulary = [
        "".join(chance.choices("etaoinshrdlu", k=chance.randint(1, 9))) for _ in range(3000)
    ]
    text = " ".join(chance.choices(vocabulary, k=36_000))[:200_000]
    selectors = []
    for _ in range(200):
        start = chance.randrange(len(text) - 400)
        selectors.append(describe(text, start, start + chance.choice([1, 3, 20, 120, 400])))
    changed = "A new first paragraph “here”.\n\n" + text.replace(" t", "\u00a0t")
    whole: list[str] = []

    def count(given: str) -> Normalised:
        if len(given) > 100_000:
            whole.append(given)
        return normalise(given)

    monkeypatch.setattr(anchoring, "normalise", count)
    statuses = [find(changed, selector).status for selector in selectors]
    assert whole == [changed]
    assert statuses.count(Status.EXACT) >= 198


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, " \u00ad" * 100_000, "e\u0301" * 100_000, "-\u200b" * 100_000, "ab " * 66_000],
)
def test_hostile_texts_are_searched(text: str) -> None:
    for words in ("a", "a" * 5000, "ab ab", "é"):
        find(text, Selector(words, "x", "y", 100_000, 100_000 + len(words)))
        find_quote(text, words, "b", "a")
