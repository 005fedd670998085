"""Shows the toolbar and handles at selected words, or at a highlight that is clicked on."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.context import Pane
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.models import Annotation
from reader.core.text.reading.reading_cursor import Passage
from reader.ui.overlays.passage_card import Place
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.reading.text_surface import TextSurface
from reader.ui.selection.highlight_card import HighlightCard
from reader.ui.selection.resize_handles import ResizeHandles
from reader.ui.selection.selection_toolbar import Marked, SelectionToolbar

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class SelectionController(QObject):
    """Keeps toolbar and handles on the passage they were shown for.

    The toolbar leaves on Escape, any other key, a click elsewhere and scrolling; the handles stay
    as long as the reading cursor is on the highlight.
    """

    def __init__(
        self,
        reading: ReadingController,
        surface: TextSurface,
        run: Callable[[str, int], None],
        slots: Callable[[], Mapping[int, str]],
        session: RememberedTags,
    ) -> None:
        super().__init__(surface.widget)
        self._reading, self._surface, self._pane = reading, surface, surface.widget
        self._run, self._slots, self._session = run, slots, session
        self.toolbar = SelectionToolbar(self._pane)
        self.handles = ResizeHandles(surface, self._text, self._resize)
        self._card: HighlightCard | None = None  # made when the annotations are hidden
        self._of: tuple[int | None, tuple[int, int]] | None = None  # article and span it is for
        self.toolbar.command_chosen.connect(self._choose)
        self.toolbar.left.connect(self.hide_toolbar)
        reading.context_changed.connect(self._follow)
        surface.scrolled.connect(self.hide_toolbar)

    @property
    def _passage(self) -> Passage | None:
        return self._reading.pane.passage

    def _text(self) -> str:
        page = self._reading.pane.page
        return page.text.text if page is not None else ""

    def show(self, *, takes_keyboard: bool = False) -> None:
        """Shows the toolbar at the passage, and handles if that is a highlight."""
        passage = self._passage
        if passage is None:
            return
        if takes_keyboard:
            self._reading.pane.set_passage(passage, is_jump=True)  # it may have been scrolled away
        first, last = self._surface.edge_lines(passage.span)
        first, last = first or last, last or first  # one may be scrolled aside in a wide table
        if first is None or last is None:
            return
        of = self._reading.article_id, passage.span
        is_clicked_on = not self.toolbar.isVisible() or self._of != of  # it was not just made
        self._of = of
        self._offer()
        is_shown = self.toolbar.show_at(first, last, self._pane.rect())
        self._watch(is_on=is_shown)
        if is_clicked_on or (self._card is not None and self._card.isVisible()):
            self._show_card(first, last)
        if is_shown and takes_keyboard:
            self.toolbar.take_keyboard()

    def _show_card(self, first: QRectF, last: QRectF) -> None:
        """Shows what the highlight says at its words, where its card beside the text is hidden."""
        one = self._highlight()
        if one is None or self._reading.sidebar.list.isVisible():
            self._hide_card()
            return
        if self._card is None:
            follow = self._reading.pane.link_activated.emit
            self._card = HighlightCard(self._pane, lambda name: self._run(name, 1), follow)
        bar = self.toolbar.card_rect()
        if bar.top() > last.bottom():  # it is below the words
            last = last.united(QRectF(bar))
        at = Place([first.toAlignedRect(), last.toAlignedRect()], self._pane.viewport().geometry())
        self._card.show_highlight(one, at, self._reading.pane.typography)

    def _hide_card(self) -> None:
        if self._card is not None:
            self._card.close_card()

    def hide_toolbar(self) -> None:
        """Takes the toolbar away; the text has the keyboard if the toolbar had it."""
        self._hide_card()
        if self.toolbar.isVisible():
            had_keyboard = self._holds(QApplication.focusWidget())
            self._watch(is_on=False)
            self.toolbar.hide()
            if had_keyboard:
                self._pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self.toolbar.isAncestorOf(widget)

    def _watch(self, *, is_on: bool) -> None:
        """Hears of keys and clicks in the text, before others do, while the toolbar is shown."""
        for widget in (self._pane, self._pane.viewport()):
            widget.removeEventFilter(self)
            if is_on:
                widget.installEventFilter(self)

    def _highlight(self) -> Annotation | None:
        passage = self._passage
        return self._reading.highlight_at(passage) if passage else None

    def _offer(self) -> None:
        one = self._highlight()
        marked = Marked(one.color, one.tags) if one else Marked()
        self.toolbar.offer(marked, self._slots(), Pane.READING)
        self.handles.show(one)

    def _follow(self) -> None:
        """Updates the toolbar after the passage changed, became a highlight, or lost its highlight."""
        passage = self._passage
        if self.toolbar.isVisible():
            if passage is None or self._of != (self._reading.article_id, passage.span):
                self.hide_toolbar()
            else:
                self.show()
                return
        shown = self.handles.shown_id
        if shown is not None:
            one = self._highlight()
            self.handles.show(one if one is not None and one.id == shown else None)

    def _choose(self, command: str) -> None:
        """Runs a command as its key does; after a colour or a tag more may be wanted."""
        stays = command.startswith("highlight.slot_") or any(
            command == swatch.command for swatch in self.toolbar.swatches
        )
        if not stays:
            self.hide_toolbar()
        self._run(command, 1)

    def _resize(self, command: str, count: int) -> None:
        """Moves an end as one step: not as one with the drag before, nor with keys after it."""
        self._session.end_run()
        self._run(command, count)
        self._session.end_run()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaves at a key, a click or another size; Escape does no more than that."""
        kind = event.type()
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if kind == QEvent.Type.ShortcutOverride and is_escape:
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in _MODIFIERS:
                self.hide_toolbar()
            return is_escape
        if kind == QEvent.Type.MouseButtonPress or (
            kind == QEvent.Type.Resize and watched is self._pane
        ):
            self.hide_toolbar()
        elif kind == QEvent.Type.FocusOut and watched is self._pane:
            new = QApplication.focusWidget()
            if new is not None and new is not self._pane and not self._holds(new):
                self.hide_toolbar()
        return False
