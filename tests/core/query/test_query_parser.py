"""Queries as a person types them, whole, half typed and hostile."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import Color
from reader.core.query.query_fields import HAS_VALUES, IS_VALUES, PLACES
from reader.core.query.query_parser import MAX_LENGTH, MAX_TERMS, parse
from reader.core.query.query_printing import printed
from reader.core.query.query_tree import EMPTY, And, Field, Not, Or, Query, Word, seeks_words, terms
from reader.core.tags import tag_names
from tests.each import each
from tests.work import grows_with_its_input

FOX, DOG = Word("fox"), Word("dog")


@each(
    ("text", "tree"),
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("fox", FOX),
        ("fox dog", And((FOX, DOG))),
        ('"brown  fox"', Word("brown fox", is_phrase=True)),
        ("“brown fox” dog", And((Word("brown fox", is_phrase=True), DOG))),
        ("„fox“", Word("fox", is_phrase=True)),
        ("-fox", Not(FOX)),
        ("--fox", Not(FOX)),
        ('-"brown fox"', Not(Word("brown fox", is_phrase=True))),
        ("dog-fox", Word("dog-fox")),
        ("fox OR dog", Or((FOX, DOG))),
        ("fox or dog", And((FOX, Word("or"), DOG))),
        ("fox OR dog OR cat", Or((FOX, DOG, Word("cat")))),
        ("is:unread fox OR dog", And((Field("is", "unread"), Or((FOX, DOG))))),
        ("fox OR -dog", Or((FOX, Not(DOG)))),
        ("(fox dog) OR cat", Or((And((FOX, DOG)), Word("cat")))),
        ("-(fox dog)", Not(And((FOX, DOG)))),
        ("(fox)", FOX),
        ("f(x)", Word("f(x)")),
        (":)", Word(":)")),
        ("tag:physics", Field("tag", "physics")),
        ("TAG:#Physics", Field("tag", "physics")),
        ('tag:"Machine  Learning" fox', And((Field("tag", "machine learning"), FOX))),
        ("-tag:a/b", Not(Field("tag", "a/b"))),
        ("tag:a/", Field("tag", "a")),
        ("(tag:a OR tag:b)", Or((Field("tag", "a"), Field("tag", "b")))),
        ("is:Unread", Field("is", "unread")),
        ("is:archived", Field("in", "archive")),
        ("is:un", Field("is", "unread")),
        ("is:re", Field("is", "read")),
        ("is:rev", Field("is", "review")),
        ("is:later", Field("in", "later")),
        ("in:later", Field("in", "later")),
        ('article:"lime trees"', Field("title", "lime trees")),
        ("before:2026-11-01", Field("before", "2026-11-01")),
        ("since:2026-", Field("after", "2026")),
        ("after:202", EMPTY),
        ("after:tod", EMPTY),
        ("after:7d", Field("after", "7d")),
        ("after:soon", Word("after:soon")),
        ("after:2026-13", Word("after:2026-13")),
        ("after:>2026", Word("after:>2026")),
        ("added:>2026-11", Field("added", ">2026-11")),
        ("added:>", EMPTY),
        ("added:>7d", Word("added:>7d")),
        ("added:Today", Field("added", "today")),
        ("published:2024..", Field("published", "2024..")),
        ("published:2024..2026-1", Field("published", "2024..2026-1")),
        ("published:..", EMPTY),
        ("words:>2K", Field("words", ">2k")),
        ("words:>٢٠٠٠", Field("words", ">2000")),
        ("added:٢٠٢٤-١١..۲۰۲۵", Field("added", "2024-11..2025")),
        ("after:२०२४", Field("after", "2024")),
        ("words:many", Word("words:many")),
        ("lang:de", Field("language", "de")),
        ('is:"blue moon" x', And((Word("is:blue moon", is_phrase=True), Word("x")))),
        ("是 “慢读”", And((Word("是"), Word("慢读", is_phrase=True)))),
        ("has:notes", Field("has", "note")),
        ("has:h", Field("has", "highlight")),
        ("colour:Blue", Field("color", "blue")),
        ("color:gray", Field("color", "grey")),
        ("site:example.org", Field("site", "example.org")),
        ("by:'Ann'", Field("by", "'Ann'")),
        ('by:"Ian Smith"', Field("by", "Ian Smith")),
        ("title:a:b", Field("title", "a:b")),
        ("is:blue", Word("is:blue")),
        ("https://example.org/a", Word("https://example.org/a")),
        ("10:30", Word("10:30")),
        ("ORGAN", Word("ORGAN")),
    ],
)
def test_what_is_typed_becomes_a_tree(text: str, tree: Query) -> None:
    assert parse(text) == tree


@each(
    "text",
    [
        "tag:",
        "tag:#",
        'tag:"',
        "-tag:",
        "-",
        '"',
        '""',
        "OR",
        "(",
        ")(",
        "()",
        "-()",
        "is:",
        "color:p",
        "by:",
        "(((",
    ],
)
def test_what_is_unfinished_matches_all(text: str) -> None:
    rest = parse(f"fox {text}")
    assert rest in (FOX, And((FOX, Word(")"))), And((FOX, Word(")(")))), text
    if ")" not in text:
        assert parse(text) == EMPTY


def test_a_query_narrows_letter_by_letter_and_never_jumps_to_nothing() -> None:
    text = 'is:unread tag:"machine learning" fox OR -dog'
    for length in range(len(text)):
        assert isinstance(parse(text[:length]), And | Field | Word)


def test_parentheses_that_nest_too_deep_are_left_out_in_pairs() -> None:
    for depth in (1, 12, 13, 40):
        assert parse("(" * depth + "a" + ")" * depth + " b") == parse("a b")
    assert parse("(" * 13 + "(a) b" + ")" * 13 + " OR c") == parse("(a b) OR c")


def test_or_without_two_sides_is_left_out() -> None:
    assert parse("fox OR") == FOX
    assert parse("OR fox") == FOX
    assert parse("fox OR OR dog") == Or((FOX, DOG))


def test_words_ask_for_the_index_and_fields_do_not() -> None:
    assert not seeks_words(parse("is:unread tag:a -site:b (by:c OR title:d) -fox"))
    assert not seeks_words(EMPTY)
    assert seeks_words(parse("is:unread fox"))
    assert seeks_words(parse("tag:a OR (tag:b fox)"))


@each("unit", ["(", "-", "(-", '"', ":", "OR ", "tag:", "a OR ", '"a" ', "(a) "])
def test_the_work_grows_no_faster_than_a_hostile_query(unit: str) -> None:
    assert grows_with_its_input(parse, unit, 1000)
    assert len([*terms(parse(unit * 10_000))]) <= MAX_TERMS


def test_a_pasted_page_is_cut_short() -> None:
    assert len([*terms(parse("word " * 1_000))]) == MAX_TERMS
    assert parse("a" * MAX_LENGTH + "b c") == Word("a" * MAX_LENGTH)


@given(st.text() | st.text(st.sampled_from(' ab:"-()“OR#/tagis')))
def test_parsing_never_raises(text: str) -> None:
    query = parse(text)
    seeks_words(query)
    assert parse(text) == query
    assert len([*terms(query)]) <= MAX_TERMS


plain = st.text("abcé中", min_size=1, max_size=6)
leaves = st.one_of(
    plain.map(Word),
    st.lists(plain, min_size=1, max_size=3).map(
        lambda words: Word(" ".join(words), is_phrase=True)
    ),
    st.lists(plain, min_size=1, max_size=3).map(
        lambda levels: Field("tag", tag_names.key("/".join(levels)))
    ),
    st.sampled_from(IS_VALUES).map(lambda value: Field("is", value)),
    st.sampled_from(PLACES).map(lambda value: Field("in", value)),
    st.sampled_from(["2026", "7d", ">2026-01-05", "today..", "..2026-2"]).map(
        lambda value: Field("added", value)
    ),
    st.sampled_from(["7", ">=2k", "1..2"]).map(lambda value: Field("words", value)),
    st.sampled_from(HAS_VALUES).map(lambda value: Field("has", value)),
    st.sampled_from(list(Color)).map(lambda value: Field("color", value)),
    st.tuples(st.sampled_from(["by", "site", "title"]), plain).map(lambda pair: Field(*pair)),
)


def joined(nodes: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(And),
        several.map(
            lambda found: Or(
                (*(found[0].nodes if isinstance(found[0], Or) else found[:1]), *found[1:])
            )
        ),
        nodes.map(lambda node: node if isinstance(node, Not) else Not(node)),
    )


SIGNS = st.text() | st.text(st.sampled_from(' ab:"-()“OR#/tagisdewor>.2026\\'))


@given(SIGNS)
def test_what_is_typed_is_printed_and_read_back(text: str) -> None:
    tree = parse(text)
    assert parse(printed(tree)) == tree
    assert printed(parse(printed(tree))) == printed(tree)


@given(st.recursive(leaves, joined, max_leaves=12))
def test_a_printed_tree_is_read_back(query: Query) -> None:
    assert parse(printed(query)) == query


def test_a_backslash_is_itself_where_it_escapes_nothing() -> None:
    assert parse(r'"C:\dir"') == Word(r"C:\dir", is_phrase=True)
    assert parse(r"a\b") == Word(r"a\b")
