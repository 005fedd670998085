"""An article that changed: read in again, decided on, looked at, compared; all by keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.commands.context import Pane
from reader.core.article_draft import Draft
from reader.core.article_source import RECORD, Source
from reader.core.models import Color, Status
from reader.importers.registry import suffixes
from reader.operations import annotations, articles, revisions
from reader.operations.history import History
from reader.ui.revisions.review_page import ReviewPage
from reader.ui.revisions.review_text_panes import reason
from reader.ui.revisions.revisions_page import RevisionsPage
from tests.journeys.conftest import Journey
from tests.ui.overlay_host import make_annotation

LINES = [
    "The harbour was quiet when the pilot came aboard before dawn.",
    "Nobody had seen the lighthouse lit since the winter of the great storm.",
    "She wrote the depth of the channel into a small green notebook.",
    "The tide would turn at seven, and the ship could not wait for it.",
    "Gulls followed the ferry as far as the outer buoy and turned back.",
    "In the evening the whole town stood on the pier without a word.",
]
PAGE = (
    '<!doctype html><html><head><title>Harbour</title><link rel="canonical"'
    ' href="https://example.org/harbour"></head><body><article><h1>Harbour</h1>'
    "{body}</article></body></html>"
)


def _body(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _bare(history: History) -> None:
    """An article of which another program knew highlights only."""
    record = Source(b"{}", "notes.csv", "notes.csv", RECORD)
    history.write(articles.add, Draft("Harbour", "", record, "test/1", RECORD))


def _page(path: Path, lines: list[str]) -> Path:
    path.write_text(PAGE.format(body=_body(lines)), "utf-8")
    return path


def harbour(title: str, lines: Sequence[str]) -> Draft:
    """A text of the article."""
    html, name = _body(lines), title.lower()
    source = Source(html.encode(), f"{name}.html", f"/tmp/{name}.html")
    url = f"https://example.org/{name}"
    return Draft(title, html, source, "test/1", "text/html", url=url)


def mark_lines(history: History, title: str, lines: Sequence[str]) -> int:
    """Add an article with a highlight on every line."""
    article = history.write(articles.add, harbour(title, lines)).article_id
    for line in lines:
        history.write(annotations.annotate_quote, article, line, "", "", Color.YELLOW, (), "why")
    return article


def marked(history: History) -> None:
    mark_lines(history, "Harbour", LINES)


def changed(history: History) -> None:
    """It has a second text, on which two highlights need a look."""
    marked(history)
    history.write(revisions.reread, 1, harbour("Harbour", CHANGED))


CHANGED = [
    "The port was silent as a pilot climbed on deck before dawn.",
    *LINES[1:4],
    "A market is held on the square every second Saturday.",
    LINES[5],
]


def _start(journey: Journey, fill: Callable[[History], None] = marked) -> None:
    journey.fill(fill)
    journey.start()
    journey.wait(lambda: journey.window.reading.article is not None)
    journey.press("Enter")


def _add(journey: Journey, path: Path) -> None:
    count = len(journey.app.queries.revisions(1))
    journey.window.open_named([path])
    journey.wait(lambda: len(journey.app.queries.revisions(1)) > count)
    journey.wait(lambda: not journey.window.work._tasks)


def _review(journey: Journey) -> ReviewPage:
    journey.press("g r")
    page = journey.window.pages.page
    assert isinstance(page, ReviewPage)
    journey.wait(lambda: page.old.text.page is not None and page.new.text.page is not None)
    return page


def _revisions(journey: Journey) -> RevisionsPage:
    journey.press("g v")
    page = journey.window.pages.page
    assert isinstance(page, RevisionsPage)
    return page


def test_what_needs_a_look_is_looked_at(journey: Journey, tmp_path: Path) -> None:
    _start(journey)
    _add(journey, _page(tmp_path / "harbour.html", CHANGED))
    assert "need review" in " ".join(journey.toasts)
    sidebar = journey.window.sidebar
    assert sidebar.review_button.isVisible()
    before = journey.tables()
    page = _review(journey)
    count = len(page._items)
    assert count == 2
    assert page.item is not None
    assert page.old.text.page is not None
    words = page.old.text.page.text.text[page.item.made_start : page.item.made_end]
    assert words == page.item.exact
    assert page.note.text() == "why"
    first = page.item.id
    journey.window.toasts.dismiss_all()
    journey.press("p")
    assert page.is_choosing
    journey.press("Escape")
    assert page.new.text.painted_passage() is None
    assert journey.tables() == before
    journey.press("p k k k k k k j .")
    chosen = page.new.text.passage
    assert chosen is not None
    journey.press("Enter")
    one = journey.app.queries.annotation(first)
    assert (one.status, (one.start, one.end)) == (Status.CONFIRMED, chosen.span)
    assert page.item is not None
    assert page.item.id != first
    journey.press("z")
    assert journey.tables() == before
    journey.wait(lambda: len(page._items) == count)
    journey.press("k x x o")  # both are selected
    assert journey.window.pages.page is None  # nothing is left
    assert "Nothing is left to review" in journey.toast
    assert not sidebar.review_button.isVisible()
    journey.press("z")
    assert journey.tables() == before
    journey.press("g r Enter")
    assert journey.window.pages.page is None
    assert journey.pane == "reading"


def test_a_place_that_is_proposed_is_accepted(journey: Journey, tmp_path: Path) -> None:
    lines = [LINES[0].replace("was quiet when the pilot came", "lay silent as a pilot climbed")]
    _start(journey)
    _add(journey, _page(tmp_path / "harbour.html", [*lines, *LINES[1:]]))
    found = [one for one in journey.app.queries.annotations(1) if one.needs_review]
    assert [one.status for one in found] == [Status.REVIEW]
    page = _review(journey)
    assert page.new.text._marks
    assert page.old.text._marks
    journey.press("a")
    assert journey.app.queries.annotation(found[0].id).status is Status.CONFIRMED
    assert journey.window.pages.page is None


def test_a_text_that_is_offered_is_shown_left_and_used(journey: Journey, tmp_path: Path) -> None:
    _start(journey)
    _add(journey, _page(tmp_path / "harbour.html", LINES[:2]))
    notice = journey.window.revisions.banner
    assert notice is not None
    assert notice.isVisible()
    assert "4 of 6 highlights would lose their position" in notice.label.text()
    assert "1 new revision to decide on" in " ".join(journey.toasts)
    size = journey.window.size()
    assert notice.label.width() > 280
    journey.window.resize(700, 700)
    journey.wait(lambda: notice.width() < 600)
    journey.wait(lambda: notice.label.width() > 280)  # the buttons are below it
    page = _revisions(journey)
    rows = page.list
    journey.wait(lambda: rows.height() == page.row.sizes()[0])
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.item(1)))
    journey.press("Escape")
    journey.window.resize(size)
    before = journey.tables()
    journey.press("g")
    keys = journey.window.keys
    journey.wait(lambda: keys.popup is not None and keys.popup.isVisible())
    assert "k Decline the new revision" in str(keys.popup and keys.popup.accessibleName())
    journey.press("k")
    assert not notice.isVisible()
    assert journey.app.queries.offer(1) is None
    journey.press("z")
    assert journey.tables() == before
    assert notice.isVisible()
    page = _revisions(journey)
    assert page.chosen is not None
    assert page.chosen.is_offered
    journey.wait(lambda: "words" in page.list.item(0).text())
    told = [page.list.item(row).text().split("\n")[1] for row in (0, 1)]
    assert [text.partition(" · ")[0] for text in told] == ["24 words", "76 words"]
    journey.wait(lambda: len(page.changes.changed_parts) == 4)
    journey.press("n n")
    assert page.changes.current == 2
    journey.press("Shift+N")
    assert page.changes.current == 1
    journey.press("m")
    journey.wait(lambda: page.chosen is not None and page.chosen.is_current)
    assert "4 highlights need review" in journey.toast
    journey.press("j m")  # back to the first
    journey.wait(lambda: page.chosen is not None and page.chosen.is_current)
    assert journey.app.queries.article(1).revision_id == 1
    journey.press("Enter")
    journey.wait(lambda: page.stack.currentWidget() is page.text)
    assert len(page.text._highlights) == 6
    journey.press("Escape Escape")  # the text, with the toast; the page
    assert journey.window.pages.page is None
    assert journey.pane == "reading"


def test_a_text_that_is_used_brings_its_title_and_its_author(
    journey: Journey, tmp_path: Path
) -> None:
    _start(journey)
    path = _page(tmp_path / "harbour.html", LINES[:2])
    head = '<title>The Port</title><meta name="author" content="Ruth Amsel">'
    path.write_text(path.read_text("utf-8").replace("<title>Harbour</title>", head), "utf-8")
    _add(journey, path)
    article = journey.app.queries.article(1)
    assert (article.title, article.byline) == ("Harbour", "")
    before = journey.tables()
    journey.press("g u")
    journey.wait(lambda: journey.toast.startswith("The new revision is now the current one"))
    article = journey.app.queries.article(1)
    assert (article.title, article.byline) == ("The Port", "Ruth Amsel")
    assert journey.window.windowTitle() == "The Port — Postil"
    journey.press("z")
    journey.wait(lambda: journey.toast.startswith("Undone"))
    assert journey.tables() == before


def test_an_article_is_read_in_again(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _start(journey)
    file = _page(tmp_path / "copy.html", ["A new first line of it all.", *LINES])
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    journey.press("Ctrl+R")
    journey.press("Enter")  # from a file
    journey.wait(lambda: len(journey.app.queries.revisions(1)) == 2)
    journey.wait(lambda: not journey.window.work._tasks)
    assert {one.status for one in journey.app.queries.annotations(1)} == {Status.EXACT}
    assert "1 updated" in journey.toast
    journey.press("Ctrl+R Down Enter")  # from what was kept: nothing is new in it
    journey.wait(lambda: not journey.window.work._tasks)
    assert "1 unchanged" in journey.toast
    file.write_bytes(b"")
    journey.press("Ctrl+R Enter")
    journey.wait(lambda: not journey.window.work._tasks)
    assert "1 failed" in journey.toast
    assert len(journey.app.queries.revisions(1)) == 2


def test_an_article_without_text_is_given_one_by_a_click(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line named a key for it; by the mouse it was deep in a menu."""
    file = _page(tmp_path / "copy.html", LINES)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    journey.fill(_bare)
    journey.start()
    journey.wait(lambda: journey.window.revisions.more_banner is not None)
    banner = journey.window.revisions.more_banner
    assert banner is not None
    assert banner.label.text() == "This article has no text yet."
    QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    journey.wait(lambda: LINES[0] in journey.window.reading_pane.toPlainText())
    journey.wait(lambda: banner.isHidden())


