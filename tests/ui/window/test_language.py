"""On a desktop of another language: Qt's words, dates and the direction follow the window's."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
from PySide6.QtCore import QDate, QLocale
from reader.ui.window.application import make_application
application = make_application([])
print(application.layoutDirection().name)
print(QLocale().toString(QDate(2026, 3, 1), "d MMMM yyyy"))
print(application.translate("QPlatformTheme", "Cancel"))
"""


@pytest.mark.parametrize("system", ["he_IL", "fa_IR"])
def test_an_english_window_is_english_throughout(system: str) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": f"{system}.UTF-8",
        "LC_ALL": f"{system}.UTF-8",
        "LANGUAGE": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["LeftToRight", "1 March 2026", "Cancel"]
