"""Says something to a person who listens instead of looks."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from reader.core.translation import _, ngettext


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


def spoken_selection(is_selected: bool, count: int) -> str:
    """Returns what is said when a row was selected, or not any more."""
    state = _("selected") if is_selected else _("not selected")
    return f"{state}, {spoken_count(count)}"


def spoken_count(count: int) -> str:
    """Returns how many rows are selected."""
    if not count:
        return _("nothing selected")
    return ngettext("{n} selected", "{n} selected", count).format(n=count)
