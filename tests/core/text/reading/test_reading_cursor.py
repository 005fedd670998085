"""The reading cursor's moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.blocks import CanonicalText
from reader.core.text.canonical_text import read_html
from reader.core.text.reading.reading_cursor import Passage, Passages, Unit
from tests.html_samples import ARTICLES

HTML = (
    "<h2>Head</h2><p>First one. Second one. Third one.</p><p>Alone.</p>"
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>Last. End.</p>"
)


@pytest.fixture
def text() -> CanonicalText:
    return read_html(HTML)


def words(text: CanonicalText, passage: Passage | None) -> str:
    assert passage is not None
    return text.text[passage.start : passage.end]


def test_sentences_are_walked_across_paragraphs_and_rows(text: CanonicalText) -> None:
    passages = Passages(text)
    passage, seen = passages.first(), []
    assert passage is not None
    while True:
        seen.append(words(text, passage))
        following = passages.move(passage, Unit.SENTENCE, 1)
        if following == passage:
            break
        passage = following
    assert seen == [
        "Head", "First one.", "Second one.", "Third one.", "Alone.", "a", "b", "c", "d", "Last.", "End.",
    ]  # fmt: skip
    back = [words(text, passage)]
    while (before := passages.move(passage, Unit.SENTENCE, -1)) != passage:
        passage = before
        back.append(words(text, passage))
    assert back == seen[::-1]


def test_a_paragraph_narrows_to_its_first_sentence(text: CanonicalText) -> None:
    passages = Passages(text)
    paragraph = passages.at(text.text.index("Second"), Unit.PARAGRAPH)
    assert words(text, paragraph) == "First one. Second one. Third one."
    assert paragraph is not None
    assert words(text, passages.move(paragraph, Unit.SENTENCE, 1)) == "First one."
    assert words(text, passages.move(paragraph, Unit.PARAGRAPH, 1)) == "Alone."
    assert words(text, passages.move(paragraph, Unit.PARAGRAPH, -1)) == "Head"


def test_extending_grows_and_takes_back(text: CanonicalText) -> None:
    passages = Passages(text)
    second = passages.at(text.text.index("Second"))
    assert second is not None
    grown = passages.extend(second, Unit.SENTENCE, 1)
    assert words(text, grown) == "Second one. Third one."
    across = passages.extend(grown, Unit.SENTENCE, 1)
    assert words(text, across) == "Second one. Third one.\n\nAlone."
    assert words(text, passages.extend(across, Unit.SENTENCE, -1)) == "Second one. Third one."
    assert passages.extend(grown, Unit.SENTENCE, -1).span == second.span
    assert words(text, passages.extend(second, Unit.SENTENCE, -1)) == "First one. Second one."
    row = passages.at(text.text.index("c\td"), Unit.PARAGRAPH)
    assert words(text, row) == "c\td"
    whole = passages.extend(second, Unit.PARAGRAPH, 1)
    assert words(text, whole) == "Second one. Third one."
    assert words(text, passages.extend(whole, Unit.PARAGRAPH, 1)).endswith("Alone.")


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("It is dark.<sup><a href='#n1'>1</a></sup> He left.", ["It is dark.1", "He left."]),
        ("Was it?<sup>12</sup><sup>,<a href='#n3'>3</a></sup> It was.", ["Was it?12,3", "It was."]),
        ("“It is dark.”<sup>*</sup> He left.", ["“It is dark.”*", "He left."]),
        ("It is dark.¹² He left.", ["It is dark.¹²", "He left."]),
        ("It has 5 m.<sup>2</sup> of wood.", ["It has 5 m.2 of wood."]),
    ],
)
def test_the_number_of_a_note_belongs_to_the_sentence_before_it(
    html: str, sentences: list[str]
) -> None:
    text = read_html(f"<p>{html}</p>")
    spans = Passages(text).sentences_of(0)
    assert [text.text[start:end] for start, end in spans] == sentences


def test_a_text_without_words_has_no_passage() -> None:
    passages = Passages(read_html("<hr>"))
    assert (passages.first(), passages.last(), passages.at(3)) == (None, None, None)


@given(ARTICLES, st.data())
def test_no_move_leaves_the_text(html: str, data: st.DataObject) -> None:
    text = read_html(html)
    passages = Passages(text)
    passage = passages.at(data.draw(st.integers(0, max(0, len(text.text)))))
    moves = st.tuples(
        st.sampled_from((Unit.SENTENCE, Unit.PARAGRAPH)), st.sampled_from((1, -1)), st.booleans()
    )
    for unit, direction, is_extended in data.draw(st.lists(moves, max_size=8)):
        if passage is None:
            return
        act = passages.extend if is_extended else passages.move
        passage = act(passage, unit, direction)
        assert 0 <= passage.start < passage.end <= len(text.text)
        assert text.text[passage.start : passage.end].strip()


@given(ARTICLES)
def test_extending_there_and_back_is_the_passage_again(html: str) -> None:
    passages = Passages(read_html(html))
    passage = passages.first()
    if passage is not None:
        grown = passages.extend(passage, Unit.SENTENCE, 1)
        assert passages.extend(grown, Unit.SENTENCE, -1).span == passage.span