def test_pages_with_nothing_to_show_say_so(journey: Journey) -> None:
    _start(journey)
    journey.press("g r")
    review = journey.window.pages.page
    assert isinstance(review, ReviewPage)
    assert review.heading.text() == "Nothing to review"
    for words in (review.heading, review.about):
        shown = words.contentsRect().translated(words.mapTo(review, QPoint()))
        assert abs(shown.center().x() - review.rect().center().x()) < 3, "in the middle"
    assert review.about.mapTo(review, QPoint()).y() > review.height() // 5
    assert not review.list.isVisible(), "an empty column"
    assert review.about.text().startswith(
        "Highlights whose position in a changed text is uncertain wait here"
    )
    journey.press("j a p o Enter")
    assert journey.toast == "Nothing to review"
    journey.press("Alt+Down Escape")
    assert journey.window.pages.page is None
    journey.press("g u")
    assert "No new revision is offered" in journey.toast
    page = _revisions(journey)
    journey.wait(lambda: page.text.page is not None)
    journey.press("j k n x Enter m Space")
    assert page.pane is Pane.REVISIONS
    journey.press("Escape")
    journey.wait(lambda: not journey.window.work._tasks)


def test_a_highlight_left_without_a_place_says_so_and_is_looked_at_again(
    journey: Journey, tmp_path: Path
) -> None:
    _start(journey)
    _add(journey, _page(tmp_path / "harbour.html", LINES[1:]))
    [lost] = [one for one in journey.app.queries.annotations(1) if one.start is None]
    cards = journey.window.sidebar.list

    def said() -> str:
        row = cards.cards.row_of(lost.id)
        return str(cards.cards.index(row).data(Qt.ItemDataRole.AccessibleTextRole))

    assert said().endswith("needs review")
    page = _review(journey)
    journey.press("a")
    assert journey.toast.startswith("No position was found for it")
    journey.press("o")
    assert not [text for text in journey.toasts if "No place was found" in text]
    assert said().endswith("orphaned")

    journey.window.panes.focus_pane(Pane.SIDEBAR)
    cards.set_current(lost.id)
    journey.press("Enter")
    assert journey.toast.startswith("Its words are not in the current text: g v shows")
    assert journey.pane == "sidebar"
    assert cards.current_id == lost.id
    journey.press("g r")
    assert journey.window.pages.page is page
    assert page.item is not None
    assert page.item.id == lost.id
    journey.wait(lambda: page.heading.text() == "1 of 1 in “Harbour”")
    journey.press("p k k k Enter")
    assert journey.app.queries.annotation(lost.id).status is Status.CONFIRMED
    assert journey.window.pages.page is None


