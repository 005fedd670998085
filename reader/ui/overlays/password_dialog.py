"""Asks for the password of an encrypted file."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from reader.core.translation import _, ngettext, number_text


def ask_password(
    window: QWidget, names: Sequence[str], on_answer: Callable[[str], None]
) -> QInputDialog:
    """Shows a field for the password of files over the window; without an answer nothing is called."""
    dialog = QInputDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Password"))
    others = len(names) - 1
    label = _("Password of “{name}”:")
    if others:
        label = ngettext(
            "Password of “{name}” and {n} other file:",
            "Password of “{name}” and {n} other files:",
            others,
        )
    dialog.setLabelText(label.format(name=names[0], n=number_text(others)))
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.textValueSelected.connect(on_answer)
    dialog.open()
    return dialog
