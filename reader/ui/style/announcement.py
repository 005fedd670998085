"""Says something to a person who listens instead of looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget

from reader.core.translation import _, ngettext

Listener = Callable[[str, bool], None]  # what is said, and whether it is urgent

_listeners: list[Listener] = []


def is_heard() -> bool:
    """Returns whether anybody listens; else nothing need be put into words."""
    return bool(_listeners) or QtGui.QAccessible.isActive()


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Has assistive technology speak the text; nothing happens when none is running.

    Qt knows announcements since 6.8; an older one gets the alert event every reader understands.
    """
    if not text:
        return
    for listener in _listeners:
        listener(text, is_urgent)
    if not QtGui.QAccessible.isActive():
        return
    if hasattr(QtGui, "QAccessibleAnnouncementEvent"):
        event = QtGui.QAccessibleAnnouncementEvent(widget, text)
        politeness = QtGui.QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QtGui.QAccessible.updateAccessibility(event)
    else:
        alert = QtGui.QAccessibleEvent(widget, QtGui.QAccessible.Event.Alert)
        QtGui.QAccessible.updateAccessibility(alert)


def spoken_selection(is_selected: bool, count: int) -> str:
    """Returns what is said when a row was selected, or not any more."""
    state = _("selected") if is_selected else _("not selected")
    return f"{state}, {spoken_count(count)}"


def spoken_count(count: int) -> str:
    """Returns how many rows are selected."""
    if not count:
        return _("nothing selected")
    return ngettext("{n} selected", "{n} selected", count).format(n=count)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hears all that is said meanwhile, as assistive technology would."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
