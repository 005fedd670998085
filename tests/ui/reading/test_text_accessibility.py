"""What describes a text to assistive technology."""

import pytest
import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTextBrowser

from reader.ui.reading.text_accessibility import DocumentInterface, describe_browsers

pytestmark = pytest.mark.skipif(
    not hasattr(QAccessible, "installFactory"), reason="this PySide lets nobody describe a widget"
)


def test_what_described_a_browser_is_gone_with_it(qapp: QApplication) -> None:
    """Else Python takes something else, made at its place in memory, for it, and crashes."""
    describe_browsers()
    browser = QTextBrowser()
    interface = QAccessible.queryAccessibleInterface(browser)
    assert isinstance(interface, DocumentInterface)
    made_by_qt = interface.made_by_qt
    assert shiboken6.isValid(made_by_qt)
    shiboken6.delete(browser)
    assert not shiboken6.isValid(interface)
    assert not shiboken6.isValid(made_by_qt)
