"""The pages of a PDF file as they are printed: opened where one reads, and left to where one looked."""

import gc

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.catalogue import BY_ID
from reader.commands.command_runner import missing
from reader.commands.keys.active_keymap import present_keys
from reader.core.article_source import Source
from reader.core.models import Color
from reader.core.worker_process import WorkerProcess
from reader.operations import adding, annotations
from reader.operations.history import History
from reader.ui.printed_pages.page_viewer import PageViewer
from reader.ui.printed_pages.printed_pages_controller import PrintedPagesController
from reader.ui.printed_pages.view_buttons import View, ViewButtons
from reader.ui.reading.contents.section_strip import SectionStrip
from reader.ui.selection.selection_toolbar import SelectionToolbar
from reader.ui.style.theme import blend, current_theme, theme_names
from reader.ui.window.layout.pane_splitter import NARROWEST_TEXT
from tests.importers.pdf.samples import lines, paragraph, pdf, stacked, wrapped
from tests.importers.pdf.test_pdf_files import source
from tests.journeys.conftest import Journey
from tests.journeys.test_encrypted_files import password_field
from tests.journeys.test_reading_by_wheel import pinch, turn_wheel_over
from tests.ui.pictures import colors_in

PAGES = 3
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def fill(history: History) -> None:
    pages = [stacked([wrapped(paragraph(number), 80)]) for number in range(PAGES)]
    report = adding.read(source(pdf(*pages, title="Of Limes")))
    (kept,) = adding.keep(history, [report], [], "batch")
    assert kept.id is not None
    history.do("x", annotations.annotate_quote, kept.id, "Paragraph1", "", "", Color.GREEN)


def shown(viewer: PageViewer) -> list[tuple[int, int, int]]:
    """Returns the colours that the page is seen in."""
    colors = [QColor(name) for name in colors_in(viewer.viewport().grab().toImage())]
    return [(one.red(), one.green(), one.blue()) for one in colors]


def reasons(journey: Journey) -> list[str]:
    """Returns why the commands for PDF files are grey in menus, empty where they are not."""
    context = journey.window.frontend.menu_state().context
    commands = [BY_ID[name] for name in ("text.printed_page", "article.save_marked_copy")]
    return [missing(command, context, present_keys()) for command in commands]


def opened(journey: Journey, heading: str = "Page 1") -> PrintedPagesController:
    """Shows the printed page at the place where one reads."""
    journey.press("Enter")
    journey.press("Alt+P")
    pages = journey.window.column._printed
    assert pages is not None
    journey.wait(lambda: heading in pages.pane.heading.text())
    journey.wait(lambda: pages.viewer.letters is not None)
    return pages


