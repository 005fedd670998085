"""Finding words in a text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.searching.search_folding import is_in_word
from reader.core.text.searching.text_search import FoldedText, SearchTerm, hits
from tests.each import each


@each(
    ("text", "sought", "found"),
    [
        ("One two one.", "one", ["One", "one"]),
        ("a CAFÉ, a café, a cafe\u0301", "cafe", ["CAFÉ", "café", "cafe"]),
        ("co\u00adop and coop", "coop", ["co\u00adop", "coop"]),
        ("it’s “so”", 'it\'s "so"', ["it’s “so”"]),
        ("two\n\nwords", "two words", ["two\n\nwords"]),
        ("中文段落，中文", "中文", ["中文", "中文"]),
        ("😀 find 😀 me", "me", ["me"]),
        ("हिन्दी", "हान्दू", []),
        ("a.b", ".", ["."]),
        ("Łódź, an Øre, Æther, kızıl", "lodz", ["Łódź"]),
        ("an Øre, Æther", "aether", ["Æther"]),
        ("Ǣ ǿ Þór", "thor", ["Þór"]),
        ("kızıl đak", "kizil", ["kızıl"]),
        ("ﬀ", "f", ["ﬀ"]),
        ("كـتاب ٱلله", "كتاب", ["كـتاب"]),
        ("مدرسة", "مدرسه", ["مدرسة"]),
        ("anything", "", []),
        ("anything", "   ", []),
    ],
)
def test_places(text: str, sought: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in FoldedText(text).places(sought)] == found


@given(st.text(max_size=60), st.text(max_size=20))
def test_places_lie_in_the_text_in_order(text: str, sought: str) -> None:
    at = 0
    for start, end in FoldedText(text).places(sought):
        assert at <= start < end <= len(text)
        at = end


@given(
    st.text(max_size=30), st.text(alphabet="abcéש中", min_size=1, max_size=8), st.text(max_size=30)
)
def test_words_that_are_there_are_found(before: str, sought: str, after: str) -> None:
    assert FoldedText(f"{before} {sought} {after}").places(sought)


@each(
    ("text", "sought", "is_beginning", "found"),
    [
        ("fox, foxes, outfox, FOX", "fox", False, ["fox", "FOX"]),
        ("fox, foxes, outfox", "fox", True, ["fox", "fox"]),
        ("snake_case, snake case, snakecase", "snake-case", False, ["snake_case", "snake case"]),
        ("3.14 and 314", "3.14", False, ["3.14"]),
        ("don’t", "don't", False, ["don’t"]),
        ("हिन्दी हिन्द", "हिन्द", False, ["हिन्द"]),
        ("图视图", "视图", False, ["视图"]),
        ("ภาษาไทยไม่เว้น", "ไม่", False, ["ไม่"]),
        ("だた", "た", False, ["た"]),
        ("naïve NAIVE", "naive", False, ["naïve", "NAIVE"]),
        ("Øre, ørebro", "ore", True, ["Øre", "øre"]),
        ("عام ٢٠٢٤, ２０２４, २०२४", "2024", False, ["٢٠٢٤", "２０２４", "२०२४"]),
        ("2024, 20245", "٢٠٢٤", False, ["2024"]),
        ("a → b", "→", False, ["→"]),
        ("anything", "…", False, []),
        ("anything", "", True, []),
    ],
)
def test_hits_are_what_the_index_finds(
    text: str, sought: str, is_beginning: bool, found: list[str]
) -> None:
    assert [text[a:b] for a, b in hits(text, [SearchTerm(sought, is_beginning)])] == found


def test_hits_of_several_words_lie_in_order_and_the_longest_wins() -> None:
    sought = [SearchTerm("two", is_beginning=True), SearchTerm("one two"), SearchTerm("one")]
    assert hits("Two one two twofold one", sought) == [(0, 3), (4, 11), (12, 15), (20, 23)]


def test_a_long_text_is_folded_as_a_short_one_is() -> None:
    text = "æ é word " * 10_000
    assert FoldedText(text).places("word")[-1] == (len(text) - 5, len(text) - 1)
    assert len(FoldedText(text).places("ae e word")) == 10_000


_LETTERS = "abøæłþßİıﬁǆé\u0301\u00ad\u0640한か\u3099ह\u093f中😀 .\n"


@given(st.text(_LETTERS, max_size=40), st.lists(st.tuples(st.text(_LETTERS), st.booleans())))
def test_hits_lie_in_the_text_in_order(text: str, sought: list[tuple[str, bool]]) -> None:
    at = 0
    for start, end in hits(text, [SearchTerm(*one) for one in sought]):
        assert at <= start < end <= len(text)
        at = end


@given(st.text(max_size=20), st.text(_LETTERS, min_size=1, max_size=6), st.text(max_size=20))
def test_a_word_is_hit_where_it_stands(before: str, word: str, after: str) -> None:
    kept = "".join(sign for sign in word if not sign.isspace() and sign not in "\u00ad\u0640\u0301")
    if not any(is_in_word(sign) for sign in kept):
        return
    text = f"{before} {word} {after}"
    spans = FoldedText(text).hits([SearchTerm(word)])
    here = range(len(before) + 1, len(before) + 1 + len(word))
    assert any(start in here for start, _end in spans)
