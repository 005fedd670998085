"""Sets pages for the command line, which has no window and may have no screen."""

import os
import sys

from PySide6.QtWidgets import QApplication

from reader.exporters.pdf_format import MakePages
from reader.ui.printing.pdf_writing import pdf_parts

_applications: list[QApplication] = []  # Qt needs one for its fonts, as long as it is used


def page_maker() -> MakePages:
    """Returns what sets pages, with an application behind it that opens no window."""
    if QApplication.instance() is None:
        if sys.platform == "linux":
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _applications.append(QApplication(["postil"]))
    return pdf_parts