def test_how_far_one_is_and_why_a_place_is_proposed_is_told(
    journey: Journey, tmp_path: Path
) -> None:
    _start(journey)
    _add(journey, _page(tmp_path / "harbour.html", CHANGED))
    page = _review(journey)
    journey.wait(lambda: page.new.caption.text())
    assert page.heading.text() == "1 of 2 in “Harbour”"
    journey.press("o")
    assert page.heading.text() == "2 of 2 in “Harbour” · 1 done"
    journey.press("z")
    journey.wait(lambda: page.heading.text() == "2 of 2 in “Harbour”")


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("A red fox sat.", (2, 9), "part of it was rewritten"),
        ("The old fox, the old fox.", (4, 11), "several passages are similar"),
        ("That old fox ran.", (5, 12), "the words are the same, what was around them changed"),
    ],
)
def test_a_reason_in_words(text: str, place: tuple[int, int], told: str) -> None:
    one = replace(
        make_annotation(1, "old fox"), made_start=4, made_end=11, start=place[0], end=place[1]
    )
    assert reason(one, "The old fox sat.", text) == told


def test_the_file_it_came_from_is_offered_while_it_is_there(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey.start()
    file = _page(tmp_path / "page.html", LINES)
    journey.window.open_named([file])
    journey.wait(lambda: journey.window.reading.article is not None)
    journey.wait(lambda: not journey.window.work._tasks)
    _page(file, ["A new first line of it all.", *LINES])
    journey.press("Ctrl+R Enter")
    journey.wait(lambda: len(journey.app.queries.revisions(1)) == 2)
    journey.wait(lambda: not journey.window.work._tasks)
    file.unlink()
    asked: list[str] = []
    offered: list[str] = []

    def ask(
        _parent: object, _title: str, start: str, kinds: str, **_more: object
    ) -> tuple[list[str], str]:
        asked.append(start)
        offered.append(kinds)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    journey.press("Ctrl+R Enter")
    assert asked == [str(tmp_path)]
    assert all(f"*{suffix}" in offered[0] for suffix in suffixes())
