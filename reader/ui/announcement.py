"""Saying something to a person who listens instead of looks."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have assistive technology speak the text; nothing happens when none is running.

    Qt knows announcements since 6.8; an older one gets the alert event every reader understands.
    """
    if not text or not QtGui.QAccessible.isActive():
        return
    if hasattr(QtGui, "QAccessibleAnnouncementEvent"):
        event = QtGui.QAccessibleAnnouncementEvent(widget, text)
        politeness = QtGui.QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QtGui.QAccessible.updateAccessibility(event)
    else:
        alert = QtGui.QAccessibleEvent(widget, QtGui.QAccessible.Event.Alert)
        QtGui.QAccessible.updateAccessibility(alert)
