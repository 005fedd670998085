"""What is suggested and why: named tags, tags that go together, and passages alike."""

from collections.abc import Sequence
from math import isclose, log, sqrt

from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import Tag
from reader.core.tags.tag_suggestions import (
    MOST,
    Evidence,
    Group,
    Reason,
    Subject,
    suggest,
    surprise,
    telling_words,
)
from tests.each import each


def tags(*names: str, used: int = 5) -> list[Tag]:
    return [Tag(n, name, used, used, 0, None) for n, name in enumerate(names, 1)]


def subject(text: str = "", title: str = "", on: Sequence[str] = ()) -> Subject:
    return Subject(text, title, tuple(on), article_id=1)


def named(text: str, *names: str, title: str = "") -> list[str]:
    found = suggest(subject(text, title), tags(*names), Evidence(), most=9)
    assert all(one.reason is Reason.NAMED for one in found)
    return [one.name for one in found]


@each(
    ("text", "name"),
    [
        ("On methods of reading.", "method"),
        ("A historic day", "history"),
        ("He walked on", "walk"),
        ("Die Straßen von Köln", "strasse"),
        ("a resume of it", "Résumé"),
        ("Reading it closely", "method/close reading"),
        ("量子力学的历史", "物理/量子"),
        ("読書の歴史", "読書"),
        ("AI and law", "ai"),
    ],
)
def test_a_tag_is_found_by_its_name_in_the_text(text: str, name: str) -> None:
    assert named(text, name, "zebra") == [name]


@each(
    ("text", "name"),
    [("The fair said", "ai"), ("an old cart", "art"), ("close to it", "close reading"), ("", "a")],
)
def test_a_part_of_a_word_or_of_a_name_is_not_the_name(text: str, name: str) -> None:
    assert named(text, name) == []


def test_the_text_weighs_more_than_the_title() -> None:
    assert named("of margins", "law", "margin", title="The law") == ["margin", "law"]


def test_what_is_on_is_not_suggested() -> None:
    found = suggest(subject("method and law", on=["METHOD"]), tags("method", "law"), Evidence())
    assert [one.name for one in found] == ["law"]


def test_tags_that_go_together_are_suggested_with_their_fellow() -> None:
    evidence = Evidence(200, (Group("claim", 10, {"evidence": 8, "claim": 10, "common": 5}),))
    found = suggest(
        subject(on=["claim"]),
        [*tags("claim", used=10), *tags("evidence", used=9), *tags("common", used=100)],
        evidence,
    )
    assert [(one.name, one.reason, one.with_tag) for one in found] == [
        ("evidence", Reason.TOGETHER, "claim")
    ]  # half of all carry the common one, so that half of these do says nothing


def test_rare_words_in_common_count_and_the_article_does() -> None:
    words = (Group("manicule", 3, {"hands": 3}), Group("bologna", 2, {"hands": 1, "law": 1}))
    evidence = Evidence(300, (), Group("", 4, {"law": 3}), words)
    found = suggest(subject("manicule bologna"), tags("hands", "law"), evidence)
    assert [(one.name, one.reason) for one in found] == [
        ("hands", Reason.ALIKE),
        ("law", Reason.HERE),
    ]


def test_a_small_library_suggests_nothing_by_chance() -> None:
    evidence = Evidence(3, (Group("a", 1, {"b": 1}),), None, (Group("word", 1, {"b": 1}),))
    assert suggest(subject("word", on=["a"]), tags("a", "b", used=1), evidence) == []


def test_surprise_is_the_root_of_the_log_likelihood_ratio() -> None:
    # Two words together in 110 of 31,777 pairs, Dunning (1993), table 1: "the swiss" gives 270.72.
    assert isclose(surprise(110, 2552, 221, 31777) ** 2, 270.72, abs_tol=0.05)
    assert isclose(surprise(5, 5, 5, 10), sqrt(20 * log(2)))
    assert surprise(0, 5, 5, 10) == surprise(1, 5, 5, 10) == surprise(0, 0, 0, 0) == 0


@given(*[st.integers(-2, 60)] * 4)
def test_surprise_is_never_negative_and_knows_no_order(a: int, b: int, c: int, n: int) -> None:
    found = surprise(a, b, c, n)
    assert found >= 0
    assert isclose(found, surprise(a, c, b, n), abs_tol=1e-9)


def test_telling_words_are_the_long_ones_and_pairs_of_unspaced_signs() -> None:
    assert telling_words("The margin, the MARGIN of 1984 in marginalia") == ["marginalia", "margin"]
    assert telling_words("量子力学") == ["量子", "子力", "力学"]
    assert len(telling_words(" ".join(f"word{n}x" for n in range(200)))) == 12


NAMES = ("a", "b/c", "量子", "long name", "É")
groups = st.builds(
    Group,
    st.sampled_from(NAMES),
    st.integers(0, 9),
    st.dictionaries(st.sampled_from((*NAMES, "gone")), st.integers(0, 9)),
)
evidences = st.builds(
    Evidence,
    st.integers(0, 40),
    st.lists(groups, max_size=3).map(tuple),
    st.none() | groups,
    st.lists(groups, max_size=3).map(tuple),
)


@given(
    st.text(st.sampled_from("abc 量子longname é"), max_size=30),
    st.lists(st.sampled_from(NAMES), unique=True),
    evidences,
)
def test_suggestions_are_few_known_not_on_and_always_the_same(
    text: str, on: list[str], evidence: Evidence
) -> None:
    library = tags(*NAMES)
    found = suggest(subject(text, text, on), library, evidence)
    assert len(found) <= MOST
    assert not {one.name for one in found} & set(on)
    assert {one.name for one in found} <= set(NAMES)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found == suggest(subject(text, text, on), library[::-1], evidence)
