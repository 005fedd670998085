"""Shows a footnote in a card below the line that refers to it."""

from html import escape

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.text.blocks import Mark
from reader.core.text.reading.footnotes import Footnote, Piece
from reader.core.translation import _
from reader.ui.overlays.passage_card import PassageCard, Place
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import current_theme

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


class FootnotePopup(PassageCard):
    """The card of a footnote, which leaves with the mouse unless it was opened to stay."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane, _("Footnote"))
        self.note: Footnote | None = None
        self.is_pinned = False  # opened by a click or key, so that it stays until it is closed
        self._leaving = QTimer(self, singleShot=True, interval=_LINGER)
        self._leaving.timeout.connect(self._leave_unless_under_mouse)

    def show_note(
        self, note: Footnote, at: Place, typography: Typography, *, is_pinned: bool
    ) -> None:
        """Shows a note at the lines of its call."""
        self.note, self.is_pinned = note, is_pinned
        self._leaving.stop()
        accent, key = current_theme().accent, present_keys().keys_for("text.open", Pane.READING)
        go = f'<a href="{escape(note.call.href)}" style="color:{accent}">'
        words = _("Go to the footnote")
        foot = f"{go}{escape(words)}</a> &nbsp;{escape(key)}"
        self.show_words(_html(note, accent), foot, at, typography)

    def close_card(self) -> bool:
        self.note = None
        return super().close_card()

    # -- the mouse -------------------------------------------------------------------------------

    def close_soon(self) -> None:
        """Leaves in a moment, unless it was opened to stay or the mouse comes to it."""
        if self.isVisible() and not self.is_pinned:
            self._leaving.start()

    def stay(self) -> None:
        """Does not leave: the mouse is back at the line."""
        self._leaving.stop()

    def _leave_unless_under_mouse(self) -> None:
        if not self.is_pinned and not self.underMouse():
            self.close_card()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.close_soon()
        return super().event(event)


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
