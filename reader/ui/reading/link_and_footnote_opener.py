"""Opens footnotes in place, images in full size, and links."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from reader.core.text.blocks import Image
from reader.core.text.reading.footnotes import Footnote, Footnotes
from reader.core.text.reading.openable_items import Openable, openables
from reader.ui.overlays.footnote_popup import FootnotePopup
from reader.ui.overlays.passage_card import Place
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import range_rects
from reader.ui.reading.reading_cursor_view import CursorView
from reader.ui.style.announcement import announce
from reader.ui.style.theme import current_theme

_REST = 350  # ms for which the mouse rests on a number before its note is shown


class InPlaceOpener(QObject):
    """Opens things of the page of one pane, by mouse and by key."""

    changed = Signal()  # a footnote is shown in place, or no more

    def __init__(self, pane: CursorView) -> None:
        super().__init__(pane)
        self._pane = pane
        self._footnotes: tuple[Page, Footnotes] | None = None
        self._popup: FootnotePopup | None = None
        self._called_at = 0  # where the note is called that was shown last
        self._hovered = "", QPoint()  # a link, and where the mouse is on it
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._show_hovered)
        pane.passage_changed.connect(self.close)  # the cursor moves on, or the page is another
        pane.scrolled.connect(self._follow_scroll)

    @property
    def footnotes(self) -> Footnotes | None:
        """The footnotes of the page shown."""
        page = self._pane.page
        if page is None:
            return None
        if self._footnotes is None or self._footnotes[0] is not page:
            self._footnotes = page, Footnotes(page.text)
        return self._footnotes[1]

    @property
    def shown_note(self) -> Footnote | None:
        """The footnote that is shown in place, if any."""
        return self._popup.note if self._popup is not None else None

    def openables(self) -> Sequence[Openable]:
        """Returns what the passage contains that can be opened; else the images that are on screen."""
        pane, footnotes = self._pane, self.footnotes
        page, passage = pane.page, pane.passage
        if page is None or footnotes is None or pane.is_laying_out:
            return []
        found = openables(page.text, footnotes, passage.span, page.images) if passage else []
        return found or self._pictures_in_sight(page)

    def _pictures_in_sight(self, page: Page) -> list[Openable]:
        first, last = self._pane.first_offset_on_screen(), self._pane.last_offset_on_screen()
        return [
            image
            for block in page.text.blocks
            for image in block.images
            if image.src in page.images and first <= image.offset <= last
        ]

    def open(self, one: Openable) -> None:
        """Opens what was chosen by key."""
        if isinstance(one, Footnote):
            self._pane.show_text()
            self.show_note(one, is_pinned=True)
            announce(self._pane, one.words)
        elif isinstance(one, Image):
            self._pane.picture_activated.emit(one.src)
        else:
            self._pane.go_to_link(one.href)

    # -- footnotes -------------------------------------------------------------------------------

    def follow(self, address: str, spot: QPoint) -> bool:
        """Shows the note that a clicked link calls, or closes it again; False if it calls none."""
        note = self._note_at(address, spot)
        if note is None:
            return False
        if note == self.shown_note and self._popup is not None and self._popup.is_pinned:
            self.close()
        else:
            self.show_note(note, is_pinned=True)
        return True

    def _note_at(self, address: str, spot: QPoint) -> Footnote | None:
        positions, footnotes = self._pane.positions, self.footnotes
        if positions is None or footnotes is None or not address.startswith("#"):
            return None
        return footnotes.at(positions.to_text(self._pane.position_at(spot)), address)

    def show_note(self, note: Footnote, *, is_pinned: bool) -> None:
        """Shows a note at the link that calls it."""
        if self._popup is None:
            self._popup = FootnotePopup(self._pane)
            self._popup.link_activated.connect(self._leave_note)
            self._popup.left.connect(self._tell)
        rects = self._lines_of(note)
        if not rects:
            return
        self._called_at = note.call.start
        self._pane.keep_in_sight(rects[0].top(), rects[-1].bottom())
        self._popup.show_note(note, self._place(rects), self._pane.typography, is_pinned=is_pinned)
        self._tell()

    def _leave_note(self, address: str) -> None:
        """Follows a link of the card; going back returns to where the note is called."""
        self._pane.go_to_link(address, self._called_at)

    def _place(self, rects: Sequence[QRectF]) -> Place:
        """Returns where lines of the document are in the pane."""
        area = self._pane.viewport().geometry()
        origin = area.topLeft() - QPoint(0, self._pane.verticalScrollBar().value())
        return Place([rect.toAlignedRect().translated(origin) for rect in rects], area)

    def _follow_scroll(self) -> None:
        """Keeps the card at its line, while that is on screen."""
        note = self.shown_note
        if note is None or self._popup is None:
            return
        at = self._place(self._lines_of(note))
        if at.lines and all(at.area.intersects(line) for line in at.lines):
            self._popup.put_at(at)
        else:
            self.close()

    def _tell(self) -> None:
        self._pane.viewport().update()
        self.changed.emit()

    def _lines_of(self, note: Footnote) -> list[QRectF]:
        places = self._pane.document_range((note.call.start, note.call.end))
        return range_rects(self._pane.document(), *places)

    def close(self) -> bool:
        """Closes the note; False when none was open."""
        self._resting.stop()
        return self._popup is not None and self._popup.close_card()

    def hover(self, address: str, spot: QPoint) -> None:
        """Notes which link the mouse is over, if it is over one."""
        self._hovered = address, spot
        if address.startswith("#"):
            if self._popup is not None:
                self._popup.stay()
            self._resting.start()
        else:
            self._resting.stop()
            if self._popup is not None:
                self._popup.close_soon()

    def _show_hovered(self) -> None:
        is_pinned = self._popup is not None and self._popup.isVisible() and self._popup.is_pinned
        note = self._note_at(*self._hovered)
        if note is not None and not is_pinned:
            self.show_note(note, is_pinned=False)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Frames the number whose note is shown."""
        note = self.shown_note
        if note is None:
            return
        accent = QColor(current_theme().accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 1.5))
        accent.setAlphaF(0.17)
        painter.setBrush(accent)
        top = self._pane.verticalScrollBar().value()
        for rect in self._lines_of(note):
            frame = rect.translated(0, -top).adjusted(-2, 0, 2, 0)
            if frame.intersects(QRectF(area)):
                painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)

    def press(self, spot: QPoint) -> None:
        """Closes the note at a click beside it; ``follow`` handles a click on a link."""
        if self.shown_note is not None and not self._pane.anchorAt(spot):
            self.close()
