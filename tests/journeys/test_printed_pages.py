"""The pages of a PDF file as they are printed: opened where one reads, and left to where one looked."""

import gc

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.commands.catalogue import BY_ID
from reader.commands.command_runner import missing
from reader.commands.keys.active_keymap import present_keys
from reader.core.article_draft import Source
from reader.core.models import Color
from reader.core.worker_process import WorkerProcess
from reader.operations import adding, annotations
from reader.operations.history import History
from reader.ui.printed.page_viewer import PageViewer
from tests.importers.pdf.samples import lines, paragraph, pdf, stacked, wrapped
from tests.importers.pdf.test_pdf_files import source
from tests.journeys.conftest import Journey
from tests.journeys.test_encrypted_files import password_field

PAGES = 3


def fill(history: History) -> None:
    pages = [stacked([wrapped(paragraph(number), 80)]) for number in range(PAGES)]
    report = adding.read(source(pdf(*pages, title="Of Limes")))
    (kept,) = adding.keep(history, [report], [], "batch")
    assert kept.id is not None
    history.do("x", annotations.annotate_quote, kept.id, "Paragraph1", "", "", Color.GREEN)


def shown(viewer: PageViewer) -> list[tuple[int, int, int]]:
    """Returns the colours that the page is seen in."""
    image = viewer.view.viewport().grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    colors = [image.pixelColor(*point) for point in points]
    return [(one.red(), one.green(), one.blue()) for one in colors]


def reasons(journey: Journey) -> list[str]:
    """Returns why the commands for PDF files are grey in menus, empty where they are not."""
    context = journey.window.frontend.menu_state().context
    commands = [BY_ID[name] for name in ("text.printed_page", "article.save_marked_copy")]
    return [missing(command, context, present_keys()) for command in commands]


def test_pages_are_shown_where_one_reads_and_left_where_one_looked(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("Enter")
    journey.press("Alt+P")
    opener = journey.window.column._printed
    assert opener is not None
    viewer = opener.viewer
    journey.wait(lambda: "Page 1 · 1 of 3" in viewer.heading.text())
    assert reasons(journey) == ["", ""]
    QTest.keyClick(viewer, Qt.Key.Key_N)
    journey.wait(lambda: "Page 2 · 2 of 3" in viewer.heading.text())
    # The highlight's green lies under the letters, which are as dark as before.
    journey.wait(lambda: any(g > r + 10 and g > b for r, g, b in shown(viewer)))
    assert any(max(color) < 110 for color in shown(viewer))
    scale = viewer.scale
    QTest.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.scale > scale
    QTest.keyClick(viewer, Qt.Key.Key_0)
    assert abs(viewer.scale - scale) < 0.01
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    journey.wait(lambda: journey.passage.startswith("Paragraph1"))
    assert not viewer.is_open


def test_pages_that_are_left_before_they_are_there_are_not_shown_later(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("Enter")
    journey.press("Alt+P")
    opener = journey.window.column._printed
    assert opener is not None
    QTest.keyClick(opener.viewer, Qt.Key.Key_Escape)
    journey.press("Alt+P")
    journey.wait(lambda: "Page 1" in opener.viewer.heading.text())
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
    heading = opener.viewer.heading
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
    journey.wait(lambda: "was not made of a PDF file" in opener.viewer.heading.text())
    assert reasons(journey) == ["This article was not made of a PDF file."] * 2
