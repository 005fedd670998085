"""One spelling of a tag's name, and the order in which a few letters find tags."""

import unicodedata
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput
from reader.core.models import Tag
from reader.core.tags.tag_names import MAX_LENGTH, key, normalise, parents, rank
from tests.each import each

NOW = 1_800_000_000_000
DAY = 24 * 3600 * 1000
_ids = count(1)

names = (
    st.text(st.sampled_from("abAB é\u0301ßΣς#/ \t\u00a0\u200b\u00ad\x00\ud800😀"), max_size=12)
    | st.text()
)


def tag(name: str, used: int = 0, days_ago: float | None = None) -> Tag:
    last = 0 if days_ago is None else NOW - int(days_ago * DAY)
    return Tag(next(_ids), name, used, 0, last, None)


def ranked(pattern: str, *tags: Tag) -> list[str]:
    return [one.name for one in rank(pattern, tags, NOW)]


@each(
    ("typed", "kept"),
    [
        ("physics", "physics"),
        ("  machine \t learning ", "machine learning"),
        ("#todo", "todo"),
        ("## todo", "todo"),
        ("C#", "C#"),
        ("science/physics", "science/physics"),
        ("/science // physics/", "science/physics"),
        ("/#a/b", "a/b"),
        ("cafe\u0301", "café"),
        ("a\u200bb\u00adc\x00", "abc"),
        ("a\nb", "a b"),
        ("物理", "物理"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_a_name_has_one_spelling(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@each("typed", ["", "  ", "#", "/", "# / #", "\u200b", "\x00"])
def test_a_name_must_not_be_empty(typed: str) -> None:
    with pytest.raises(InvalidInput, match="needs a name"):
        normalise(typed)


def test_a_name_must_not_be_too_long() -> None:
    assert normalise("x" * MAX_LENGTH)
    with pytest.raises(InvalidInput, match="too long"):
        normalise("x" * (MAX_LENGTH + 1))


@given(names)
def test_a_kept_name_stays_as_it_is(typed: str) -> None:
    try:
        kept = normalise(typed)
    except InvalidInput:
        return
    assert normalise(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()
    assert "" not in kept.split("/")
    kept.encode()  # what SQLite must be able to take


@given(names)
def test_keys_are_stable_and_ignore_case_and_form(typed: str) -> None:
    found = key(typed)
    assert key(found) == found
    assert key(unicodedata.normalize("NFD", typed)) == found
    assert key(f"  {typed} ") == found


@each(
    ("one", "other"),
    [
        ("Physics", "physics"),
        ("CAFÉ", "cafe\u0301"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδος"),
        ("#A / b", "a/B"),
    ],
)
def test_spellings_of_one_tag_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_parents_are_told_from_the_outside() -> None:
    assert parents("a/b/c") == ("a", "a/b")
    assert parents("a") == ()


@given(st.lists(st.text("ab ", min_size=1), min_size=1, max_size=4).map("/".join))
def test_parents_of_a_child_are_those_of_its_parent_and_itself(name: str) -> None:
    assert parents(f"{name}/x") == (*parents(name), name)


def test_the_kind_of_match_decides_first() -> None:
    tags = [
        tag("xart", 900, 0),  # a part of a word
        tag("academic report", 900, 0),  # letters in order
        tag("modern art", 50, 0),  # a word
        tag("artist", 5),  # a beginning
        tag("art"),  # just that
        tag("physics", 900, 0),
    ]
    assert ranked("art", *tags) == ["art", "artist", "modern art", "xart", "academic report"]


def test_initials_come_before_a_part_of_a_word() -> None:
    assert ranked("ml", tag("html", 90), tag("machine learning", 1)) == ["machine learning", "html"]


def test_words_and_levels_are_found_in_any_order() -> None:
    tags = (tag("science/physics"), tag("physical education"))
    assert ranked("sci/phy", *tags) == ["science/physics"]
    assert ranked("phy sci", *tags) == ["science/physics", "physical education"]
    assert ranked("phys", *tags) == ["physical education", "science/physics"]


def test_among_equals_frequency_then_recency_count() -> None:
    assert ranked("ta", tag("tab", 1), tag("tap", 40), tag("tar", 6)) == ["tap", "tar", "tab"]
    assert ranked("ta", tag("tab", 4, 300), tag("tap", 4, 1)) == ["tap", "tab"]
    assert ranked("ta", tag("tab", 5, 300), tag("tap", 4, 0)) == ["tap", "tab"]
    assert ranked("ta", tag("tab", 500, 30), tag("tap", 1, 0)) == ["tab", "tap"]
    assert ranked("ta", tag("tap"), tag("tab")) == ["tab", "tap"]


def test_nothing_typed_shows_all_with_the_frequent_and_recent_first() -> None:
    assert ranked("", tag("old", 3, 400), tag("new", 3, 0), tag("never")) == ["new", "old", "never"]
    assert ranked(" # ", tag("one")) == ["one"]


def test_case_and_diacritics_do_not_matter() -> None:
    assert ranked("RESU", tag("résumé")) == ["résumé"]
    assert ranked("é", tag("Ecology")) == ["Ecology"]
    assert ranked("物", tag("量子 物理"), tag("化学")) == ["量子 物理"]


def test_a_tighter_run_of_letters_comes_first() -> None:
    assert ranked("phs", tag("photos"), tag("physics")) == ["physics", "photos"]
    assert ranked("htn", tag("what on"), tag("hydration")) == ["hydration", "what on"]


def test_a_use_in_the_future_counts_as_one_just_now() -> None:
    assert ranked("", tag("later", 1, -4000), tag("now", 1, 0), tag("many", 90)) == [
        "many",
        "later",
        "now",
    ]


@given(st.text(max_size=6), st.lists(names.map(lambda name: tag(name)), max_size=8))
def test_ranking_answers_some_of_the_tags_once_each(pattern: str, tags: list[Tag]) -> None:
    found = rank(pattern, tags, NOW)
    assert len({one.id for one in found}) == len(found)
    assert set(found) <= set(tags)
    assert found == rank(pattern, tags[::-1], NOW)


@given(st.text("abc /", min_size=1, max_size=12), st.data())
def test_letters_left_out_still_find_the_name(name: str, data: st.DataObject) -> None:
    kept = "".join(letter for letter in name if letter in " /" or data.draw(st.booleans()))
    assert ranked(kept, tag(name)) == [name]
