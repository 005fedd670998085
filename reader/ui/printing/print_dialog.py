"""Shows how articles will be printed, with what can be chosen: paper, highlights, notes."""

from collections.abc import Callable, Generator, Sequence

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.core.errors import PostilError
from reader.core.translation import _, counted_text
from reader.exporters.export_item import Item
from reader.exporters.print_options import PageOptions
from reader.settings import BY_KEY, Settings
from reader.ui.printing.article_pages import ArticlePages, article_page_steps
from reader.ui.printing.pdf_writing import page_size_of
from reader.ui.printing.print_preview import PrintPreview
from reader.ui.reading.layout.page_builder import FindAsset
from reader.ui.style.box_layouts import EMPTY, in_row
from reader.ui.style.combo_box import ComboBox
from reader.ui.tasks.task import SlicedTask

_SIZE = QSize(900, 720)


class PrintDialog(QDialog):
    """A preview with options; a change is stored, and the pages are laid out again at once."""

    print_wanted = Signal()
    save_wanted = Signal()
    paper_wanted = Signal()
    failed = Signal(str)

    def __init__(
        self, parent: QWidget, settings: Settings, find_asset: FindAsset, layout: QPageLayout
    ) -> None:
        super().__init__(parent)
        self.setObjectName("print")
        self.setWindowTitle(_("Print"))
        self._settings, self._find_asset = settings, find_asset
        self._items: Sequence[Item] = ()
        self.page_layout = layout
        self.articles: list[ArticlePages] = []
        self._task: SlicedTask[list[ArticlePages]] | None = None
        self.view = PrintPreview(self)
        self.told = QLabel(self)
        self.highlights = QCheckBox(_("&Highlights"), self)
        self.highlights.setChecked(settings.is_on("is_printed_with_highlights"))
        self.notes = ComboBox(self)
        for value, words in BY_KEY["printed_notes"].options:
            self.notes.addItem(_(words), value)
        self.notes.setCurrentIndex(self.notes.findData(settings.text("printed_notes")))
        notes_label = QLabel(_("&Notes:"), self)
        notes_label.setBuddy(self.notes)
        self.print_button = self._button(_("&Print…"), self.print_wanted)
        self.print_button.setDefault(True)
        self.save_button = self._button(_("&Save as PDF…"), self.save_wanted)
        self.paper_button = self._button(_("Pa&per…"), self.paper_wanted)
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        for button in (self.print_button, self.save_button):
            buttons.addButton(button, role.ActionRole)
        buttons.addButton(_("Close"), role.RejectRole)
        buttons.rejected.connect(self.reject)
        widgets = (self.highlights, notes_label, self.notes, self.paper_button)
        options = in_row(*widgets, EMPTY, self.told, spacing=12)
        column = QVBoxLayout(self)
        column.addLayout(options)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
        self.resize(_SIZE.boundedTo(parent.size()))
        self.highlights.toggled.connect(self._choose)
        self.notes.currentIndexChanged.connect(self._choose)
        self.finished.connect(self.stop)
        self._tell()

    def _button(self, title: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(signal)
        return button

    @property
    def options(self) -> PageOptions:
        """How the pages are set."""
        return PageOptions.from_settings(self._settings)

    def show_items(self, items: Sequence[Item]) -> None:
        """Sets articles on pages and shows them."""
        self._items = items
        self._set_pages()
        self.view.setFocus()

    def use_layout(self, layout: QPageLayout, then: Callable[[], None] | None = None) -> None:
        """Lays the articles out again on other paper, then calls a function."""
        self.page_layout = layout
        self._set_pages(then)

    def stop(self) -> None:
        """Stops laying out pages."""
        if self._task is not None:
            self._task.cancel()

    def _choose(self) -> None:
        self._settings.set(
            is_printed_with_highlights=self.highlights.isChecked(),
            printed_notes=self.notes.currentData(),
        )
        self._set_pages()

    def _set_pages(self, then: Callable[[], None] | None = None) -> None:
        def show(articles: list[ArticlePages]) -> None:
            self._show(articles)
            if then is not None:
                then()

        self.stop()
        self.articles = []
        self._tell()
        self._task = SlicedTask(self._steps(), show, self._fail, self)
        self._task.start()

    def _steps(self) -> Generator[None, None, list[ArticlePages]]:
        options, found = self.options, list[ArticlePages]()
        size = page_size_of(self.page_layout, options)
        for item in self._items:
            pages = yield from article_page_steps(item, self._find_asset, options, size)
            found.append(pages)
        return found

    def _show(self, articles: list[ArticlePages]) -> None:
        self.articles = articles
        self.view.show_pages(articles, self.page_layout)
        self._tell()

    def _fail(self, error: PostilError) -> None:
        self.failed.emit(str(error))

    def _tell(self) -> None:
        """Shows the number of pages, and allows printing once all are laid out."""
        count = sum(len(one.pages) for one in self.articles)
        text = counted_text("{n} page", "{n} pages", count)
        self.told.setText(text if count else _("Setting the pages…"))
        self.print_button.setEnabled(bool(count))
