"""Printing an article: a preview by key, what is chosen in it, pages that come out of a printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.core.models import Color
from reader.exporters.print_options import NotePlace
from reader.operations import annotations
from reader.operations.history import History
from reader.ui.printing.print_controller import PrintController
from reader.ui.printing.print_dialog import PrintDialog
from tests.journeys.conftest import Journey, keep

WORDS = "Second words of the article."


def marked(history: History) -> None:
    text = "\n".join(["First words 𝒳 here.", WORDS, *["And a line of many more words."] * 90])
    _other, one = keep(history, "Other|Nothing is marked here.", f"One|{text}")
    history.write(annotations.annotate_quote, one, WORDS, "", "", Color.YELLOW, (), "Why not?")


@pytest.fixture
def shown(journey: Journey) -> Journey:
    journey.fill(marked)
    journey.start()
    return journey


def controller(journey: Journey) -> PrintController:
    printing = journey.window.frontend.printing
    assert isinstance(printing, PrintController)
    return printing


def preview(journey: Journey) -> PrintDialog:
    """Press the key, and wait until the pages are set."""
    journey.press("Ctrl+P")
    journey.wait(lambda: controller(journey).dialog is not None)
    dialog = controller(journey).dialog
    assert dialog is not None
    journey.wait(lambda: dialog.view.count)
    return dialog


def choose_printer(journey: Journey, dialog: PrintDialog) -> QPrintDialog:
    dialog.print_button.click()
    (chooser,) = dialog.findChildren(QPrintDialog)
    return chooser


def test_an_article_is_previewed_and_printed(shown: Journey, tmp_path: Path) -> None:
    dialog = preview(shown)
    assert len(dialog.articles) == 1
    assert dialog.view.count > 1
    assert dialog.told.text() == f"{dialog.view.count} pages"
    arrow = dialog.notes.grab().toImage().copy(dialog.notes.width() - 20, 4, 14, 20)
    assert len({arrow.pixel(x, y) for x in range(14) for y in range(20)}) > 1
    assert "Why not?" in [piece.document.toPlainText() for piece in dialog.articles[0].pieces]
    painted = dialog.view.viewport().grab().toImage()
    assert painted.pixelColor(painted.width() // 2, 30) == Qt.GlobalColor.white
    count = dialog.view.count
    QTest.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert dialog.view.verticalScrollBar().value() > 0

    dialog.notes.setCurrentIndex(dialog.notes.findData("none"))
    dialog.highlights.click()
    shown.wait(lambda: dialog.view.count and dialog.articles)
    options = dialog.options
    assert (options.has_highlights, options.notes) == (False, NotePlace.NONE)
    assert len(dialog.articles[0].pieces) == 1

    file, printer = tmp_path / "printed.pdf", controller(shown).printer
    assert printer is not None
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    choose_printer(shown, dialog).accept()
    shown.wait(lambda: shown.toast == "Sent to the printer")
    assert controller(shown).dialog is None
    assert file.read_bytes().count(b"/Type /Page\n") == count


def test_what_was_chosen_is_there_the_next_time(shown: Journey) -> None:
    dialog = preview(shown)
    dialog.notes.setCurrentIndex(dialog.notes.findData("end"))
    dialog.reject()
    shown.wait(lambda: controller(shown).dialog is None)
    shown.window.activateWindow()
    shown.wait(QApplication.focusWidget)
    assert preview(shown).options.notes is NotePlace.END


@pytest.mark.qt_log_ignore("^QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_of(shown: Journey, tmp_path: Path) -> None:
    dialog = preview(shown)
    printer = controller(shown).printer
    assert printer is not None
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "x.pdf"))
    choose_printer(shown, dialog).accept()
    shown.wait(lambda: "did not accept the pages" in shown.toast)


def test_only_chosen_pages_in_the_order_of_the_printer(shown: Journey, tmp_path: Path) -> None:
    dialog = preview(shown)
    printer, file = controller(shown).printer, tmp_path / "some.pdf"
    assert printer is not None
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    controller(shown).print_pages(dialog.articles, dialog.options)
    shown.wait(lambda: shown.toast == "Sent to the printer")
    assert file.read_bytes().count(b"/Type /Page\n") == 1


def test_other_paper_sets_the_pages_anew(shown: Journey) -> None:
    dialog = preview(shown)
    before = dialog.view.count
    printer = controller(shown).printer
    assert printer is not None
    layout = printer.pageLayout()
    layout.setOrientation(layout.Orientation.Landscape)
    dialog.use_layout(layout)
    shown.wait(lambda: dialog.articles)
    assert dialog.view.count > before


def test_a_window_that_closes_while_it_prints(shown: Journey, tmp_path: Path) -> None:
    dialog = preview(shown)
    printer = controller(shown).printer
    assert printer is not None
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    controller(shown).print_pages(dialog.articles, dialog.options)
    shown.stop()


def test_an_article_is_saved_as_pdf(
    shown: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "one.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    shown.press("Ctrl+Shift+P")
    shown.wait(lambda: shown.toast.startswith("Exported to"))
    assert asked == ["One.pdf"]
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")


def test_a_preview_is_saved_as_pdf_with_its_suffix(
    shown: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = tmp_path / "one"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_question: (str(typed), ""))
    preview(shown).save_button.click()
    shown.wait(lambda: shown.toast.startswith("Exported to"))
    assert typed.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
