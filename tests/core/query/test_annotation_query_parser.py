"""The language in which annotations are asked for, its dates, and what the field offers."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reader.core.query.annotation_query_parser import (
    first_moment,
    parse_annotations,
    with_term,
)
from reader.core.query.article_query_parser import EMPTY, And, Field, Not, Or, Query, Word, tag_term
from reader.core.query.completion import ANNOTATIONS
from reader.core.query.completion import completing as complete
from tests.each import each


def completing(text: str, at: int, tags: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return complete(text, at, tags, ANNOTATIONS)


def completions(text: str, at: int, tags: tuple[str, ...]) -> tuple[str, ...]:
    return completing(text, at, tags)[1]


@each(
    ("text", "tree"),
    [
        ("", EMPTY),
        ("tag:Method", Field("tag", "method")),
        ("color:gr", EMPTY),
        ("color:gre", EMPTY),
        ("colour:green", Field("color", "green")),
        ("color:gray", Field("color", "grey")),
        ("has:note -has:tag", And((Field("has", "note"), Not(Field("has", "tag"))))),
        ("is:rev", Field("is", "review")),
        ("is:unread", Word("is:unread")),
        ("in:later", Field("in", "later")),
        ('article:"lime trees"', Field("article", "lime trees")),
        ("title:lime", Field("article", "lime")),
        ("before:2026-11-01", Field("before", "2026-11-01")),
        ("after:2026-11", Field("after", "2026-11")),
        ("after:2026-", Field("after", "2026")),
        ("after:202", EMPTY),
        ("after:2026-1", Field("after", "2026-1")),
        ("after:soon", Word("after:soon")),
        ("after:2026-13", Word("after:2026-13")),
        ("is:orphan OR is:review", Or((Field("is", "orphan"), Field("is", "review")))),
        ("是 “慢读”", And((Word("是"), Word("慢读", is_phrase=True)))),
    ],
)
def test_the_tree(text: str, tree: object) -> None:
    assert parse_annotations(text) == tree


@given(st.text(alphabet=st.sampled_from('tagcolrhs:"()-OR 2026是“”\x00')))
def test_whatever_is_typed_is_a_query(text: str) -> None:
    assert parse_annotations(text) is not None


def test_a_day_a_month_and_a_year_begin() -> None:
    def at(*day: int) -> int:
        return round(datetime(day[0], day[1], day[2], tzinfo=UTC).timestamp() * 1000)

    assert first_moment("2026-11-02", UTC) == at(2026, 11, 2)
    assert first_moment("2026-3", UTC) == at(2026, 3, 1)
    assert first_moment("2026", UTC) == at(2026, 1, 1)
    assert first_moment("2026-02-30", UTC) == at(2026, 3, 1)


@given(st.from_regex(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", fullmatch=True))
def test_every_day_that_is_a_value_has_a_first_moment(day: str) -> None:
    assert isinstance(first_moment(day), int)


def test_a_term_is_added_taken_away_and_takes_the_place_of_its_like() -> None:
    assert with_term("fox", "has:note") == "fox has:note"
    assert with_term("fox has:note", "has:note") == "fox"
    assert with_term("color:green fox", "color:blue") == "fox color:blue"
    spaced = tag_term("chapter 2")
    assert spaced == 'tag:"chapter 2"'
    assert with_term(with_term("fox", spaced), spaced) == "fox"


@given(
    st.lists(st.sampled_from(["fox", "tag:a", "has:note", '"two words"'])),
    st.sampled_from([term for term in ANNOTATIONS.terms if not term.endswith(":")]),
)
def test_adding_twice_changes_nothing(words: list[str], term: str) -> None:
    text = " ".join(word for word in words if word != term)
    once = with_term(text, term)
    assert with_term(once, term).split() == [
        word for word in text.split() if once.split().count(word)
    ]


def test_what_is_offered() -> None:
    assert completions("ta", 2, ()) == ("tag:",)
    assert completions("fox -has", 8, ()) == ("-has:note", "-has:tag")
    assert completions("tag:m", 5, ("method", "music", "a")) == ("tag:method", "tag:music")
    assert completions("tag:ch", 6, ("chapter 2",)) == ('tag:"chapter 2"',)
    assert completions("color:p", 7, ()) == ("color:pink", "color:purple")
    assert completions("has:note", 8, ()) == ()
    assert completions("fox ", 4, ()) == ()
    assert completions("zeb", 3, ()) == ()
    assert completing("one two", 3, ())[0] == 0


def test_a_term_is_taken_from_between_quotation_marks_and_parentheses_whole() -> None:
    said = tag_term('say "hi"')
    assert with_term(f"{said} fox", said) == "fox"
    assert with_term("(color:green OR color:blue) x", "color:red") == "x color:red"
    assert with_term("color:green OR color:blue x", "color:red") == "x color:red"
    assert (
        with_term("(color:green OR tag:a) x", "color:red") == "(color:green OR tag:a) x color:red"
    )
    assert with_term("(color:green x", "has:note") == "(color:green x) has:note"
    assert with_term("x OR", "has:note") == "x has:note"
    assert with_term('"open', "has:note") == '"open" has:note'
    assert with_term('tag:"a b" has:note', "has:note") == 'tag:"a b"'


def all_of(node: Query) -> tuple[Query, ...]:
    """What must match, without the parentheses around it."""
    if isinstance(node, And):
        return tuple(one for part in node.nodes for one in all_of(part))
    return (node,)


@given(st.text('ab "\\()-:ORtg', max_size=14))
def test_a_term_that_is_added_is_one_more_to_match(text: str) -> None:
    once = with_term(text, "has:note")
    before = all_of(parse_annotations(text))
    assert all_of(parse_annotations(once)) == (*before, Field("has", "note"))
    assert all_of(parse_annotations(with_term(once, "has:note"))) == before


def test_tags_with_spaces_and_quotation_marks_are_offered() -> None:
    names = ('say "hi"', "say hello", "other")
    both = (tag_term(names[0]), tag_term(names[1]))
    assert completing('tag:"say', 8, names) == (0, both)
    assert completing('x tag:"say h', 12, names) == (2, both[1:])
    assert completing("tag:say h", 9, names) == (0, both[1:])
    assert completing("tag:other h", 11, names) == (10, ("has:note", "has:tag"))
    assert completing('(tag:"say \\"h', 13, names) == (1, both[:1])
    assert completing('tag:"one two', 12, ())[0] == 0
    assert completing("(one", 4, ())[0] == 1
