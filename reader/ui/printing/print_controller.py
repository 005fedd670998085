"""Prints articles: shows a preview, asks for a printer, and prints page by page."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPageSetupDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from reader.core.translation import _
from reader.exporters.export_item import Item
from reader.exporters.print_options import PageOptions
from reader.library.queries.queries import Queries
from reader.operations.exporting import article_export
from reader.services import Services
from reader.ui.overlays.save_dialog import SaveDialogs
from reader.ui.printing.article_pages import ArticlePages, Sheet, sheets_of
from reader.ui.printing.page_painter import paint_page
from reader.ui.printing.pdf_writing import page_layout, scale
from reader.ui.printing.print_dialog import PrintDialog
from reader.ui.tasks.latest_query import Ask
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task import SlicedTask

Export = Callable[[Sequence[int], Path, str], None]


class PrintController(QObject):
    """Shows the preview of a window's articles, and prints them."""

    def __init__(
        self,
        window: QWidget,
        app: Services,
        notices: Notices,
        ask: Ask,
        export: Export,
        save_dialogs: SaveDialogs,
    ) -> None:
        super().__init__(window)
        self._window, self._app, self._notices = window, app, notices
        self._ask, self._export = ask, export
        self._save_dialogs = save_dialogs
        self.dialog: PrintDialog | None = None
        self.printer: QPrinter | None = None
        self._task: SlicedTask[bool] | None = None

    def preview(self, ids: Sequence[int]) -> None:
        """Shows how articles will be printed."""

        def read(queries: Queries) -> list[Item]:
            return list(article_export.items(queries, ids))

        self._ask(read, lambda items: self._show(ids, items), self._notices.fail)

    def _show(self, ids: Sequence[int], items: Sequence[Item]) -> None:
        if self.printer is None:
            # Made once: with some drivers that takes a moment, and it keeps what was chosen.
            self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            self.printer.setPageLayout(page_layout(PageOptions.from_settings(self._app.settings)))
        if self.dialog is not None:
            self.dialog.close()
        layout = self.printer.pageLayout()
        dialog = PrintDialog(self._window, self._app.settings, self._app.queries.asset, layout)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(self._forget)
        dialog.print_wanted.connect(self._choose_printer)
        dialog.paper_wanted.connect(self._choose_paper)
        dialog.save_wanted.connect(lambda: self._save(ids))
        dialog.failed.connect(self._notices.fail)
        self.dialog = dialog
        dialog.open()
        dialog.show_items(items)

    def _forget(self) -> None:
        self.dialog = None

    def _choose_paper(self) -> None:
        assert self.printer is not None
        setup = QPageSetupDialog(self.printer, self.dialog)
        setup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        setup.accepted.connect(self._use_paper)
        setup.open()

    def _use_paper(self) -> None:
        if self.dialog is not None and self.printer is not None:
            self.dialog.use_layout(self.printer.pageLayout())

    def _choose_printer(self) -> None:
        assert self.printer is not None
        chooser = QPrintDialog(self.printer, self.dialog)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        chooser.accepted.connect(self._print)
        chooser.setModal(True)
        chooser.show()  # its open() takes a C++ slot

    def _print(self) -> None:
        """Prints what is shown, set again if the printer was given other paper."""
        dialog, printer = self.dialog, self.printer
        if dialog is None or printer is None:
            return
        if not printer.pageLayout().isEquivalentTo(dialog.page_layout):
            dialog.use_layout(printer.pageLayout(), self._print)
            return
        self.print_pages(dialog.articles, dialog.options)
        dialog.close()

    def print_pages(self, articles: Sequence[ArticlePages], options: PageOptions) -> None:
        """Prints pages that are set, with progress and a way to stop."""
        assert self.printer is not None
        self.stop()
        sheets = _chosen_sheets(articles, self.printer)
        task = SlicedTask(
            _print_steps(self.printer, sheets, options), self._tell, self._notices.fail, self
        )
        toast = self._notices.show_progress(_("Printing"), task.cancel)
        task.progressed.connect(lambda done, _total: toast.update(done, len(sheets)))
        task.ended.connect(lambda: toast.close())
        self._task = task
        task.start()

    def _tell(self, is_printed: bool) -> None:
        if is_printed:
            self._notices.notify(_("Sent to the printer"))
        else:
            self._notices.fail(
                _("The printer did not accept the pages: choose another, or save as PDF.")
            )

    def _save(self, ids: Sequence[int]) -> None:
        path = self._save_dialogs.ask_file(self.dialog, _("Save as PDF"), "article.pdf")
        if path is not None and self.dialog is not None:
            self.dialog.close()
            self._export(ids, path, "pdf")

    def stop(self) -> None:
        """Prints no more; what is at the printer stays there."""
        if self._task is not None:
            self._task.cancel()


def _chosen_sheets(articles: Sequence[ArticlePages], printer: QPrinter) -> list[Sheet]:
    """Returns the pages the user chose, in the order in which they are to come out."""
    sheets = sheets_of(articles)
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        sheets = sheets[max(0, printer.fromPage() - 1) : printer.toPage() or None]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        sheets.reverse()
    return sheets


def _print_steps(
    printer: QPrinter, sheets: Sequence[Sheet], options: PageOptions
) -> Generator[None, None, bool]:
    """Prints pages in steps; returns whether the printer took them."""
    painter = QPainter()
    is_whole = False
    try:
        if sheets:
            printer.setDocName(sheets[0][0].title)
        if not sheets or not painter.begin(printer):
            return False
        for count, (article, number) in enumerate(sheets):
            if count and not printer.newPage():
                return False
            paint_page(painter, article, number, scale(printer, options))
            yield
        is_whole = True
    finally:
        if not is_whole:
            printer.abort()
        if painter.isActive():
            is_whole = painter.end() and is_whole
    return is_whole
