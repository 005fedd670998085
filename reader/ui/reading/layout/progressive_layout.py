"""Lays out a long text in slices, showing a snapshot until it is ready.

Qt lays a text out from its beginning, so a request for a position far down waits for everything
before it. So while a long text is built, or set for another width, an image of the pane (or a line
that says it is being opened) is in its place, and positions are those of the text alone. The image
goes as soon as the text is laid out to where it is read; the rest follows.
"""

from collections.abc import Callable, Generator, Iterator

from PySide6.QtCore import QEvent, QObject, QSizeF, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QTextEdit
from shiboken6 import isValid

from reader.core.text.document_positions import PositionMap
from reader.ui.tasks.task import SlicedTask

LONG = 150_000  # characters from which a text is built and laid out in slices
ABOVE_PLACE = 0.3  # of the height of the view, above what is jumped to
_BEYOND = 6_000  # characters laid out behind the place that is read before it is shown

# What a hand does to a text, and must not do to its image.
POINTER_EVENTS = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
    )
)


class _TimerFilter(QObject):
    """Keeps Qt from laying the rest out in steps of its own, which soon take 100 ms each."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Timer


class ProgressiveLayout(QObject):
    """Lays out the text of one view in slices, the place that is read first."""

    text_shown = Signal()  # the place that is read is on screen

    def __init__(
        self,
        view: QTextEdit,
        positions: Callable[[], PositionMap | None],
        put_at: Callable[[int, float], None],
    ) -> None:
        """``put_at`` scrolls the line of an offset to so many pixels down the view."""
        super().__init__(view)
        self._view = view
        self._positions = positions
        self._put_at = put_at
        self._task: SlicedTask[None] | None = None
        self._timer_filter = _TimerFilter(self)
        self._is_building = False
        self._is_behind = False  # what is built does not take the place of the document yet
        self._reached = 0  # document position up to which the text is laid out
        self.shows_placeholder = False
        self.picture: QPixmap | None = None
        self.anchor = 0  # offset of the text that is to be on screen
        self.height = 0.0  # pixels from the pane's top to its line

    @property
    def is_running(self) -> bool:
        """Whether the text is not yet laid out to its end."""
        return self._task is not None and not self._task.is_over and not self._is_behind

    @property
    def blocks_laid_out(self) -> int | None:
        """How many blocks of the document are, while not all of them are."""
        if not self.is_running:
            return None
        return max(1, self._view.document().findBlock(self._reached).blockNumber())

    def begin(
        self,
        anchor: int,
        height: float,
        building: Iterator[None] | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        """Builds if need be, then lay out; begun again, it keeps the first image and place.

        With ``is_new`` it is another text: there is no image of it.
        """
        self._cancel_task()
        self._hold()  # what is soon replaced need not be laid out any more
        if is_new or not self.shows_placeholder:
            self.picture = None if is_new else self._view.viewport().grab()
            self.anchor, self.height = anchor, height
        self.shows_placeholder = True
        self._reached = 0
        self._task = SlicedTask(self._run(building), parent=self)
        self._task.start()
        self._view.viewport().update()

    def build_behind(self, building: Iterator[None]) -> None:
        """Builds a document while the current one stays in use, and lays it out.

        What builds it calls ``cover`` before it puts it in the place of the current one.
        """
        self._cancel_task()
        self._is_behind = True
        self._task = SlicedTask(self._run(building), parent=self)
        self._task.start()

    def cover(self, anchor: int, height: float) -> None:
        """Shows an image of the pane until the new document is laid out."""
        self.picture = self._view.viewport().grab()
        self.anchor, self.height = anchor, height
        self.shows_placeholder, self._is_behind = True, False
        self._reached = 0

    def go_to(self, anchor: int) -> None:
        """Has another place on screen: at once laid out in slices, if it is not yet."""
        if self.shows_placeholder:
            self.anchor, self.height = anchor, self._view.viewport().height() * ABOVE_PLACE
        else:
            self.begin(anchor, self._view.viewport().height() * ABOVE_PLACE)

    def lay_out_again(self) -> None:
        """Starts the layout again for another width; does nothing while the text is still being built."""
        if not self._is_building:
            self.begin(self.anchor, self.height)

    def is_laid_out(self, position: int) -> bool:
        """Returns whether the document is laid out to a position."""
        return not self.shows_placeholder and (not self.is_running or position <= self._reached)

    def finish(self) -> None:
        """Does at once what is left until the text is on screen."""
        while self.shows_placeholder and self._task is not None and not self._task.is_over:
            self._task.step()

    def stop(self) -> None:
        """Leaves all as it is."""
        self._cancel_task()
        self._end()
        self.shows_placeholder, self.picture = False, None

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._is_behind = False

    def _run(self, building: Iterator[None] | None) -> Generator[None, None, None]:
        try:
            if building is not None:
                self._is_building = True
                yield from building
                self._is_building = False
            self._hold()
            document = self._view.document()
            block = document.begin()
            while block.isValid():
                document.documentLayout().blockBoundingRect(block)
                self._reached = block.position() + block.length()
                if self.shows_placeholder and self._reached > self._wanted():
                    self._show_text()
                block = block.next()
                yield
            if self.shows_placeholder:
                self._show_text()
        finally:
            self._end()

    def _wanted(self) -> int:
        positions = self._positions()
        return positions.to_document(self.anchor) + _BEYOND if positions else 0

    def _show_text(self) -> None:
        view = self._view
        # The length of the scroll bar follows what is laid out by a timer only.
        view.document().documentLayout().documentSizeChanged.emit(QSizeF())
        self._put_at(self.anchor, self.height)
        self.shows_placeholder, self.picture = False, None
        view.viewport().update()
        self.text_shown.emit()

    def _hold(self) -> None:
        self._view.document().documentLayout().installEventFilter(self._timer_filter)

    def _end(self) -> None:
        self._is_building = False
        if isValid(self._view):  # not closed while the text was laid out
            self._view.document().documentLayout().removeEventFilter(self._timer_filter)
