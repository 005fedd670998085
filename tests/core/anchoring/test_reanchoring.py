"""Highlights found again after an edit: each status, each kind of edit, hostile texts, giving up."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.core.anchoring import reanchoring
from reader.core.anchoring.reanchoring import Cancelled, Reanchorer, locate_quote, reanchor
from reader.core.anchoring.selectors import Place, describe
from reader.core.models import Selector, Status
from reader.core.text.searching.text_normalization import normalise
from tests.each import each
from tests.work import calls_between, calls_of

texts = st.text(max_size=80) | st.text(
    st.sampled_from(
        "ab .-\u2014'’“\"….\n\t\u00a0\u00ad\u200b\u0301e\u00e9ﬁ中文\u1100\u1161\u11a8😀\u0600\ud800\x00"
    ),
    max_size=80,
)
words = st.lists(
    st.sampled_from(
        "the fox ran over a hill and home again, late; nobody knew. Then it rained".split()
    ),
    min_size=1,
    max_size=60,
).map(" ".join)

ONE = (
    "The fox ran over the hill.  It was late — very late. “Where is it?” asked the dog, who had been"
    " told to wait beside the gate until the lamps were lit."
)
TWO = (
    "Nobody knew. The fox had gone home, and the dog stayed out all night in the rain, counting the"
    " carts on the road to the harbour."
)
THREE = (
    "In the morning a letter came. It was from the miller, who wrote that he had seen a fox cross the"
    " weir at midnight with a lantern in its mouth."
)
FOUR = "The dog read it twice, folded it along its old creases, and never spoke of foxes again."
STORY = f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}"
OTHER = (
    "An entirely different piece about the price of barley: merchants complained, bakers shrugged,"
    " and the committee adjourned without a vote."
)


def selector_of(text: str, quote: str) -> Selector:
    start = text.index(quote)
    return describe(text, start, start + len(quote))


def found(old: str, new: str, quote: str) -> tuple[str | None, Status]:
    place = Reanchorer(old, new).find(selector_of(old, quote))
    if place.start is None:
        return None, place.status
    return new[place.start : place.end], place.status


def is_sound(place: Place, text: str) -> bool:
    if place.start is None or place.end is None:
        return place == Place(None, None, Status.ORPHAN, 0.0)
    return 0 <= place.start < place.end <= len(text) and 0 <= place.score <= 1


# -- what holds for any text ------------------------------------------------------------------


def drawn_selector(text: str, data: st.DataObject) -> Selector:
    start = data.draw(st.integers(0, len(text) - 1))
    return describe(text, start, data.draw(st.integers(start + 1, len(text))))


@given(texts | words, texts | words, st.data())
def test_a_place_is_never_outside_the_text(old: str, new: str, data: st.DataObject) -> None:
    assume(old)
    selector = drawn_selector(old, data)
    place = Reanchorer(old, new).find(selector)
    assert is_sound(place, new)
    if place.status is Status.EXACT:  # a border within a ligature or cluster takes it whole
        there = normalise(new[place.start : place.end]).text.strip()
        exact = normalise(selector.exact).text.strip()
        assert exact in there
        assert len(there) <= len(exact) + 4


@given(texts | words, st.data())
def test_in_the_same_text_it_is_where_it_was(text: str, data: st.DataObject) -> None:
    assume(text)
    selector = drawn_selector(text, data)
    assert Reanchorer(text, text).find(selector) == Place(
        selector.start, selector.end, Status.EXACT, 1.0
    )


@given(words, words, st.data())
def test_there_and_back_again(old: str, other: str, data: st.DataObject) -> None:
    selector = drawn_selector(old, data)
    assert is_sound(Reanchorer(old, other).find(selector), other)
    again = Reanchorer(other + old, old).find(
        describe(other + old, len(other) + selector.start, len(other) + selector.end)
    )
    assert is_sound(again, old)
    back = Reanchorer(old, old).find(selector)
    assert (back.start, back.end) == (selector.start, selector.end)


@given(words, st.data())
def test_another_typography_is_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start] != " " and text[end - 1] != " ")
    spaced = text.replace(" ", "\u00a0 ").replace(".", ".\u200b").replace("a", "a\u00ad")
    place = Reanchorer(text, spaced).find(describe(text, start, end))
    assert place.status is Status.EXACT
    assert normalise(spaced[place.start : place.end]).text == text[start:end]


@given(words, words, st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), max_size=8))
def test_there_is_one_place_for_each(old: str, new: str, spans: list[tuple[int, int]]) -> None:
    selectors = [
        describe(old, start % len(old), min(len(old), start % len(old) + length))
        for start, length in spans
    ]
    places = reanchor(old, new, selectors)
    assert len(places) == len(selectors)
    assert places == [Reanchorer(old, new).find(selector) for selector in selectors]


@given(texts, texts, texts, texts)
def test_any_quote_is_sought(text: str, quote: str, prefix: str, suffix: str) -> None:
    assert is_sound(locate_quote(text, quote, prefix, suffix), text)
    assert is_sound(Reanchorer(prefix, text).find(Selector(quote, prefix, suffix, 3, 2)), text)


# -- each kind of edit ------------------------------------------------------------------------

SENTENCE = "The fox had gone home, and the dog stayed out all night in the rain"


@each(
    ("new", "quote", "there", "status"),
    [
        # other typography
        (STORY.replace("—", "--").replace("“", '"').replace("  ", "\n"), "late — very", "late -- very", "exact"),
        (STORY.replace("fox", "f\u00adox"), SENTENCE, SENTENCE.replace("fox", "f\u00adox"), "exact"),
        # something before, behind, in between
        (f"{OTHER}\n\n{STORY}\n\n{OTHER}", SENTENCE, SENTENCE, "exact"),
        (f"{ONE}\n\n{OTHER}\n\n{TWO}\n\n{OTHER}\n\n{THREE}\n\n{FOUR}", SENTENCE, SENTENCE, "exact"),
        # moved, the rest removed
        (f"{TWO}\n\n{ONE}\n\n{THREE}\n\n{FOUR}", SENTENCE, SENTENCE, "exact"),
        (f"{ONE}\n\n{THREE}\n\n{FOUR}\n\n{TWO}", "rain", "rain", "exact"),
        (TWO, SENTENCE, SENTENCE, "exact"),
        # slips within
        (STORY.replace("gone home", "gnoe home"), SENTENCE, SENTENCE.replace("gone", "gnoe"), "fuzzy"),
        (STORY.replace("The fox had", "A fox had"), SENTENCE, SENTENCE.replace("The", "A"), "fuzzy"),
        (STORY.replace("all night", "all[12] night"), SENTENCE, SENTENCE.replace("all", "all[12]"), "fuzzy"),
        # a few words are never sure when they were changed
        (STORY.replace("gone home", "gone hmoe"), "gone home", "gone hmoe", "review"),
        # rewritten
        (
            STORY.replace("had gone home, and the dog stayed", "was home by then; the poor dog lay"),
            SENTENCE,
            "The fox was home by then; the poor dog lay out all night in the rain",
            "review",
        ),
        # gone
        (f"{ONE}\n\n{THREE}\n\n{FOUR}", SENTENCE, None, "orphan"),
        (OTHER, SENTENCE, None, "orphan"),
        ("", SENTENCE, None, "orphan"),
        (ONE, "midnight with a lantern", None, "orphan"),
    ],
)  # fmt: skip
def test_an_edit(new: str, quote: str, there: str | None, status: str) -> None:
    assert found(STORY, new, quote) == (there, status)


def test_of_a_passage_and_its_copy_the_one_in_its_place_is_meant() -> None:
    new = f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{TWO}\n\n{FOUR}\n\n{OTHER}"
    place = Reanchorer(STORY, new).find(selector_of(STORY, SENTENCE))
    assert (place.start, place.status) in [
        (new.index(SENTENCE), Status.EXACT),
        (new.index(SENTENCE), Status.REVIEW),
    ]


def test_a_copy_is_not_taken_for_the_passage_that_was_rewritten() -> None:
    rewritten = "Who knew? The fox was in bed, the dog was soaked, and carts went by."
    new = f"{ONE}\n\n{rewritten}\n\n{THREE}\n\n{FOUR}\n\n{OTHER}\n\n{TWO}"
    _text, status = found(STORY, new, SENTENCE)
    assert status in (Status.REVIEW, Status.ORPHAN)


@pytest.mark.parametrize("gone", ["size", "name", "owner"])
def test_what_is_left_of_several_alike_is_not_taken_for_the_one_that_went(gone: str) -> None:
    def rule(member: str) -> str:
        return f"If the {member} of the node is null, then throw a TypeError and abort these steps."

    members = ["size", "name", "owner", "parent"]
    old = "\n\n".join([ONE, *map(rule, members), TWO])
    new = "\n\n".join([ONE, *(rule(one) for one in members if one != gone), TWO])
    for member in members:
        start = old.index(rule(member))
        first = old.index("throw a TypeError", start)
        for selector in (
            describe(old, start, start + len(rule(member))),
            describe(old, first, first + 17),
        ):
            place = Reanchorer(old, new).find(selector)
            if member == gone:
                assert place.status in (Status.REVIEW, Status.ORPHAN)
            elif place.status is not Status.REVIEW:
                assert place.start == new.index(rule(member)) + selector.start - start


def test_a_passage_over_paragraphs_keeps_what_is_its_own() -> None:
    quote = STORY[STORY.index("the dog stayed") : STORY.index("a letter came") + 13]
    new = f"{ONE}\n\n{TWO}\n\nShare this article\n\n{THREE}\n\n{FOUR}"
    text, status = found(STORY, new, quote)
    assert text is not None
    assert text.startswith("the dog stayed")
    assert text.endswith("a letter came")
    assert status in (Status.FUZZY, Status.REVIEW)


def test_a_page_is_found_though_much_in_it_was_changed() -> None:
    old = "\n\n".join(f"Paragraph {n} tells of {n * n} foxes. {ONE}" for n in range(40))
    new = old.replace("tells of 16 foxes", "tells of sixteen foxes").replace("lamps", "lmaps")
    start, end = old.index("Paragraph 3 "), old.index("Paragraph 20 ")
    place = Reanchorer(old, new).find(describe(old, start, end - 2))
    assert place.status is Status.FUZZY
    assert (place.start, place.end) == (new.index("Paragraph 3 "), new.index("Paragraph 20 ") - 2)


def test_scripts_without_spaces_and_from_right_to_left() -> None:
    chinese = (
        "去年冬天老师在城南整理了古老的笔记本。第二天早上编辑寄来了关于河流的地图，但是没有人读完。"
    )
    new = "很久以前。" + chinese.replace("古老的", "古老旳")
    assert found(chinese, new, "关于河流的地图") == ("关于河流的地图", "exact")
    text, status = found(chinese, new, "老师在城南整理了古老的笔记本")
    assert text == "老师在城南整理了古老旳笔记本"
    assert status in (Status.FUZZY, Status.REVIEW)
    arabic = "قرأ المعلم الكتاب القديم في البيت. ثم كتب رسالة طويلة إلى المدينة البعيدة."
    assert found(arabic, f"عنوان. {arabic}", "كتب رسالة طويلة") == ("كتب رسالة طويلة", "exact")


def test_white_space_and_what_is_not_seen_stays_with_the_words() -> None:
    assert found(STORY, f"{OTHER} {STORY}", "hill.  It was") == ("hill.  It was", "exact")
    old = "co\u00adoperate, said the fox to the dog beside the gate."
    assert found(old, f"Well then. {old}", "co\u00adoperate, ") == ("co\u00adoperate, ", "exact")


# -- quotes without a place -------------------------------------------------------------------


@each(
    ("quote", "prefix", "suffix", "there", "status"),
    [
        (SENTENCE, "", "", SENTENCE, "exact"),
        ('"Where is it?" asked', "", "", "“Where is it?” asked", "exact"),
        ("the dog", "", "", "the dog", "review"),
        ("the dog", "and ", " stayed out", "the dog", "exact"),
        (SENTENCE.replace("stayed", "staid"), "", "", SENTENCE, "fuzzy"),
        ("The fox had gone home, and the dog…", "", "", "The fox had gone home, and the dog", "fuzzy"),
        ("the committee adjourned without a vote", "", "", None, "orphan"),
        ("", "x", "y", None, "orphan"),
    ],
)  # fmt: skip
def test_a_quote_from_elsewhere(
    quote: str, prefix: str, suffix: str, there: str | None, status: str
) -> None:
    place = locate_quote(STORY, quote, prefix, suffix)
    assert place.status == status
    assert (STORY[place.start : place.end] if place.start is not None else None) == there


def test_a_selector_of_another_text_is_sought_by_its_quote() -> None:
    place = Reanchorer("short", STORY).find(selector_of(STORY, SENTENCE))
    assert (place.start, place.status) == (STORY.index(SENTENCE), Status.EXACT)


# -- large and hostile ------------------------------------------------------------------------

SAME = "It is the same sentence again. " * 2_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SAME, SAME[:30_000] + "Something new. " + SAME[30_000:]),
        (SAME, SAME[: len(SAME) // 2]),
        ("a" * 40_000, "a" * 39_000 + "b"),
        ("e\u0301" * 6_000, "e\u0301" * 4_000 + "x" + "e\u0301" * 2_000),
        (" \u00ad" * 40_000, "\u00ad " * 20_000),
        ("a\ud800b\x00 c\udfff " * 1000, "a\ud800b\x00 c\udfffx " * 1000),
    ],
    ids=["inserted", "half", "one word", "marks", "unseen", "surrogates"],
)
def test_hostile_texts_come_to_an_end_and_nothing_in_them_is_sure(old: str, new: str) -> None:
    selectors = [describe(old, at, at + 25) for at in range(500, len(old) - 500, len(old) // 8)]
    places: list[Place] = []
    calls_of(lambda: places.extend(reanchor(old, new, selectors)), most=600_000)
    assert all(is_sound(place, new) for place in places)
    assert {place.status for place in places} <= {Status.REVIEW, Status.ORPHAN}


def test_it_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reanchoring, "_TICK", 0.0)  # asks at each step, however fast that is
    old = " ".join(f"word{n * 7919 % 5003} and {n % 97}" for n in range(3_000))
    new = old[::-1] + old
    asked = 0
    selectors = [describe(old, at, at + 40) for at in range(0, 30_000, 100)]

    def give_up(tell: Callable[[], None]) -> None:
        def is_cancelled() -> bool:
            nonlocal asked
            asked += 1
            tell()
            return asked == 100

        with pytest.raises(Cancelled):
            reanchor(old, new, selectors, is_cancelled=is_cancelled)

    # 41,000 are made, however long the texts are.
    after = calls_between(give_up, most=60_000)[-1]
    assert asked == 100
    assert after < 100
