"""Shows a footnote in a card below the line that calls it; the text stays where it is."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.text.blocks import Mark
from reader.core.text.footnotes import Footnote, Piece
from reader.core.translation import _
from reader.ui.style.painting import paint_card
from reader.ui.style.theme import current_theme
from reader.ui.style.typography import Typography

_REACH = 16  # pixels of the shadow
_GAP = 6  # pixels between the line and the card
_MOST_LINES = 8
_WIDEST = 660
_LINGER = 300  # ms for which the card waits for the mouse to come to it from the line

_TAGS = (
    (Mark.BOLD, "b"),
    (Mark.ITALIC, "i"),
    (Mark.CODE, "code"),
    (Mark.SUBSCRIPT, "sub"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.STRIKE, "s"),
    (Mark.UNDERLINE, "u"),
)


class _Words(QTextBrowser):
    """The words of the note; it loads nothing."""

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Answers with an empty picture, wherever one is said to be."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)


class FootnotePopup(QFrame):
    """A card over the text that takes no keyboard: keys go on acting on the text."""

    link_activated = Signal(str)
    left = Signal()

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.hide()
        self._viewport = viewport
        self.note: Footnote | None = None
        self.is_pinned = False  # opened by a click or key, so that it stays until it is closed
        self.setAccessibleName(_("Footnote"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = _Words(self)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setOpenLinks(False)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self._words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words.document().setDocumentMargin(0)
        self._words.anchorClicked.connect(lambda url: self._follow(url.toString()))
        self._foot = QLabel(self)
        self._foot.setTextFormat(Qt.TextFormat.RichText)
        self._foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot.linkActivated.connect(self._follow)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_REACH + 18, _REACH + 10, _REACH + 14, _REACH + 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._foot)
        self._leaving = QTimer(self, singleShot=True, interval=_LINGER)
        self._leaving.timeout.connect(self._leave_unless_under_mouse)

    def show_note(
        self, note: Footnote, lines: Sequence[QRect], typography: Typography, *, is_pinned: bool
    ) -> None:
        """Shows a note at the lines of its call, in coordinates of the viewport."""
        self.note, self.is_pinned = note, is_pinned
        self._leaving.stop()
        theme = current_theme()
        font = typography.reading_font()
        font.setPixelSize(max(12, round(typography.size * 0.8)))
        self._set_colors(font)
        self._words.setHtml(_html(note, theme.accent))
        go = f'<a href="{escape(note.call.href)}" style="color:{theme.accent}">'
        key = present_keys().keys_for("text.open", Pane.READING)
        self._foot.setText(f"{go}{escape(_('Go to the note'))}</a> &nbsp;{escape(key)}")
        self._place(lines, font)
        self.show()
        self.raise_()

    def _set_colors(self, font: QFont) -> None:
        theme = current_theme()
        self._words.setFont(font)
        self._words.document().setDefaultFont(font)
        self._words.setStyleSheet(f"background: transparent; color: {theme.ink}")
        self._words.viewport().setAutoFillBackground(False)
        self._foot.setStyleSheet(f"background: transparent; color: {theme.muted}")

    def _place(self, lines: Sequence[QRect], font: QFont) -> None:
        area, column = self._viewport.rect(), self._column
        width = min(area.width() + 2 * _REACH - 16, _WIDEST + 2 * _REACH)
        margins = column.contentsMargins()
        inner = width - margins.left() - margins.right()
        document = self._words.document()
        document.setTextWidth(inner)
        line = self._words.fontMetrics().lineSpacing() * 1.4
        above, below = lines[0].top() - _GAP, lines[-1].bottom() + _GAP
        room = max(above, area.height() - below) - margins.bottom() - self._foot.sizeHint().height()
        height = min(
            document.size().height() + 2, max(2 * line, min(_MOST_LINES * line, room - 24))
        )
        self._words.setFixedHeight(round(height))
        column.activate()
        tall = column.sizeHint().height()
        call = lines[-1]
        left = min(
            max(call.center().x() - width // 2, 8 - _REACH), area.width() - width + _REACH - 8
        )
        is_below = below + tall - 2 * _REACH <= area.height() or below <= area.height() - above
        top = below - _REACH if is_below else above - tall + _REACH
        self.setGeometry(left, top, width, tall)

    def _follow(self, href: str) -> None:
        self.close_note()
        self.link_activated.emit(href)

    def close_note(self) -> bool:
        """Closes the card; False when it was not open."""
        was_open = self.isVisible()
        self.note = None
        self.hide()
        if was_open:
            self.left.emit()
        return was_open

    # -- the mouse -------------------------------------------------------------------------------

    def linger(self) -> None:
        """Leaves in a moment, unless it was opened to stay or the mouse comes to it."""
        if self.isVisible() and not self.is_pinned:
            self._leaving.start()

    def stay(self) -> None:
        """Does not leave: the mouse is back at the line."""
        self._leaving.stop()

    def _leave_unless_under_mouse(self) -> None:
        if not self.is_pinned and not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            self.close_note()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.linger()
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            event.accept()  # what lies beneath is not meant
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        card = self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_card(painter, card, theme, 8.0, _REACH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        bar = QRectF(card.left(), card.top() + 8, 3, card.height() - 16)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(card.right() + 1)
        painter.drawRect(bar)
        painter.end()


def call_spot(viewport: QWidget) -> QPoint:
    """Returns where the mouse is, in coordinates of the viewport."""
    return viewport.mapFromGlobal(QCursor.pos())


def _html(note: Footnote, accent: str) -> str:
    """Returns the note as the little HTML that Qt shows."""
    paragraphs = ["".join(_piece(one, accent) for one in pieces) for pieces in note.paragraphs]
    if note.label:
        label = f'<b style="color:{accent}">{escape(note.label)}</b>&nbsp;&nbsp;'
        paragraphs[0] = label + paragraphs[0]
    last = len(paragraphs) - 1
    return "".join(
        f'<p style="margin:0 0 {0 if number == last else 8}px 0;line-height:135%">{one}</p>'
        for number, one in enumerate(paragraphs)
    )


def _piece(piece: Piece, accent: str) -> str:
    found = escape(piece.text).replace("\n", "<br>")
    for mark, tag in _TAGS:
        if mark in piece.marks:
            found = f"<{tag}>{found}</{tag}>"
    if piece.href:
        found = f'<a href="{escape(piece.href)}" style="color:{accent}">{found}</a>'
    return found
