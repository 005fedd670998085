"""What in a query cannot mean what it says."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.query.query_fields import FIELDS
from reader.core.query.query_mistakes import MOST, mistakes, refusals
from reader.core.query.query_parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from tests.each import each


@each(
    ("text", "found"),
    [
        ("fox is:nonsense x", ["is:nonsense"]),
        ("-(color:blurple OR foo:bar) is:blue", ["color:blurple", "foo:bar", "is:blue"]),
        ("is:un has:n color:gr tag:new", []),
        ("is: has: color: tag:", []),
        ("fo: https://example.org C:\\x 10:30 a:b", []),
        ('"foo:bar" “is:blue”', []),
        ("colour:gray title:x", []),
        (
            "after:soon published:2026..never words:many",
            ["after:soon", "published:2026..never", "words:many"],
        ),
        ("after:20 added:> words:< (a OR", []),
        ("OR a OR OR b", ["OR"]),
        ("a () b )", ["()", ")"]),
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


@each(
    ("text", "place", "says"),
    [
        ("(" * (MAX_DEPTH + 1) + "a", (MAX_DEPTH, MAX_DEPTH + 1), "more than 12 deep"),
        ("a " * MAX_TERMS + "b c", (2 * MAX_TERMS, 2 * MAX_TERMS + 3), "200 terms"),
        ("a" * MAX_LENGTH + "bc", (MAX_LENGTH, MAX_LENGTH + 2), "10000 characters"),
        ("OR", (0, 2), "needs a term before it"),
        ("( )", (0, 3), "nothing between"),
    ],
)
def test_a_hostile_query_is_told_in_a_sentence(
    text: str, place: tuple[int, int], says: str
) -> None:
    (mistake,) = mistakes(text)
    assert (mistake.start, mistake.end) == place
    assert says in mistake.reason
    assert refusals(text)[0] == mistake


@each("text", ["-", "a --", "-()", "tag:", "a OR", "color:gr", "after:20"])
def test_what_is_not_finished_is_refused_where_more_cannot_follow(text: str) -> None:
    assert len(refusals(text)) == 1


@each("text", ["", "  ", '""', '"', "(a", '"a b', "foo:bar", "a)", "is:un", ")"])
def test_what_means_something_as_it_stands_is_not_refused(text: str) -> None:
    assert not refusals(text)


def test_many_mistakes_are_told_by_the_first() -> None:
    text = " ".join(f"n{chr(97 + n % 26)}{chr(97 + n // 26)}:x" for n in range(100))
    assert len(mistakes(text)) == MOST
