"""Asks for the password of a file that is encrypted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from reader.core.translation import _


def ask_password(window: QWidget, on_answer: Callable[[str], None]) -> QInputDialog:
    """Shows a field for a password over the window; without an answer nothing is called."""
    dialog = QInputDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Password"))
    dialog.setLabelText(_("Password of the file:"))
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.textValueSelected.connect(on_answer)
    dialog.open()
    return dialog
