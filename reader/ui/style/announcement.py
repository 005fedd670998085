"""Announces messages to screen readers."""

from collections.abc import Iterable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView, QWidget

from reader.core.translation import _, counted_text

_ENDS = ".!?…。！？؟।"  # of sentences


def is_heard() -> bool:
    """Returns whether anybody listens; else nothing need be put into words."""
    return QAccessible.isActive()


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Has assistive technology speak the text; nothing happens when none is running."""
    if text and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)


def give_up_focus(widget: QWidget) -> None:
    """Lets nothing in a widget have the focus, which is about to be hidden, until it is given on.

    Else Qt gives it to whatever comes next, and a screen reader begins to tell of that.
    """
    focus = QApplication.focusWidget()
    if focus is not None and (focus is widget or widget.isAncestorOf(focus)):
        focus.clearFocus()


def tell_current_row(view: QAbstractItemView) -> None:
    """Notifies assistive technology that the current row of a list has the focus, not only the list."""
    index = view.currentIndex()
    if index.isValid() and view.hasFocus() and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        child = index.row()
        if isinstance(view, QTreeView):  # its header counts as a row, each cell as a child
            child = (child + 1) * view.model().columnCount() + index.column()
        event.setChild(child)
        QAccessible.updateAccessibility(event)


def as_sentences(parts: Iterable[str]) -> str:
    """Joins what is said one after another, with a full stop where a part has none at its end."""
    said = [part for part in parts if part]
    ended = [part if part[-1] in _ENDS else f"{part}." for part in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def spoken_selection(is_selected: bool, count: int) -> str:
    """Returns the announcement when a row was selected, or not any more."""
    state = _("selected") if is_selected else _("not selected")
    return f"{state}, {spoken_count(count)}"


def spoken_count(count: int) -> str:
    """Returns how many rows are selected."""
    if not count:
        return _("nothing selected")
    return counted_text("{n} selected", "{n} selected", count)
