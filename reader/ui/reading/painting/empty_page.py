"""Paints the reading pane when there is no text to show."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea

from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import _
from reader.ui.style.theme import current_theme


def apply_colors(view: QAbstractScrollArea) -> None:
    """Gives a view the paper and ink of the current theme."""
    theme = current_theme()
    palette = view.palette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        palette.setColor(role, QColor(theme.paper))
    palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
    # What is selected is the passage, and DecorationPainter tints that.
    palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.ink))
    view.setPalette(palette)
    view.setAutoFillBackground(True)


def paint_invitation(view: QAbstractScrollArea) -> None:
    """Shows what to do while no article is open."""
    _paint_words(
        view,
        present_keys().with_keys(
            _("Choose an article in the list, or press {add.files} to add some.")
        ),
    )


def paint_placeholder(view: QAbstractScrollArea, picture: QPixmap | None) -> None:
    """Paints the image of a text that is being set again, or says that one is being opened."""
    if picture is None:
        _paint_words(view, _("Opening…"))
        return
    painter = QPainter(view.viewport())
    painter.drawPixmap(0, 0, picture)
    painter.end()


def _paint_words(view: QAbstractScrollArea, text: str) -> None:
    painter = QPainter(view.viewport())
    painter.setPen(QColor(current_theme().muted))
    room = view.viewport().rect().adjusted(40, 0, -40, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
    painter.end()
