"""The unit ladder: word, sentence, paragraph, section; grown, shrunk, extended, never off the text."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.blocks import CanonicalText
from reader.core.text.canonical_text import read_html
from reader.core.text.reading.reading_cursor import LADDER, Passage, Passages, Unit
from reader.core.text.segmentation.word_breaks import reading_words
from tests.html_samples import ARTICLES

HTML = (
    "<p>Before any. Heading.</p>"
    "<h2>One</h2><p>First one. Second one.</p><p>Alone.</p>"
    "<h3>Part</h3><p>In the part.</p>"
    "<h2>Two</h2><p>Last of all. The end.</p>"
)
TEXT = read_html(HTML)
UNITS = st.sampled_from(LADDER)
WAYS = st.sampled_from((1, -1))


def words(passage: Passage | None, text: CanonicalText = TEXT) -> str:
    assert passage is not None
    return text.text[passage.start : passage.end]


def at(words_there: str, unit: Unit = Unit.SENTENCE) -> Passage:
    passage = Passages(TEXT).at(TEXT.text.index(words_there), unit)
    assert passage is not None
    return passage


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    assert words(at("Before", Unit.SECTION)) == "Before any. Heading."
    one = words(at("Second", Unit.SECTION))
    assert one == "One\n\nFirst one. Second one.\n\nAlone.\n\nPart\n\nIn the part."
    assert words(at("In the part", Unit.SECTION)) == "Part\n\nIn the part."
    assert words(at("The end", Unit.SECTION)) == "Two\n\nLast of all. The end."


def test_an_article_without_headings_is_one_section() -> None:
    text = read_html("<p>One.</p><p>Two.</p>")
    assert words(Passages(text).at(6, Unit.SECTION), text) == "One.\n\nTwo."


def test_a_heading_of_a_higher_level_ends_a_section_of_a_lower_one() -> None:
    text = read_html("<h4>Deep</h4><p>a.</p><h2>High</h2><p>b.</p><h3>In it</h3><p>c.</p>")
    sections = Passages(text).sections.spans
    found = [text.text[start:end] for start, end in sections]
    assert found == ["Deep\n\na.", "High\n\nb.\n\nIn it\n\nc.", "In it\n\nc."]


def test_headings_are_told_with_depth_and_extent_whatever_their_levels() -> None:
    text = read_html(
        "<p>Before.</p><h4>Deep</h4><p>a.</p><h2>High\n <em>and</em><br>wide</h2><p>b.</p>"
        "<h5>In it</h5><p>c.</p><h6>Deeper</h6><h2><img src='x'></h2><h3>Part</h3><p>d.</p>"
    )
    headings = Passages(text).sections.headings
    assert [(one.title, one.depth) for one in headings] == [
        ("Deep", 0),
        ("High and wide", 0),
        ("In it", 1),
        ("Deeper", 2),
        ("Part", 1),
    ]
    assert text.text[headings[2].start : headings[2].end] == "In it\n\nc.\n\nDeeper"
    assert not Passages(read_html("<p>One.</p>")).sections.headings
    assert not Passages(read_html("")).sections.headings


def test_words_are_walked_across_everything() -> None:
    passages = Passages(TEXT)
    passage, seen = passages.at(0, Unit.WORD), []
    for _ in range(100):
        seen.append(words(passage))
        assert passage is not None
        following = passages.move(passage, Unit.WORD, 1)
        if following == passage:
            break
        passage = following
    assert " ".join(seen) == (
        "Before any Heading One First one Second one Alone Part In the part Two Last of all The end"
    )
    assert passage is not None
    back = [words(passage)]
    while (before := passages.move(passage, Unit.WORD, -1)) != passage:
        passage = before
        back.append(words(passage))
    assert back == seen[::-1]


def test_sections_are_walked_by_their_headings() -> None:
    passages = Passages(TEXT)
    passage = at("Before", Unit.SECTION)
    starts = []
    for _ in range(5):
        starts.append(words(passage).partition("\n")[0])
        passage = passages.move(passage, Unit.SECTION, 1)
    assert starts == ["Before any. Heading.", "One", "Part", "Two", "Two"]
    assert words(passages.move(passage, Unit.SECTION, -1)).startswith("Part")
    assert words(passages.move(at("Second", Unit.SECTION), Unit.PARAGRAPH, 1)) == "One"


def test_growing_climbs_the_ladder_and_shrinking_comes_back() -> None:
    passages = Passages(TEXT)
    passage = at("Second", Unit.WORD)
    steps = [passage]
    while (larger := passages.grow(steps[-1])).span != steps[-1].span:
        steps.append(larger)
    assert [(one.unit, words(one)) for one in steps[:3]] == [
        (Unit.WORD, "Second"),
        (Unit.SENTENCE, "Second one."),
        (Unit.PARAGRAPH, "First one. Second one."),
    ]
    assert [one.unit for one in steps] == list(LADDER)
    assert words(steps[-1]).startswith("One\n\nFirst")
    down = steps[-1]
    for step in steps[-2::-1]:
        down = passages.shrink(down)
        assert down == step
    assert passages.shrink(down) == down


def test_growing_goes_on_to_the_section_around() -> None:
    passages = Passages(TEXT)
    part = at("In the part", Unit.SECTION)
    assert words(passages.grow(part)).startswith("One\n\nFirst")
    assert passages.shrink(passages.grow(part)) == part


def test_shrinking_a_paragraph_one_came_to_takes_its_first_sentence_then_its_first_word() -> None:
    passages = Passages(TEXT)
    sentence = passages.shrink(at("Second", Unit.PARAGRAPH))
    assert (sentence.unit, words(sentence)) == (Unit.SENTENCE, "First one.")
    word = passages.shrink(sentence)
    assert (word.unit, words(word)) == (Unit.WORD, "First")


def test_a_selection_grows_to_all_it_touches() -> None:
    passages = Passages(TEXT)
    start, end = TEXT.text.index("one. Second") + 1, TEXT.text.index("Second") + 3
    chosen = Passage(start, end, Unit.SELECTION)
    by_word = passages.grow(chosen)
    assert (by_word.unit, words(by_word)) == (Unit.SELECTION, "one. Second")
    by_sentence = passages.grow(by_word)
    assert (by_sentence.unit, words(by_sentence)) == (Unit.PARAGRAPH, "First one. Second one.")
    assert passages.grow(by_sentence).unit is Unit.SECTION
    assert passages.shrink(by_word) == chosen


def test_extending_by_words_keeps_the_fixed_end_and_turns_round_it() -> None:
    passages = Passages(TEXT)
    word = at("one. Second", Unit.WORD)
    more = passages.extend(word, Unit.WORD, 1)
    assert words(more) == "one. Second"
    assert more.moving_end == more.end
    assert passages.extend(more, Unit.WORD, -1) == word
    other_way = passages.extend(word, Unit.WORD, -1)
    assert words(other_way) == "First one"
    assert other_way.moving_end == other_way.start
    assert passages.release(passages.repeat(passages.extend, word, Unit.WORD, 3)) == word


def test_counts_repeat_and_stop_at_the_ends() -> None:
    passages = Passages(TEXT)
    first = passages.first()
    assert first is not None
    assert words(passages.repeat(passages.move, first, Unit.PARAGRAPH, 2)) == (
        "First one. Second one."
    )
    far = passages.repeat(passages.move, first, Unit.SENTENCE, 10**9)
    assert words(far) == "The end."
    assert words(passages.repeat(passages.move, far, Unit.SENTENCE, -2)) == "Two"
    whole = passages.repeat(passages.extend, first, Unit.PARAGRAPH, 10**9)
    assert words(whole) == TEXT.text


def test_chinese_and_japanese_have_words_to_step_through() -> None:
    def split(text: str) -> list[str]:
        return [text[start:end] for start, end in reading_words(text, 0, len(text))]

    assert split("人工智能技术的发展。") == ["人工", "智能", "技术", "的", "发展"]
    assert split("我们在图书馆") == ["我们", "在", "图书馆"]
    assert split("本を読みました") == ["本を", "読みました"]
    assert split("コーヒーを飲む") == ["コーヒー", "を", "飲む"]
    assert split("葛\U000e0100城市。") == ["葛\U000e0100城市"]
    assert split("Plain words, 3.14") == ["Plain", "words", "3.14"]


@given(ARTICLES, st.data())
def test_no_move_of_any_unit_leaves_the_text(html: str, data: st.DataObject) -> None:
    text = read_html(html)
    passages = Passages(text)
    passage = passages.at(data.draw(st.integers(0, max(0, len(text.text)))))
    acts = st.sampled_from(("move", "extend", "grow", "shrink", "release"))
    for act in data.draw(st.lists(acts, max_size=10)):
        if passage is None:
            return
        if act in ("move", "extend"):
            unit, steps = data.draw(UNITS), data.draw(st.integers(-4, 4).filter(bool))
            passage = passages.repeat(getattr(passages, act), passage, unit, steps)
        else:
            passage = getattr(passages, act)(passage)
        assert 0 <= passage.start < passage.end <= len(text.text)
        assert text.text[passage.start : passage.end].strip()


@given(ARTICLES, st.data(), UNITS)
def test_shrinking_undoes_growing(html: str, data: st.DataObject, unit: Unit) -> None:
    text = read_html(html)
    passages = Passages(text)
    passage = passages.at(data.draw(st.integers(0, max(0, len(text.text)))), unit)
    if passage is None:
        return
    larger = passages.grow(passage)
    assert larger.start <= passage.start
    assert passage.end <= larger.end
    if larger.span == passage.span:
        assert larger == passage
    else:
        assert passages.shrink(larger) == passage
    smaller = passages.shrink(passage)
    assert passage.start <= smaller.start
    assert smaller.end <= passage.end
    assert smaller.span != passage.span or smaller == passage


@given(ARTICLES, st.data(), UNITS, UNITS, WAYS)
def test_extending_there_and_back_ends_where_it_began(
    html: str, data: st.DataObject, unit: Unit, step: Unit, way: int
) -> None:
    text = read_html(html)
    passages = Passages(text)
    passage = passages.at(data.draw(st.integers(0, max(0, len(text.text)))), unit)
    if passage is None:
        return
    spans = [passage.span]
    grown = passage
    for _ in range(data.draw(st.integers(1, 5))):
        larger = passages.extend(grown, step, way)
        if larger.span == grown.span:
            break
        assert larger.start <= grown.start
        assert grown.end <= larger.end
        fixed = (passage.start, larger.start) if way > 0 else (passage.end, larger.end)
        assert fixed[0] == fixed[1]
        grown = larger
        spans.append(grown.span)
    for span in spans[-2::-1]:
        grown = passages.extend(grown, step, -way)
        assert grown.span == span
    assert grown == passage


@given(ARTICLES)
def test_words_and_sections_cover_the_text(html: str) -> None:
    text = read_html(html)
    passages = Passages(text)
    if not passages.paragraphs:
        return
    pieces = passages.sections.pieces
    for start, end in passages.paragraphs:
        assert sum(one[0] <= start and end <= one[1] for one in pieces) == 1
        found = reading_words(text.text, start, end)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert passages.sections.spans[0][0] == passages.paragraphs[0][0]
    for start, end in passages.sections.spans:
        assert passages.at(start, Unit.SECTION) == Passage(start, end, Unit.SECTION)
