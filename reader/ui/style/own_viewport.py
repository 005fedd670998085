"""Gives scroll areas viewports of our own, so that PySide need not find out what Qt's are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QTextEdit, QWidget


def take_viewport(area: QAbstractScrollArea) -> None:
    """Gives a scroll area such a viewport as Qt gave it, before that one is asked for.

    To hand over a widget that Qt made, PySide has to find out of which class it is, and makes the
    Python class of every kind of widget there is: 42 of the 1,940 million instructions of a start.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setMouseTracking(area.hasMouseTracking())
    viewport.setAcceptDrops(area.acceptDrops())
    viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    if isinstance(area, QTextEdit):
        # Its document measures by the viewport, and would go on to when that is gone.
        area.document().documentLayout().setPaintDevice(viewport)
    area.setViewport(viewport)
