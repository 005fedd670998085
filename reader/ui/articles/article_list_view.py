"""Shows the rows of the article list, or says why there are none."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QInputEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QListView, QWidget

from reader.core.translation import _
from reader.ui.articles.article_delegate import ArticleDelegate
from reader.ui.articles.article_list_model import ArticleListModel, runs
from reader.ui.lists.row_model import Index
from reader.ui.style.theme import current_theme

_Flag = QItemSelectionModel.SelectionFlag


class ArticleListView(QListView):
    """Rows of equal height, extended selection, no type-ahead search."""

    opened = Signal(int)  # row, by Enter or a double click
    gesture = Signal(int, bool)  # row; whether it adds to the selection or replaces it

    def __init__(self, model: ArticleListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles = model
        self._delegate = ArticleDelegate(self)
        self._empty_title, self._empty_advice = "", ""
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Articles"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)  # for the tint under the pointer
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the side plane shows through
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._fit_steps()

    def set_empty_text(self, title: str, advice: str) -> None:
        """Sets what is said while there is no row: why, and what to press."""
        self._empty_title, self._empty_advice = title, advice
        self.setAccessibleDescription("" if self._articles.rowCount() else f"{title}. {advice}")
        self.viewport().update()

    def selected_rows(self) -> list[int]:
        """Returns the selected rows from top to bottom."""
        rows: list[int] = []
        spans = self.selectionModel().selection()
        for at in range(spans.count()):
            span = spans.at(at)
            rows.extend(range(span.top(), span.bottom() + 1))
        return sorted(rows)

    def select_rows(self, rows: list[int]) -> None:
        """Selects exactly these rows; the current one stays."""
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.select(self._articles.index(first), self._articles.index(last))
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Returns what Qt does; tells which row the person's own selecting starts from."""
        flags = super().selectionCommand(index, event)
        is_range = isinstance(event, QInputEvent) and bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if index.isValid() and event is not None and not is_range:
            if flags & _Flag.Toggle:
                self.gesture.emit(index.row(), True)
            elif flags & _Flag.Clear:
                self.gesture.emit(index.row(), False)
        return flags

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens by Enter, moves by the arrows; characters go on to the window."""
        is_command = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_command:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            event.accept()
        elif event.text().isprintable() and event.text() and not is_command:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the focus, but makes nothing current that was not: that would open an article."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Sets the rows anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._delegate.forget_layouts()
            self._fit_steps()
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the rows, or why there are none."""
        super().paintEvent(event)
        if self._articles.rowCount() or not self._empty_title:
            return
        theme, area = current_theme(), self.viewport().rect().adjusted(22, 0, -22, 0)
        painter = QPainter(self.viewport())
        title_font = QFont(self.font())
        title_font.setPixelSize(round(self.fontInfo().pixelSize() * 15 / 13))
        title_font.setWeight(QFont.Weight.DemiBold)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        title = QFontMetrics(title_font).boundingRect(area, flags, self._empty_title)
        advice = self.fontMetrics().boundingRect(area, flags, self._empty_advice)
        top = max(12, round((area.height() - title.height() - 8 - advice.height()) * 0.38))
        painter.setFont(title_font)
        painter.setPen(QColor(theme.ink))
        painter.drawText(
            QRect(area.left(), top, area.width(), title.height()), flags, self._empty_title
        )
        painter.setFont(self.font())
        painter.setPen(QColor(theme.muted))
        below = top + title.height() + 8
        painter.drawText(
            QRect(area.left(), below, area.width(), advice.height()), flags, self._empty_advice
        )
        painter.end()

    def _fit_steps(self) -> None:
        self.verticalScrollBar().setSingleStep(self._delegate.row_height(self.font()) // 2)
