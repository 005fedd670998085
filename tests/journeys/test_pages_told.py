"""Review, earlier texts, tags and all highlights, for a person who listens; and what strips teach."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reader.operations import revisions, tags
from reader.operations.history import History
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.revisions.review_page import ReviewPage
from reader.ui.revisions.revisions_page import RevisionsPage
from tests.hearing import listening
from tests.journeys.conftest import Journey
from tests.journeys.test_changed_texts import LINES, _review, _start, harbour, marked
from tests.journeys.test_changed_texts import changed as with_changed_text
from tests.journeys.test_listening import nameless


@pytest.fixture
def changed(journey: Journey) -> Journey:
    """The article with a second text, on which two highlights need a look."""
    _start(journey, with_changed_text)
    return journey


@pytest.fixture
def heard() -> Iterator[list[str]]:
    said: list[str] = []
    with listening(lambda text, _urgent: said.append(text)):
        yield said


def strip(journey: Journey) -> str:
    page = journey.window.pages.page
    assert page is not None
    return page.strip.accessibleName()


def test_the_strip_of_review_says_what_keys_do_after_escape(changed: Journey) -> None:
    page = _review(changed)
    at_first = strip(changed)
    changed.press("p")
    assert "Enter set position" in strip(changed)
    changed.press("Escape")
    assert not page.is_choosing
    assert strip(changed) == at_first
    changed.press("x")
    assert strip(changed).startswith("1 highlight.")
    changed.press("x")
    assert strip(changed).startswith("2 highlights.")
    changed.press("Escape")
    assert "highlights" not in strip(changed)


def test_the_strip_of_review_names_the_place_one_is_at(changed: Journey) -> None:
    page = _review(changed)
    changed.press("p g g")
    told = set()
    for keys in ("j", "j", "k ."):
        changed.press(keys)
        shown, passage = page.new.text.page, page.new.text.passage
        assert shown is not None
        assert passage is not None
        words = shown.text.text[slice(*passage.span)]
        assert strip(changed).startswith(f"position “{words[:40]}")
        told.add(words)
    assert len(told) > 1


def test_review_is_told(changed: Journey, heard: list[str]) -> None:
    page = _review(changed)
    changed.wait(lambda: any("1 of 2" in said for said in heard))
    assert page.item is not None
    said = next(said for said in heard if "1 of 2" in said)
    assert page.item.exact in said
    if page.item.start is None:
        assert "no position was found" in said
    heard.clear()
    changed.press("j")
    assert page.item.exact in heard[-1]
    assert heard[-1].startswith("2 of 2")
    heard.clear()
    changed.press("k x")
    assert "selected, 1 selected" in heard
    assert heard[-1].startswith("2 of 2")
    heard.clear()
    changed.press("Escape")
    assert heard == ["nothing selected"]
    heard.clear()
    changed.press("p j .")
    assert heard[-1].startswith("sentence: ")
    heard.clear()
    changed.press("Escape")
    assert heard[-1].startswith("2 of 2")


def with_a_proposal(history: History) -> None:
    marked(history)
    new = LINES[0].replace("was quiet when the pilot came", "lay silent as a pilot climbed")
    history.write(revisions.reread, 1, harbour("Harbour", [new, *LINES[1:]]))


def test_the_proposed_place_is_told_with_its_words(journey: Journey, heard: list[str]) -> None:
    _start(journey, with_a_proposal)
    page = _review(journey)
    journey.wait(lambda: any("1 of 1" in said for said in heard))
    said = next(said for said in heard if "1 of 1" in said)
    assert page.item is not None
    assert page.item.start is not None
    assert f"proposed position, {round(100 * page.item.score)}% sure" in said
    assert "lay silent as a pilot climbed" in said


def test_earlier_texts_are_told(changed: Journey, heard: list[str]) -> None:
    changed.press("g v")
    page = changed.window.pages.page
    assert isinstance(page, RevisionsPage)
    changed.wait(lambda: len(page.changes.changed_parts) > 1)
    assert any(said.startswith("revision 2, current, ") and "exact" in said for said in heard)
    total = len(page.changes.changed_parts)
    first = next(said for said in heard if f"change 1 of {total}" in said)
    assert "deleted: " in first
    assert "inserted: " in first
    heard.clear()
    changed.press("n")
    assert heard[-1].startswith(f"change 2 of {total}")
    heard.clear()
    changed.press("j")
    assert heard[0].startswith("revision 1, ")
    assert "6 exact" in heard[0]
    changed.press("Enter")
    changed.wait(lambda: page.stack.currentWidget() is page.text)
    assert heard[-1] == page.caption.text()


def tagged(history: History) -> None:
    marked(history)
    history.write(tags.tag_annotations, [1], ["method", "theory"])


def test_tags_and_highlights_are_told_with_what_is_selected(
    journey: Journey, heard: list[str]
) -> None:
    _start(journey, tagged)
    journey.press("g t")
    heard.clear()
    journey.press("j")
    assert heard[-1].startswith("#theory")
    journey.press("x")
    assert heard[-1].startswith("#theory, selected")
    assert heard[-1].endswith("1 selected")
    journey.press("* n")
    assert heard[-1].endswith("nothing selected")
    journey.press("Escape g h")
    page = journey.window.pages.page
    assert isinstance(page, HighlightsPage)
    journey.wait(lambda: len(page.rows.listed.ids) == len(LINES))
    heard.clear()
    journey.press("j")
    assert LINES[-2] in heard[-1]
    journey.press("x")
    assert LINES[-2] in heard[-1]
    assert heard[-1].endswith("1 selected")
    journey.press("Shift+J")
    assert LINES[-3] in heard[-1]
    assert heard[-1].endswith("2 selected")
    heard.clear()
    journey.press("* n")
    assert heard[-1].endswith("nothing selected")


def test_every_page_and_its_controls_have_names(changed: Journey) -> None:
    for keys in ("g r", "g v", "g t", "g h"):
        changed.press(keys)
        page: QWidget | None = changed.window.pages.page
        assert page is not None, keys
        assert nameless(page) == [], keys
        focus = changed.focus()
        assert isinstance(focus, QWidget)
        assert focus.accessibleName(), keys
        changed.press("Escape")
    assert isinstance(changed.window.pages.made(ReviewPage.pane, ReviewPage), ReviewPage)


def test_without_any_tag_a_move_says_how_to_get_one(journey: Journey) -> None:
    _start(journey)
    journey.press("g t j")
    assert journey.toast == "There are no tags yet: Ctrl+N creates one."
    journey.app.history.write(tags.make, ["method"])
    journey.window.toasts.dismiss_all()
    journey.press("j")
    assert journey.toasts == []


def quoting(history: History) -> None:
    marked(history)
    history.write(tags.tag_annotations, [1, 2], ['say "hi"'])


def test_a_tag_with_quotation_marks_narrows_the_page(journey: Journey) -> None:
    _start(journey, quoting)
    journey.press("g h")
    page = journey.window.pages.page
    assert isinstance(page, HighlightsPage)
    journey.wait(lambda: len(page.rows.listed.ids) == len(LINES))
    journey.press("Shift+F")
    journey.type("say")
    journey.press("Enter")
    journey.wait(lambda: sorted(page.rows.listed.ids) == [1, 2])
    page.narrow("")
    journey.wait(lambda: len(page.rows.listed.ids) == len(LINES))
    page.focus_filter()
    journey.type('tag:"say')
    QTest.keyClick(page.field, Qt.Key.Key_Tab)
    journey.wait(lambda: sorted(page.rows.listed.ids) == [1, 2])
