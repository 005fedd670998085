"""The reading pane: a page with the reading cursor in it, moved by keys and by the mouse."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation
from reader.core.passage import Passage, Passages, Unit
from reader.core.segmentation import snap
from reader.ui.page_view import Page, PageView
from reader.ui.text_geometry import range_rects


class ReadingPane(PageView):
    """A page whose reading cursor is always a passage."""

    passage_changed = Signal()
    highlight_activated = Signal(int)  # annotation id, by a click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: Passages | None = None
        self._passage: Passage | None = None
        self._pressed: QPointF | None = None

    @property
    def passages(self) -> Passages | None:
        """The paragraphs and sentences of the page shown."""
        return self._passages

    def show_page(self, page: Page, annotations: Sequence[Annotation], position: int = 0) -> None:
        """Show a page with its annotations and put the cursor at an offset of its text."""
        self._passages = Passages(page.text, page.language)
        self._passage = self._passages.at(position)
        self.set_page(page, annotations)
        if position and self._passage:
            self._scroll_to(*self._document_range(self._passage), is_jump=True)
        else:
            self.verticalScrollBar().setValue(0)
        self.passage_changed.emit()

    def show_in_steps(
        self,
        loading: Generator[None, None, Page],
        annotations: Sequence[Annotation],
        position: int,
    ) -> None:
        """Show a long page, read, built and laid out while the window lives; ``settled`` is told."""
        self._passages = self._passage = None
        self.set_page(None, annotations)
        # At the beginning of the text nothing above its first line is to be cut off.
        height = self.viewport().height() * (0.3 if position else 1.0)
        steps = self._open_steps(loading, position)
        self._settling.begin(position, height, steps, is_new=True)
        self.passage_changed.emit()

    def _open_steps(
        self, loading: Generator[None, None, Page], position: int
    ) -> Generator[None, None, None]:
        page = self._page = yield from loading
        yield from self._build_steps()
        self._passages = Passages(page.text, page.language)
        self._passage = self._passages.at(position)

    def clear_page(self) -> None:
        """Show nothing."""
        self._passages = self._passage = None
        self.set_page(None, ())
        self.passage_changed.emit()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        if len(annotations) != len(self._annotations):
            self._drop_selection()  # what was just marked is to be seen in its colour
        super().set_annotations(annotations)

    def anchor_offset(self) -> int:
        """The cursor's place while it is on screen."""
        if self._passage is not None and self._is_on_screen(self._passage):
            return self._passage.start
        return self.first_offset_on_screen()

    def painted_passage(self) -> tuple[int, int] | None:
        return self._document_range(self._passage) if self._passage else None

    # -- the reading cursor --------------------------------------------------------------------

    @property
    def passage(self) -> Passage | None:
        """Where the reading cursor is."""
        return self._passage

    def set_passage(self, passage: Passage | None, *, is_jump: bool = False) -> None:
        """Move the reading cursor and keep it on screen."""
        self._drop_selection()
        before, self._passage = self.painted_passage(), passage
        after = self.painted_passage()
        if after is not None:
            self._scroll_to(*after, is_jump=is_jump)
        for tinted in (before, after):
            if tinted is not None:
                self._update_range(*tinted)
        self.passage_changed.emit()

    def move_cursor(self, unit: Unit, direction: int, *, extend: bool = False) -> None:
        """Move or extend the reading cursor; one that was scrolled away begins on screen."""
        if self._passages is None:
            return
        if self._passage is None or not (extend or self._is_on_screen(self._passage)):
            self.set_passage(self._first_on_screen(unit))
        elif extend:
            self.set_passage(self._passages.extend(self._passage, unit, direction))
        else:
            self.set_passage(self._passages.move(self._passage, unit, direction))

    def turn_page(self, direction: int) -> bool:
        """Scroll by a page (1 or -1) and take the cursor along; False at the end of the text."""
        if self._settling.is_curtained:
            return True
        bar = self.verticalScrollBar()
        before = bar.value()
        step = max(40, self.viewport().height() - round(self._typography.size * 3))
        bar.setValue(before + direction * step)
        if bar.value() == before:
            return False
        if self._passage is None or not self._is_on_screen(self._passage):
            self._passage = self._first_on_screen(Unit.SENTENCE)
            self.viewport().update()
            self.passage_changed.emit()
        return True

    def progress(self) -> float:
        """How far one is in the text, 0 to 1: all of it once its end was on screen.

        Told by what is on screen, not by the scroll bar, whose length grows while Qt lays out a
        long text; a text that fits the pane is told by the cursor.
        """
        if self._page is None or not self._page.text.text:
            return 0.0
        length = len(self._page.text.text)
        if self.verticalScrollBar().maximum() == 0:
            return self._passage.end / length if self._passage else 0.0
        last = self.last_offset_on_screen()
        return 1.0 if last >= length - 1 else self.first_offset_on_screen() / length

    def passage_rect(self) -> QRectF:
        """Where the passage is, in coordinates of this widget; empty when there is none."""
        if self._passage is None:
            return QRectF()
        self._settling.finish()
        rects = range_rects(self.document(), *self._document_range(self._passage))
        found = QRectF()
        for rect in rects:
            found = found.united(rect)
        origin = self.viewport().geometry().topLeft()
        return found.translated(origin.x(), origin.y() - self.verticalScrollBar().value())

    def _document_range(self, passage: Passage) -> tuple[int, int]:
        if self._built is None:
            return 0, 0
        return self._built.positions.range_to_document(passage.start, passage.end)

    # -- scrolling -----------------------------------------------------------------------------

    def _scroll_to(self, start: int, end: int, *, is_jump: bool) -> None:
        if self._settling.is_curtained or not self._settling.is_laid_out(end):
            if self._passage is not None:
                self._settling.go_to(self._passage.start)
            return
        rects = range_rects(self.document(), start, end)
        if not rects:
            return
        top, bottom = rects[0].top(), rects[-1].bottom()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        margin = min(90.0, height * 0.15)
        value = bar.value()
        if is_jump and not (value + margin <= top and bottom <= value + height - margin):
            bar.setValue(round(top - height * 0.3))
        elif top - margin < value or bottom - top > height - 2 * margin:
            bar.setValue(round(top - margin))
        elif bottom + margin > value + height:
            bar.setValue(round(bottom + margin - height))

    def _is_on_screen(self, passage: Passage) -> bool:
        if self._settling.is_curtained:
            return True
        if not self._settling.is_laid_out(self._document_range(passage)[1]):
            return False
        rects = range_rects(self.document(), *self._document_range(passage))
        value = self.verticalScrollBar().value()
        height = self.viewport().height()
        return any(rect.bottom() > value and rect.top() < value + height for rect in rects)

    def _first_on_screen(self, unit: Unit) -> Passage | None:
        """The first sentence or paragraph that begins in the part shown."""
        if self._passages is None or self._built is None:
            return None
        passage = self._passages.at(self.first_offset_on_screen(), unit)
        if passage is None:
            return None
        top = self.verticalScrollBar().value()
        rects = range_rects(self.document(), *self._document_range(passage))
        if rects and rects[0].top() < top:
            following = self._passages.move(passage, unit, 1)
            return following if self._is_on_screen(following) else passage
        return passage

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drop_selection()  # else Qt would drag the words, onto ourselves at worst
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self._built is None:
            return
        cursor = self.textCursor()
        if cursor.hasSelection():
            self._take_selection(cursor)
        elif self._pressed is not None and not self.anchorAt(event.position().toPoint()):
            self._click(self.cursorForPosition(event.position().toPoint()).position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.textCursor().hasSelection():
            self._take_selection(self.textCursor())

    def _take_selection(self, cursor: QTextCursor) -> None:
        assert self._built is not None
        assert self._page is not None
        text, to_text = self._page.text.text, self._built.positions.to_text
        start, end = to_text(cursor.selectionStart()), to_text(cursor.selectionEnd())
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            self._passage = Passage(*snap(text, start, end), Unit.SELECTION)
            self.viewport().update()
            self.passage_changed.emit()

    def point_at(self, spot: QPoint) -> None:
        """Put the cursor where the mouse is, unless something is selected."""
        if self._built is not None and not self.textCursor().hasSelection():
            self._click(self.cursorForPosition(spot).position())

    def _click(self, position: int) -> None:
        assert self._built is not None
        hit = self._highlights.at(position)
        if hit:
            self.highlight_activated.emit(min(hit, key=lambda h: h.end - h.start).annotation_id)
        elif self._passages is not None:
            self._passage = self._passages.at(self._built.positions.to_text(position))
            self.viewport().update()
            self.passage_changed.emit()

    def _drop_selection(self) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self.setTextCursor(cursor)