def test_pages_are_shown_where_one_reads_and_left_where_one_looked(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    pages = opened(journey, "Page 1 · 1 of 3")
    viewer = pages.viewer
    assert journey.focus() is viewer
    assert reasons(journey) == ["", ""]
    journey.press("PageDown")
    journey.wait(lambda: "Page 2 · 2 of 3" in pages.pane.heading.text())
    # The highlight's green lies under the letters, which are as dark as before.
    journey.wait(lambda: any(g > r + 10 and g > b for r, g, b in shown(viewer)))
    journey.wait(lambda: any(max(color) < 110 for color in shown(viewer)))
    scale = viewer.magnification
    journey.press("Ctrl++")
    assert viewer.magnification > scale
    journey.press("Ctrl+0")
    assert abs(viewer.magnification - scale) < 0.01
    turn_wheel_over(viewer.viewport(), -1, Qt.KeyboardModifier.ControlModifier)
    enlarged = viewer.magnification
    assert enlarged > scale
    pinch(viewer.viewport(), 0.1)
    assert viewer.magnification > enlarged
    journey.press("Ctrl+0")
    journey.wait(lambda: journey.passage.startswith("Paragraph1"))
    journey.press("Escape")
    assert not pages.is_shown
    assert journey.focus() is journey.window.reading_pane
    assert journey.passage.startswith("Paragraph1")


def click_view(journey: Journey, view: View) -> View:
    """Clicks on the button of a view that is on screen, and returns the view shown then."""

    def on_screen() -> ViewButtons:
        (found,) = (one for one in journey.window.findChildren(ViewButtons) if one.isVisible())
        return found

    QApplication.processEvents()  # lays out what appeared
    QTest.mouseClick(on_screen().buttons[view], Qt.MouseButton.LeftButton)
    (shown,) = (one for one, button in on_screen().buttons.items() if button.isChecked())
    return shown


def test_the_mouse_gets_from_each_view_of_a_pdf_file_to_the_others(journey: Journey) -> None:
    """The way back to the page was gone once the text was chosen."""
    journey.fill(fill)
    journey.start()
    text, strip = journey.window.reading_pane, journey.window.findChild(SectionStrip)
    assert strip is not None
    assert not strip.button.isVisible(), "there are no headings to choose from"
    assert strip.title.text() == "Of Limes"
    for view in (*View, *reversed(View), View.PAGE, View.TEXT):
        assert click_view(journey, view) is view
        pages = journey.window.column._printed
        is_page_shown = pages is not None and pages.viewer.isVisible()
        assert (text.isVisible(), is_page_shown) == (view is not View.PAGE, view is not View.TEXT)
    assert click_view(journey, View.TEXT) is View.TEXT, "as it was"


def test_text_and_page_are_shown_side_by_side_and_go_along(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    window = journey.window
    journey.press("Enter")
    journey.press("Alt+Shift+P")
    pages, text, column = window.column._printed, window.reading_pane, window.column
    assert pages is not None
    viewer = pages.viewer

    def half() -> QWidget:
        return column.surface.widget

    journey.wait(lambda: viewer.letters is not None)
    assert text.isVisible()
    assert viewer.isVisible()
    assert not window.list_pane.isVisible()  # which would leave too little room
    assert abs(text.width() - pages.pane.width()) <= 2
    # Keys act on the text, and the page goes along; F6 gives them to the page, and the text does.
    assert text.hasFocus()
    place = text.page.text.text.index("Paragraph2") if text.page else 0
    text.jump_to(place)
    journey.wait(lambda: "Page 3" in pages.pane.heading.text())
    journey.press("F6")
    assert viewer.hasFocus()
    assert half() is viewer
    journey.press("Home")
    journey.wait(lambda: "Page 1" in pages.pane.heading.text())
    journey.press("PageDown")
    journey.wait(lambda: "Page 2" in pages.pane.heading.text())
    journey.wait(lambda: journey.passage.startswith("Paragraph1"))
    journey.press("Shift+F6")
    assert text.hasFocus()
    assert half() is text
    # The page alone, and the text alone, with all that was around it.
    journey.press("Alt+P")
    assert not text.isVisible()
    assert window.list_pane.isVisible()
    assert viewer.hasFocus()
    assert click_view(journey, View.BOTH) == View.BOTH
    assert text.isVisible()
    assert viewer.isVisible()
    assert click_view(journey, View.TEXT) == View.TEXT
    assert not pages.is_shown
    assert window.list_pane.isVisible()


def side_by_side(journey: Journey) -> PrintedPagesController:
    """Shows text and page side by side, in a window with room for all panes."""
    journey.fill(fill)
    journey.start()
    journey.window.resize(1200, 700)
    journey.press("Enter Alt+Shift+P")
    pages = journey.window.column._printed
    assert pages is not None
    journey.wait(lambda: pages.viewer.letters is not None)
    return pages


def test_a_resized_window_and_focus_mode_leave_side_by_side_what_it_hides(journey: Journey) -> None:
    side_by_side(journey)
    window = journey.window
    around = (window.list_pane, window.sidebar)
    journey.press("Alt+Shift+P")
    window.resize(700, 700)  # which puts the annotations aside
    journey.press("Alt+Shift+P")
    window.resize(1200, 700)
    assert not any(pane.isVisible() for pane in around)
    # Of focus mode and the two halves, the one that is left last shows what both hid.
    journey.press("Shift+F11 Alt+Shift+P")
    assert not any(pane.isVisible() for pane in around)
    journey.press("Alt+Shift+P")
    on = {name for name, is_shown in window.panes.shown().items() if is_shown}
    assert on == {"text.page_beside", "view.focus"}
    journey.press("Shift+F11")
    assert window.menuBar().isVisible()
    assert not any(pane.isVisible() for pane in around)
    journey.press("Alt+Shift+P")
    assert all(pane.isVisible() for pane in around)
    on = {name for name, is_shown in window.panes.shown().items() if is_shown}
    assert on == {"view.list", "view.sidebar"}


def test_text_and_page_are_one_over_the_other_where_the_column_is_narrow(journey: Journey) -> None:
    pages = side_by_side(journey)
    window = journey.window
    window.resize(640, 600)
    journey.press("Shift+F9")  # shows the list
    QApplication.processEvents()  # lays out what appeared
    text = window.reading_pane
    for half in (text, pages.pane):
        assert half.width() >= NARROWEST_TEXT - 1
        assert half.height() >= 100
    for views in window.findChildren(ViewButtons):
        if views.isVisible():
            assert all(one.width() >= one.sizeHint().width() for one in views.buttons.values())
    window.resize(1200, 700)
    assert pages.pane.x() > text.x()


def test_both_halves_are_in_the_ring_of_panes_either_way(journey: Journey) -> None:
    pages = side_by_side(journey)
    window = journey.window
    text, viewer = window.reading_pane, pages.viewer
    journey.press("Shift+F6")
    assert viewer.hasFocus()
    journey.press("F6")
    assert text.hasFocus()
    journey.press("Shift+F9")  # shows the list
    ring = []
    for _step in range(3):
        ring.append(window.focusWidget())
        journey.press("Shift+F6")
    assert ring == [window.list_pane.list, viewer, text]


def test_the_ground_of_a_page_has_the_colour_of_the_theme(journey: Journey) -> None:
    pages = side_by_side(journey)
    grounds = []
    for _theme in theme_names():
        journey.press("Ctrl+Shift+L")
        corner = pages.viewer.viewport().grab().toImage().pixelColor(1, 1)
        theme = current_theme()
        assert corner.name() == QColor(blend(theme.side, theme.line, 0.55)).name()
        grounds.append(corner.name())
    assert len(set(grounds)) > 1


def test_a_page_beside_the_text_follows_it_when_that_is_scrolled(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    window = journey.window
    journey.press("Enter")
    window.resize(1000, 300)
    journey.press("Alt+Shift+P")
    pages = window.column._printed
    assert pages is not None
    journey.wait(lambda: pages.viewer.letters is not None)
    bar = window.reading_pane.verticalScrollBar()
    bar.setValue(bar.maximum())
    journey.wait(lambda: "Page 3" in pages.pane.heading.text())


def middle_of(viewer: PageViewer, text: str, word: str) -> QPoint:
    """Returns where a word is on the page that is shown."""
    assert viewer.letters is not None
    start = text.index(word)
    (rect,) = viewer._rects(viewer.letters.lines(start, start + len(word)))
    return rect.center().toPoint()


def drag(viewer: PageViewer, start: QPoint, end: QPoint) -> None:
    """Drags the mouse with its left button held."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewer.viewport(), left, pos=start)
    middle = QPointF((start + end) / 2)
    for spot in (middle, QPointF(end)):
        held = QMouseEvent(
            QEvent.Type.MouseMove, spot, spot, Qt.MouseButton.NoButton, left, NO_MODIFIER
        )
        QApplication.sendEvent(viewer.viewport(), held)
    QTest.mouseRelease(viewer.viewport(), left, pos=end)


def test_words_are_marked_on_a_page_by_mouse_and_keys_and_undone(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    pages = opened(journey)
    viewer, page = pages.viewer, journey.window.reading_pane.page
    assert page is not None
    text = page.text.text
    first, *_rest, last = text[text.index("Paragraph0") :].split()[:16]
    drag(viewer, middle_of(viewer, text, first), middle_of(viewer, text, f" {last}"))
    words = journey.passage
    assert words.startswith("Paragraph0")
    assert words.endswith(last)
    (toolbar,) = viewer.findChildren(SelectionToolbar)
    assert toolbar.isVisible()
    pink = next(one for one in toolbar.swatches if one.color is Color.PINK)
    QTest.mouseClick(pink, Qt.MouseButton.LeftButton)
    made = next(one for one in journey.cards if one.exact == words)
    assert made.color is Color.PINK
    journey.wait(lambda: any(r > g + 10 and b > g for r, g, b in shown(viewer)))
    # It is the same highlight in the text, and the keys act on it there and here.
    assert any(one.exact == words for one in journey.window.reading.annotations)
    journey.press("Alt+3")
    assert next(one for one in journey.cards if one.exact == words).color is Color.BLUE
    journey.press("z")
    assert next(one for one in journey.cards if one.exact == words).color is Color.PINK
    journey.press("z")
    assert not any(one.exact == words for one in journey.cards)
    # A click on a highlight makes it what keys act on, and shows its card.
    journey.press("Shift+Z")
    journey.press(".")
    QTest.mouseClick(
        viewer.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(viewer, text, first)
    )
    assert journey.target.startswith("pink highlight")
    assert journey.window.sidebar.current_id() == made.id
    journey.press("d")
    assert not any(one.exact == words for one in journey.cards)


def test_the_page_follows_the_reading_cursor(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    pages = opened(journey)
    journey.press("Shift+G")
    journey.wait(lambda: "Page 3 · 3 of 3" in pages.pane.heading.text())
    journey.wait(lambda: pages.viewer.letters is not None)
    journey.press("Alt+Up")  # to the highlight before
    journey.wait(lambda: "Page 2" in pages.pane.heading.text())
    assert journey.passage == "Paragraph1"
    journey.press("Alt+P")
    assert not pages.is_shown
    assert journey.passage == "Paragraph1"


def running_on(history: History) -> None:
    """Keeps a document whose sentences go on from page to page."""
    words = " ".join(f"Lime {n} is as tall as any other that the village has." for n in range(24))
    rows = wrapped(words, 80)
    pages = (rows[:5], rows[5:10], rows[10:])
    assert not any(rows[0].startswith("Lime") for rows in pages[1:])
    report = adding.read(source(pdf(*(stacked([page]) for page in pages))))
    adding.keep(history, [report], [], "batch")


def test_the_page_gone_to_by_its_label_is_shown(journey: Journey) -> None:
    journey.fill(running_on)
    journey.start()
    pages = opened(journey)
    journey.press("g p")
    journey.type("3")
    journey.press("Enter")
    journey.wait(lambda: "Page 3" in pages.pane.heading.text())
    assert journey.passage.startswith("Lime 18 is")


def pictured(history: History) -> None:
    """Keeps a document whose second page has no text."""
    data = pdf(lines("The lime is tall."), lambda canvas: canvas.rect(90, 90, 99, 99))
    adding.keep(history, [adding.read(source(data))], [], "batch")


def test_a_page_without_text_says_so_where_one_tries_to_mark_it(journey: Journey) -> None:
    journey.fill(pictured)
    journey.start()
    pages = opened(journey)
    journey.press("PageDown")
    journey.wait(lambda: "Page 2" in pages.pane.heading.text())
    journey.wait(lambda: pages.viewer.letters is not None)
    drag(pages.viewer, QPoint(90, 90), QPoint(150, 90))
    assert pages.pane.heading.text().startswith("The text of this page is not known")
    assert journey.passage.startswith("The lime")


def test_pages_that_are_left_before_they_are_there_are_not_shown_later(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("Enter")
    journey.press("Alt+P")
    opener = journey.window.column._printed
    assert opener is not None
    journey.press("Escape")
    journey.press("Alt+P")
    journey.wait(lambda: "Page 1" in opener.pane.heading.text())
    journey.wait(lambda: opener._pool.activeThreadCount() == 0)
    processes = [one for one in gc.get_objects() if isinstance(one, WorkerProcess)]
    assert sum(one._process.poll() is None for one in processes) == 1
    journey.window.close()  # which waits for no page
    journey.wait(lambda: opener._pool.activeThreadCount() == 0)
    assert all(one._process.poll() is not None for one in processes)


def encrypted(history: History) -> None:
    report = pdf(lines("The lime is secret."), lines("And so is the oak."), password="lime")
    adding.keep(history, [adding.read(source(report, password="lime"))], [], "batch")


def test_pages_of_an_encrypted_file_are_shown_once_its_password_is_given(journey: Journey) -> None:
    journey.fill(encrypted)
    journey.start()
    journey.press("Enter")
    journey.press("Alt+P")
    opener = journey.window.column._printed
    assert opener is not None
    heading = opener.pane.heading
    for password, answer in (("oak", "does not open"), ("lime", "Page 1 · 1 of 2")):
        journey.wait(lambda: password_field() is not None)
        field = password_field()
        assert field is not None
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        journey.wait(lambda text=answer: text in heading.text())  # type: ignore[misc]


def unprinted(history: History) -> None:
    text = Source(b"Title\n\nA text that nobody printed.", "a.txt", "a.txt", "text/plain")
    adding.keep(history, [adding.read(text)], [], "batch")


def test_what_was_never_printed_is_said_so(journey: Journey) -> None:
    journey.fill(unprinted)
    journey.start()
    journey.press("Enter")
    journey.press("Alt+P")
    opener = journey.window.column._printed
    assert opener is not None
    journey.wait(lambda: "is not from a PDF file" in journey.toast)
    assert not opener.is_shown
    assert reasons(journey) == ["This article is not from a PDF file."] * 2
