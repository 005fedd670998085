"""What in a query cannot mean what it says, and what a query for articles may be completed to."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.query.article_query_parser import FIELDS
from reader.core.query.completion import completing
from reader.core.query.query_mistakes import mistakes
from tests.each import each


@each(
    ("text", "found"),
    [
        ("fox is:nonsense x", ["is:nonsense"]),
        ("-(color:blurple OR foo:bar) is:blue", ["color:blurple", "foo:bar)", "is:blue"]),
        ("is:un has:n color:gr tag:new", []),
        ("is: has: color: tag:", []),
        ("fo: https://example.org C:\\x 10:30 a:b", []),
        ('"foo:bar" “is:blue”', []),
        ("colour:gray title:x", []),
    ],
)
def test_mistakes_are_what_does_not_exist(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _reason in mistakes(text)] == found


def test_a_mistake_says_what_there_is() -> None:
    (value,) = mistakes("is:nonsense")
    assert value.reason.startswith(
        "There is no “is:nonsense”; “is:” may be followed by unread, read"
    )
    (field,) = mistakes("foo:bar")
    assert "no field “foo”" in field.reason
    assert all(name in field.reason for name in FIELDS)


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from('istag:()-"“”OR ')), max_size=40)
)
def test_mistakes_lie_in_the_query(text: str) -> None:
    for start, end, reason in mistakes(text):
        assert 0 <= start < end <= len(text)
        assert reason


def test_words_of_a_query_for_articles_are_completed() -> None:
    assert completing("fox is:un", 9, ()) == (4, ("is:unread",))
    assert completing("ti", 2, ()) == (0, ("title:",))
    assert completing("tag:me", 6, ("method", "music")) == (0, ("tag:method",))
    assert completing("color:gr", 8, ())[1] == ("color:green", "color:grey")
