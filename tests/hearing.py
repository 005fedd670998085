"""Hears what the program has assistive technology say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent


@contextmanager
def listening(listener: Callable[[str, bool], None]) -> Iterator[None]:
    """Hear all that is said meanwhile, and whether it is urgent, as if a screen reader ran."""

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            is_urgent = event.politeness() is QAccessible.AnnouncementPoliteness.Assertive
            listener(event.message(), is_urgent)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QAccessible, "isActive", lambda: True)
        patch.setattr(QAccessible, "updateAccessibility", hear)
        yield
