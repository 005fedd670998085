"""Gives scroll areas viewports of our own, so that PySide need not find out what Qt's are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QTextEdit, QWidget


def take_viewport(area: QAbstractScrollArea) -> None:
    """Gives a scroll area a viewport like Qt's, before Qt's is asked for.

    To return a widget that Qt created, PySide must find out its class, and creates the Python
    classes of all kinds of widgets: 42 of the 1,940 million instructions of a start.
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
