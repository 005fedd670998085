"""Shows the rows of the article list, or why it is empty."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QInputEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from reader.core.listed_ids import ListedIds
from reader.core.text.searching.text_search import SearchTerm
from reader.core.translation import _, counted_text
from reader.ui.articles.article_delegate import ArticleDelegate
from reader.ui.articles.article_list_model import ArticleListModel, runs
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index
from reader.ui.style.announcement import as_sentences
from reader.ui.style.box_layouts import in_column
from reader.ui.style.painting import paint_focus_frame, sized
from reader.ui.style.theme import current_theme

_Flag = QItemSelectionModel.SelectionFlag


class ArticleListView(QListView):
    """Rows of equal height, extended selection, no type-ahead search."""

    opened = Signal(int)  # row, by Enter or a double click
    tag_clicked = Signal(str)
    gesture = Signal(int, bool)  # row; whether it adds to the selection or replaces it

    def __init__(self, model: ArticleListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._articles = model
        self.current_id = 0  # of the current row when it became so; 0 where there is none
        self._selected: list[int] = []
        self._pressed_tag = ""
        self._delegate = ArticleDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Articles"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)  # for the tint under the pointer
        self.setDragEnabled(True)
        show_plain_rows(self)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._empty_title, self._empty_advice = self._empty_label(), self._empty_label()
        self._empty_title.setFont(sized(self.font(), 1.15, is_bold=True))
        self._empty_advice.setObjectName("emptyAdvice")
        parts = (2, self._empty_title, self._empty_advice, 3)
        in_column(*parts, parent=self.viewport(), margins=(22, 0, 22, 0))
        self._fit_steps()

    def set_empty_text(self, title: str, advice: str) -> None:
        """Sets the message shown while there is no row: why, and what to press."""
        is_empty = not self._articles.rowCount()
        self.setAccessibleDescription(as_sentences((title, advice)) if is_empty else "")
        for label, text in ((self._empty_title, title), (self._empty_advice, advice)):
            label.setText(text)
            label.setVisible(is_empty)

    def scroll_anchor(self) -> tuple[int, int]:
        """Returns the article at the top of the view, and how far above it the row begins."""
        index = self.indexAt(self.viewport().rect().topLeft())
        if not index.isValid():
            return 0, 0
        return self._articles.id_at(index.row()), self.visualRect(index).top()

    def is_at_top(self) -> bool:
        """Returns whether the whole first row is in view."""
        return self.verticalScrollBar().value() == 0

    def restore_scroll(self, anchor: tuple[int, int], heir: int | None) -> None:
        """Scrolls to where that article was; where it is gone, to the row of its heir; of none, to the top."""
        article_id, top = anchor
        index = self._articles.index_of(article_id)
        if index.isValid():
            self.scrollTo(index, QListView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - top)
        elif heir is not None:
            self.scrollTo(self._articles.index(heir))
        elif not article_id:
            self.scrollToTop()

    def set_sought(self, sought: tuple[SearchTerm, ...]) -> None:
        """Marks these words in the rows."""
        if sought != self._delegate.sought:
            self._delegate.sought = sought
            self._delegate.forget_layouts()
            self.viewport().update()

    def selected_count(self) -> int:
        """Returns how many rows are selected."""
        spans = self.selectionModel().selection()
        return sum(spans.at(at).height() for at in range(spans.count()))

    def selected_ids(self) -> list[int]:
        """Returns the selected articles from top to bottom."""
        return list(self._selected)

    def stands_in(self, ids: ListedIds) -> bool:
        """Returns whether what is current and selected has the rows in other ids that it has here."""
        at_current = self._articles.ids_at([self.currentIndex().row()], ids)
        at_selected = self._articles.ids_at(self.selected_rows(), ids)
        return (sum(at_current), at_selected) == (self.current_id, self._selected)

    # What is in a row may be another article before the list is told of it, so that the ids are
    # read when rows become current or selected.

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remembers the current article."""
        self.current_id = self._articles.id_at(current.row()) if current.isValid() else 0
        super().currentChanged(current, previous)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Remembers the selected articles."""
        self._selected = self._articles.ids_at(self.selected_rows())
        super().selectionChanged(selected, deselected)

    def reset(self) -> None:
        """Forgets what was current and selected, as other rows are shown."""
        super().reset()
        self.current_id, self._selected = 0, []

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
        """Returns what Qt does, and notes from which row the user's own selection starts."""
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

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Lets the selected articles be dropped on a view or a tag beside the list."""
        from reader.ui.lists.dragged_articles import dragged, label_picture  # start-up time

        ids = self.selected_ids()
        text = counted_text("{n} article", "{n} articles", len(ids))
        title = self._articles.index_of(ids[0]).data() if len(ids) == 1 else None
        drag = QDrag(self)
        drag.setMimeData(dragged(ids))
        drag.setPixmap(label_picture(self, title or text))
        drag.exec(Qt.DropAction.MoveAction)

    def tag_at(self, spot: QPoint) -> str:
        """Returns the tag at a spot of the viewport; empty for none."""
        index, option = self.indexAt(spot), QStyleOptionViewItem()
        if not index.isValid():
            return ""
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return self._delegate.tag_at(option, index, QPointF(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            is_over = bool(self.tag_at(event.position().toPoint()))
            shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keeps a press on a tag from the list, so that no article is opened by it."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_left = event.button() is Qt.MouseButton.LeftButton and is_plain
        self._pressed_tag = self.tag_at(event.position().toPoint()) if is_left else ""
        if not self._pressed_tag:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_tag = self._pressed_tag, ""
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self.tag_at(event.position().toPoint()) == pressed:
            self.tag_clicked.emit(pressed)

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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            paint_focus_frame(painter, self.viewport().rect(), current_theme())
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows the focus, but makes nothing current that was not: that would open an article."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._delegate.forget_layouts()
            self._fit_steps()
            self.scheduleDelayedItemsLayout()

    def _empty_label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _fit_steps(self) -> None:
        self.verticalScrollBar().setSingleStep(self._delegate.row_height(self.font()) // 2)
