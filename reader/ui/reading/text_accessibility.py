"""Describes the open text to assistive technology: a document, with highlights as text attributes.

Qt describes a text browser as a label, and lets assistive programs write into it.
"""

from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QBrush,
    QColor,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QAccessibleWidget, QTextBrowser

from reader.ui.reading.painting.highlight_layers import HighlightLayers
from reader.ui.style.theme import current_theme

# Python's halves of what Qt keeps: it deletes them with their widgets.
_kept: list[QAccessibleWidget] = []
_is_installed = _is_asking = False


class DocumentInterface(QAccessibleWidget):
    """Is what Qt makes of a text browser, but a document, which is read and not written."""

    def __init__(self, browser: QTextBrowser, made_by_qt: QAccessibleInterface) -> None:
        super().__init__(browser, QAccessible.Role.Document, browser.accessibleName())
        self.made_by_qt = made_by_qt

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Document

    def state(self) -> QAccessible.State:
        return self.made_by_qt.state()

    def text(self, kind: QAccessible.Text) -> str:
        return self.made_by_qt.text(kind)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Leaves the text as it is."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """Returns the part of Qt's own that reads the text, none that writes it."""
        found: Any = None
        if kind is not QAccessible.InterfaceType.EditableTextInterface:
            found = self.made_by_qt.interface_cast(kind)
        return shiboken6.VoidPtr(0) if found is None else found  # of a None PySide dies


def describe_browsers() -> None:
    """Has all text browsers described as documents from now on, where PySide lets us."""
    global _is_installed
    if not _is_installed and hasattr(QAccessible, "installFactory"):
        QAccessible.installFactory(_describe)
    _is_installed = True


def _describe(_class_name: str, widget: QObject) -> QAccessibleWidget | None:
    """Returns what describes a widget; None for what Qt describes well."""
    global _is_asking
    if _is_asking or not isinstance(widget, QTextBrowser):
        return None
    _is_asking = True  # so that Qt makes its own, in which the text is
    try:
        made_by_qt = QAccessible.queryAccessibleInterface(widget)
    finally:
        _is_asking = False
    one = DocumentInterface(widget, made_by_qt)
    _kept.append(one)
    widget.destroyed.connect(partial(_forget, one))
    return one


def _forget(one: DocumentInterface) -> None:
    """Lets go of what Qt has deleted with its widget.

    Nothing else tells Python's half of Qt's own that it is gone, and PySide would take whatever is
    made at its place in memory, or a few bytes behind it, for that.
    """
    _kept.remove(one)
    shiboken6.invalidate(one.made_by_qt)


def set_highlight_formats(
    document: QTextDocument, start: int, end: int, highlights: HighlightLayers
) -> None:
    """Gives a part of a document the colours of its highlights as formats, wholly transparent.

    That is where assistive technology looks for them; what is seen is painted behind the text.
    """
    theme = current_theme()
    document.size()  # laid out to its end: else Qt would show nothing of what is left
    was_blocked = document.blockSignals(True)  # the text has not changed: no signal
    try:
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        _set_ground(cursor, start, end, QBrush())
        for one in highlights.between(start, end):
            color = QColor(theme.highlights[one.color])
            color.setAlpha(0)
            _set_ground(cursor, max(start, one.start), min(end, one.end), QBrush(color))
        cursor.endEditBlock()
    finally:
        document.blockSignals(was_blocked)


def _set_ground(cursor: QTextCursor, start: int, end: int, ground: QBrush) -> None:
    if start < end:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        format_ = QTextCharFormat()
        format_.setBackground(ground)
        cursor.mergeCharFormat(format_)
