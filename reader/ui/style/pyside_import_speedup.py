"""Works around slow parts of importing PySide, with the measured gain."""

import sys
from types import ModuleType

from PySide6 import QtCore

# The only packages that use PySide, see tests/architecture.py.
_QT_USERS = ("reader.ui", QtCore.__package__)


def read_no_sources() -> None:
    """Determines by a module's name whether it uses PySide, so that PySide need not read its source.

    PySide hooks into ``import`` for ``from __feature__ import …``, which this program never uses.
    For each module imported it asks whether "PySide6" is in the source, so that each is read
    and kept in memory a second time: 50 ms of the 500 that a start computes, 4 MiB, and 20 MB with
    SQLAlchemy. There is no public switch; where a later PySide has no such function, nothing is
    done.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_qt


def _uses_qt(module: ModuleType) -> bool:
    return module.__name__.startswith(_QT_USERS)
