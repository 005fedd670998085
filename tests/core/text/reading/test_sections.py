"""How much of each section is read, and how long reading it takes."""

from reader.core.text.canonical_text import read_html
from reader.core.text.reading.reading_cursor import Passages
from reader.core.text.reading.sections import SectionProgress, section_progress

_HTML = (
    f"<p>{'Before it. ' * 20}</p><h2>One</h2><p>{'A word. ' * 100}</p><h3>Within</h3>"
    f"<p>{'A word. ' * 100}</p><h2>Two</h2><p>{'A word. ' * 200}</p>"
)
_TEXT = read_html(_HTML)


def _told(place: float, here: int = 0) -> list[SectionProgress]:
    sections = Passages(_TEXT, "en").sections
    return section_progress(sections, here, place, len(_TEXT.text), 2300)


def test_nothing_is_read_at_the_start_and_all_at_the_end() -> None:
    assert [one.share for one in _told(0.0)] == [0.0, 0.0, 0.0]
    assert not any(one.is_current for one in _told(0.0))  # before the first heading
    assert [one.share for one in _told(1.0)] == [1.0, 1.0, 1.0]


def test_a_section_holds_those_within_it() -> None:
    within = _told(0.0)[1].heading.start
    one, inner, two = _told(within / len(_TEXT.text), within)
    assert 0.4 < one.share < 0.6
    assert (inner.share, two.share) == (0.0, 0.0)
    assert [part.is_current for part in (one, inner, two)] == [False, True, False]
    assert [part.minutes for part in (one, inner, two)] == [5, 2, 5]


def test_a_text_without_headings_has_no_sections() -> None:
    text = read_html("<p>A word.</p>")
    assert section_progress(Passages(text, "en").sections, 0, 0.5, 7, 2) == []
