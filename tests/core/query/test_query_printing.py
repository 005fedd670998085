"""Queries as they are written: terms for tags, and terms that are added and taken away."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput
from reader.core.query.query_parser import parse
from reader.core.query.query_printing import has_term, printed, tag_term, with_term
from reader.core.query.query_tree import And, Field, Or, Query, Word
from reader.core.tags import tag_names
from tests.each import each


@each(
    ("name", "typed"),
    [
        ("a/b", "tag:a/b"),
        ("machine learning", 'tag:"machine learning"'),
        ('say "hi" there', 'tag:"say \\"hi\\" there"'),
        ("a\\", 'tag:"a\\\\"'),
        ("“x” (y)", 'tag:"\\“x\\” (y)"'),
        ("C#", 'tag:"C#"'),
    ],
)
def test_any_tag_can_be_asked_for(name: str, typed: str) -> None:
    assert tag_term(name) == typed
    assert parse(typed) == Field("tag", tag_names.key(name))


@given(st.text(st.sampled_from('aé \\"“”„:()-/#量') | st.characters(), min_size=1, max_size=20))
def test_what_to_type_for_a_tag_finds_just_that_tag(name: str) -> None:
    try:
        kept = tag_names.normalise(name)
    except InvalidInput:
        return
    wanted = Field("tag", tag_names.key(kept))
    assert parse(tag_term(kept)) == wanted
    assert parse(f"({tag_term(kept)} OR {tag_term(kept)}) fox") == And(
        (Or((wanted, wanted)), Word("fox"))
    )


def test_a_term_is_added_taken_away_and_takes_the_place_of_its_like() -> None:
    assert with_term("fox", "has:note") == "fox has:note"
    assert with_term("fox has:note", "has:note") == "fox"
    assert with_term("color:green fox", "color:blue") == "fox color:blue"
    spaced = tag_term("chapter 2")
    assert spaced == 'tag:"chapter 2"'
    assert with_term(with_term("fox", spaced), spaced) == "fox"


@given(
    st.lists(st.sampled_from(["fox", "tag:a", "has:note", '"two words"'])),
    st.sampled_from(["has:note", "is:review", "color:green", "in:later", "after:7d"]),
)
def test_adding_twice_changes_nothing(words: list[str], term: str) -> None:
    text = " ".join(word for word in words if word != term)
    once = with_term(text, term)
    assert with_term(once, term).split() == [
        word for word in text.split() if once.split().count(word)
    ]


def test_a_term_is_taken_from_between_quotation_marks_and_parentheses_whole() -> None:
    said = tag_term('say "hi"')
    assert with_term(f"{said} fox", said) == "fox"
    assert with_term("(color:green OR color:blue) x", "color:red") == "x color:red"
    assert with_term("color:green OR color:blue x", "color:red") == "x color:red"
    assert (
        with_term("(color:green OR tag:a) x", "color:red") == "(color:green OR tag:a) x color:red"
    )
    assert with_term("(color:green x", "has:note") == "color:green x has:note"
    assert with_term("color:green OR tag:a x", "has:note") == "(color:green OR tag:a) x has:note"
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
    before = all_of(parse(text))
    assert all_of(parse(once)) == (*before, Field("has", "note"))
    assert all_of(parse(with_term(once, "has:note"))) == before


def test_a_query_is_printed_as_it_is_best_read() -> None:
    for typed in ("-(a OR b) (c d) OR e", "-(-a)", "(a OR b) c", 'tag:"a b" words:>2k in:later'):
        assert printed(parse(typed)) == typed.replace("(c d) OR e", "((c d) OR e)")


def test_whether_a_term_is_asked_for_by_itself() -> None:
    assert has_term("x tag:'a'", "tag:'a'")
    assert has_term('x tag:"a b" is:un', 'tag:"A b"')
    assert not has_term("x OR has:note", "has:note")
