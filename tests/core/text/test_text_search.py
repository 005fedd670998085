"""Finding words in a text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.text_search import places
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
        ("anything", "", []),
        ("anything", "   ", []),
    ],
)
def test_places(text: str, sought: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, sought)] == found


@given(st.text(max_size=60), st.text(max_size=20))
def test_places_lie_in_the_text_in_order(text: str, sought: str) -> None:
    at = 0
    for start, end in places(text, sought):
        assert at <= start < end <= len(text)
        at = end


@given(
    st.text(max_size=30), st.text(alphabet="abcéש中", min_size=1, max_size=8), st.text(max_size=30)
)
def test_words_that_are_there_are_found(before: str, sought: str, after: str) -> None:
    assert places(f"{before} {sought} {after}", sought)
