"""Queries as a person types them, whole, half typed and hostile."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput
from reader.core.models import Color
from reader.core.query.article_query_parser import (
    EMPTY,
    HAS_VALUES,
    IS_VALUES,
    MAX_TERMS,
    And,
    Field,
    Not,
    Or,
    Query,
    Word,
    parse,
    seeks_words,
    tag_term,
)
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
        ("is:archived", Field("is", "archive")),
        ("is:un", Field("is", "unread")),
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


def terms(query: Query) -> int:
    match query:
        case Word() | Field():
            return 1
        case Not(node):
            return terms(node)
        case And(nodes) | Or(nodes):
            return sum(terms(node) for node in nodes)


@each("unit", ["(", "-", "(-", '"', ":", "OR ", "tag:", "a OR ", '"a" ', "(a) "])
def test_the_work_grows_no_faster_than_a_hostile_query(unit: str) -> None:
    assert grows_with_its_input(parse, unit, 1000)
    assert terms(parse(unit * 10_000)) <= MAX_TERMS


def test_a_pasted_page_is_cut_short() -> None:
    assert terms(parse("word " * 10_000)) == MAX_TERMS


@given(st.text() | st.text(st.sampled_from(' ab:"-()“OR#/tagis')))
def test_parsing_never_raises(text: str) -> None:
    query = parse(text)
    seeks_words(query)
    assert parse(text) == query
    assert terms(query) <= MAX_TERMS


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


def printed(query: Query) -> str:
    match query:
        case Word(text, is_phrase):
            return f'"{text}"' if is_phrase else text
        case Field(name, value):
            return f'{name}:"{value}"'
        case Not(node):
            return f"-{grouped(node)}"
        case And(nodes):
            return " ".join(grouped(node) for node in nodes)
        case Or(nodes):
            return " OR ".join(grouped(node) for node in nodes)


def grouped(query: Query) -> str:
    return f"({printed(query)})" if isinstance(query, And | Or) else printed(query)


@given(st.recursive(leaves, joined, max_leaves=12))
def test_a_printed_tree_is_read_back(query: Query) -> None:
    assert parse(printed(query)) == query


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


def test_a_backslash_is_itself_where_it_escapes_nothing() -> None:
    assert parse(r'"C:\dir"') == Word(r"C:\dir", is_phrase=True)
    assert parse(r"a\b") == Word(r"a\b")
