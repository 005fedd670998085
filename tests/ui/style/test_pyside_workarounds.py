"""PySide reads no sources and makes no class of every widget; viewports of our own are as Qt's."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QListView, QTextBrowser
from pytestqt.qtbot import QtBot

from reader.ui.style.pyside_workarounds import take_viewport

# Told only by having been shown or given to a parent, or of no meaning for what is read only.
PASSING = {
    Qt.WidgetAttribute.WA_SetCursor,
    Qt.WidgetAttribute.WA_DropSiteRegistered,
    Qt.WidgetAttribute.WA_AttributeCount,
}


def looks(area: QAbstractScrollArea) -> dict[str, object]:
    viewport = area.viewport()
    return {
        "name": viewport.objectName(),
        "role": viewport.backgroundRole(),
        "fills": viewport.autoFillBackground(),
        "cursor": viewport.cursor().shape(),
        "proxy": viewport.focusProxy() is area,
        "policy": viewport.focusPolicy(),
        "attributes": {
            one for one in Qt.WidgetAttribute if one not in PASSING and viewport.testAttribute(one)
        },
    }


def test_importing_the_window_reads_no_source(run_python: Callable[..., str]) -> None:
    program = """
import linecache
import reader.ui.window.main_window, sqlalchemy.orm
files = [name for name in linecache.cache if name.endswith(".py")]
print([name for name in files if "reader/ui" in name or "sqlalchemy" in name])
"""
    assert run_python(program).strip() == "[]"


@pytest.mark.parametrize("kind", [QListView, QTextBrowser])
def test_it_is_as_the_one_qt_makes(qtbot: QtBot, kind: type[QAbstractScrollArea]) -> None:
    before, after = kind(), kind()
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    take_viewport(after)
    assert looks(after) == looks(before)


def test_a_text_is_laid_out_by_the_viewport_it_has(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    take_viewport(browser)
    assert browser.document().documentLayout().paintDevice() is browser.viewport()
    browser.setHtml("<p>" + "words " * 50)
    browser.show()
    browser.resize(80, 90)
    assert browser.document().size().height() > 100


def test_the_window_does_without_the_classes_of_all_widgets() -> None:
    """Told in a process of its own: here they are long made."""
    program = """
import sys
from PySide6 import QtWidgets
from pathlib import Path
from reader.ui.annotations.annotation_list import AnnotationList
from reader.ui.annotations.draft_store import DraftStore
from reader.ui.reading.page_view import PageView
application = QtWidgets.QApplication([])
kept = [PageView(), AnnotationList(DraftStore(Path()), None)]
for area in kept:
    area.show()
    application.processEvents()
    area.viewport().update()
print("QWizard" in vars(QtWidgets))
"""
    made = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert made.stdout.strip() == "False"
