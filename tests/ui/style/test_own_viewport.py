"""Viewports of our own are as Qt's, and spare PySide the classes of all widgets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QListView, QTextBrowser
from pytestqt.qtbot import QtBot

from reader.ui.style.own_viewport import take_viewport

# Told only by having been shown or given to a parent, or of no meaning for what is read only.
PASSING = {
    Qt.WidgetAttribute.WA_SetCursor,
    Qt.WidgetAttribute.WA_DropSiteRegistered,
    Qt.WidgetAttribute.WA_AttributeCount,
}


def looks(area: QAbstractScrollArea) -> dict[str, object]:
    """What can be told of the viewport of an area."""
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


def test_a_window_makes_no_classes_of_all_widgets(
    run_python: Callable[..., str], tmp_path: Path
) -> None:
    program = f"""
from pathlib import Path
from PySide6 import QtWidgets
from reader.services import Services
from reader.ui.window.main_window import MainWindow
application = QtWidgets.QApplication([])
app = Services.open(Path({str(tmp_path)!r}))
window = MainWindow(app)
window.show()
application.processEvents()
print("QWizard" in vars(QtWidgets))
window.close()
app.close()
"""
    assert run_python(program).strip() == "False"
