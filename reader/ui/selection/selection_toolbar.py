"""Shows a toolbar at the selected words: colours, note, tag, quick tags, copy, delete."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QWidget

from reader.commands.catalogue import BY_ID
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.models import Color
from reader.core.tags.tag_names import key
from reader.core.translation import _
from reader.ui.selection.toolbar_buttons import (
    SignButton,
    SwatchButton,
    TagButton,
    ToolbarButton,
    draw_copy,
    draw_delete,
    draw_note,
    draw_tag,
)
from reader.ui.style.box_layouts import in_row
from reader.ui.style.painting import paint_card
from reader.ui.style.reading_typography import tag_text
from reader.ui.style.theme import current_theme

HEIGHT = 44  # pixels of the card
_REACH = 16  # of its shadow
_POINTER = 7
GAP = 13  # pixels between the card and the words, in which the pointer is
_TIP_ABOVE = -64  # pixels, which Qt's own distance of a tip from the pointer is part of
_ALWAYS = 4  # colours that are shown in the narrowest pane
_MOST_TAGS = 3


class Marked(NamedTuple):
    """The colour, note and tags of the highlight at the selection; None and empty without one."""

    color: Color | None = None
    tags: Sequence[str] = ()


class SelectionToolbar(QWidget):
    """A card of command buttons that points at the words they act on."""

    command_chosen = Signal(str)
    left = Signal()  # by a key: the text is to have the keyboard again

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.hide()
        self.setAccessibleName(_("Selection toolbar"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._points_down = True
        self._tip = 0.0  # where the pointer is, in pixels from the left
        self.swatches = [SwatchButton(self, f"highlight.{color}", color) for color in Color]
        self.note = SignButton(self, "highlight.note", draw_note)
        self.tag = SignButton(self, "highlight.tag", draw_tag)
        self.tags: list[TagButton] = []
        self.copy = SignButton(self, "passage.copy", draw_copy)
        self.delete = SignButton(self, "highlight.delete", draw_delete)
        self._tags_line = self._line()
        self._row = in_row(
            *(*self.swatches, self._line(), self.note, self.tag, self._tags_line),
            *(self._line(), self.copy, self.delete),
            parent=self,
            margins=(_REACH + 12, _REACH, _REACH + 12, _REACH),
            spacing=0,
        )
        for each in (*self.swatches, self.note, self.tag, self.copy, self.delete):
            self._connect(each)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setFixedSize(13, 24)
        line.setFrameShape(QFrame.Shape.VLine)
        line.setStyleSheet("color: transparent")
        return line

    def _connect(self, button: ToolbarButton) -> None:
        button.clicked.connect(lambda: self.command_chosen.emit(button.command))

    # -- what it offers --------------------------------------------------------------------------

    def offer(self, marked: Marked, slots: Mapping[int, str], pane: Pane) -> None:
        """Offers the actions for a passage, or for the highlight there."""
        shown = dict(sorted(slots.items())[:_MOST_TAGS])
        self._set_tags(shown, pane)
        for swatch in self.swatches:
            swatch.setChecked(swatch.color is marked.color)
        carried = {key(name) for name in marked.tags}
        for button in self.tags:
            button.setChecked(key(button.tag) in carried)
        self.delete.setVisible(marked.color is not None)
        for each in self._buttons():
            title = tag_text(each.tag) if isinstance(each, TagButton) else BY_ID[each.command].title
            each.name(title, present_keys().keys_for(each.command, pane))
        self.update()

    def _set_tags(self, slots: Mapping[int, str], pane: Pane) -> None:
        commands = [(f"highlight.slot_{digit}", name) for digit, name in slots.items()]
        wanted = [(one, present_keys().keys_for(one, pane), name) for one, name in commands]
        if [(button.command, button.keys, button.tag) for button in self.tags] == wanted:
            return
        for button in self.tags:
            self._row.removeWidget(button)
            button.deleteLater()
        place = self._row.indexOf(self._tags_line) + 1
        self.tags = []
        for number, (command, keys, name) in enumerate(wanted):
            button = TagButton(self, command, keys, name)
            self._connect(button)
            self._row.insertWidget(place + number, button)
            self.tags.append(button)

    def _buttons(self) -> list[ToolbarButton]:
        """Returns the buttons from left to right."""
        return [*self.swatches, self.note, self.tag, *self.tags, self.copy, self.delete]

    # -- where it is -----------------------------------------------------------------------------

    def show_at(self, first: QRectF, last: QRectF, room: QRect) -> bool:
        """Shows the toolbar above the first line of what is selected, or below the last.

        False if neither fits: it never covers the selection.
        """
        size = self._fit(room.width())
        if first.top() - GAP - HEIGHT >= room.top():
            self._points_down, line = True, first
            top = round(first.top()) - GAP - HEIGHT
        elif last.bottom() + GAP + HEIGHT <= room.bottom():
            self._points_down, line = False, last
            top = round(last.bottom()) + GAP
        else:
            self.hide()
            return False
        for button in self._buttons():
            button.tip_height = _TIP_ABOVE if self._points_down else 20
        wide, middle = size - 2 * _REACH, line.center().x()
        # What was pointed at stays where it is when there is more to offer.
        left = self.x() + _REACH if self.isVisible() else round(middle - wide / 2)
        left = max(room.left() + 8, min(left, room.right() - 8 - wide))
        self._tip = max(18.0, min(middle - left, wide - 18.0))
        self.setGeometry(left - _REACH, top - _REACH, size, HEIGHT + 2 * _REACH)
        self.show()
        self.raise_()
        return True

    def card_rect(self) -> QRect:
        """Returns where the card is in the pane, without its shadow; empty when it is not shown."""
        return (
            self.geometry().adjusted(_REACH, _REACH, -_REACH, -_REACH)
            if self.isVisible()
            else QRect()
        )

    def _fit(self, room: int) -> int:
        """Hides what does not fit, the tags' names first; returns the width in pixels."""
        for names, tags, colors in ((1, 1, 8), (0, 1, 8), (0, 0, 8), (0, 0, _ALWAYS)):
            for button in self.tags:
                button.is_named = bool(names)
                button.setVisible(bool(tags))
                button.updateGeometry()
            self._tags_line.setVisible(bool(tags and self.tags))
            for number, swatch in enumerate(self.swatches):
                swatch.setVisible(number < colors)
            self._row.invalidate()
            width = self._row.sizeHint().width()
            if width - 2 * _REACH + 16 <= room:
                break
        return width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keeps clicks between the buttons from the text; a click on the shadow counts as beside it."""
        card = self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)
        if not card.contains(event.position().toPoint()):
            self.left.emit()

    mouseDoubleClickEvent = mousePressEvent

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keeps a drag that began here from the text."""
        event.accept()

    mouseReleaseEvent = mouseMoveEvent

    # -- the keyboard ----------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """Gives the keyboard to the first button."""
        self.swatches[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves along the buttons; Escape leaves."""
        buttons = [button for button in self._buttons() if not button.isHidden()]
        at = next((n for n, button in enumerate(buttons) if button.hasFocus()), 0)
        mirrored = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Right: mirrored,
            Qt.Key.Key_Left: -mirrored,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
        }
        edges = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        pressed = Qt.Key(event.key())
        if pressed == Qt.Key.Key_Escape:
            self.left.emit()
        elif pressed in steps:
            buttons[(at + steps[pressed]) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif pressed in edges:
            buttons[edges[pressed]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Leaves Tab to the buttons' own order."""
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the card, its pointer, and the hairlines between the groups."""
        theme = current_theme()
        painter = QPainter(self)
        card = self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_card(painter, card, theme, 10.0, _REACH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, down = (card.bottom() + 1, 1) if self._points_down else (card.top(), -1)
        tip = card.left() + self._tip
        corners = [QPointF(tip - 8, edge - down), QPointF(tip, edge + _POINTER * down)]
        corners.append(QPointF(tip + 8, edge - down))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.card))
        painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.drawPolyline(QPolygonF(corners))
        for line in self.findChildren(QFrame):
            if not line.isHidden():
                middle = line.geometry().center()
                painter.drawLine(middle.x(), middle.y() - 12, middle.x(), middle.y() + 12)
        painter.end()
