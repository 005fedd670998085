"""Works around what PySide does slowly at a start; each says what it gains, measured."""

import sys
from types import ModuleType

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QTextEdit, QWidget

_QT_USERS = ("reader.ui", "PySide6")  # the only packages that use PySide, see tests/architecture.py


def read_no_sources() -> None:
    """Tells PySide by its name whether a module uses it, instead of letting PySide read its source.

    PySide hooks into ``import`` for ``from __feature__ import …``, which this program never uses.
    For each module imported it asks whether "PySide6" stands in the source, so that each is read
    and kept in memory a second time: 50 ms of the 500 that a start computes, 4 MiB, and 20 MB with
    SQLAlchemy. There is no public switch; where a later PySide has no such function, nothing is
    done.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_qt


def _uses_qt(module: ModuleType) -> bool:
    return module.__name__.startswith(_QT_USERS)


def take_viewport(area: QAbstractScrollArea) -> None:
    """Gives a scroll area just such a viewport as Qt gave it, before that one is asked for.

    To hand over a widget that Qt made, PySide has to find out of which kind it is, and makes the
    Python class of every kind of widget there is: 20 ms of the 500 that a start computes, and a megabyte.
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
