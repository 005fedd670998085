"""Qt's words, dates, numbers and the direction of the window follow its language."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication

from reader.ui.keys.status_strip import StatusStrip
from reader.ui.style.painting import placed
from resources.translations import catalogues
from tests.conftest import ROOT

SYSTEM_PROGRAM = """
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
        [sys.executable, "-c", SYSTEM_PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["LeftToRight", "1 March 2026", "Cancel"]


PROGRAM = """
import sys
from pathlib import Path
from reader import paths
compiled = Path(sys.argv[1])
resource = paths.resource
paths.resource = lambda name: compiled if name == "translations" else resource(name)
from PySide6.QtCore import QDate, QLocale
from reader.ui.window.application import make_application
application = make_application([], [sys.argv[2]])
from reader.commands.catalogue import BY_ID
from reader.core.keys.keymap import format_keys
print(application.layoutDirection().name)
print(BY_ID["undo"].title, application.translate("QPlatformTheme", "Cancel").replace("&", ""))
print(QLocale().toString(QDate(2026, 3, 1), "d MMMM yyyy"), QLocale().toString(1234))
print(format_keys("Ctrl+Shift+Delete"))
"""


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "de",
            ["LeftToRight", "Rückgängig Abbrechen", "1 März 2026 1.234", "Strg+Umschalt+Entf"],
        ),
        ("ar", ["RightToLeft", "تراجع ألغِ", "1 مارس 2026 1,234", "Ctrl+Shift+Delete"]),
    ],
)
def test_a_language_that_is_chosen_holds_throughout(
    language: str, wanted: list[str], tmp_path: Path
) -> None:
    catalogues.compile_all(target=tmp_path)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path, language],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == wanted


@pytest.fixture
def mirrored(qapp: QGuiApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("mirrored")
def test_what_is_painted_by_hand_is_mirrored() -> None:
    assert placed(QRect(0, 0, 100, 10), QRect(5, 0, 20, 10)) == QRect(75, 0, 20, 10)


@pytest.mark.usefixtures("mirrored")
def test_the_keys_of_the_status_bar_are_where_they_are_painted() -> None:
    strip = StatusStrip()
    strip.resize(400, 30)
    strip.set_target("sentence")
    strip.set_key_labels((("h", "highlight"), ("n", "note")))
    spots = [x for x in range(400) if strip.keys_at(QRect(x, 15, 1, 1).center()) == "h"]
    others = [x for x in range(400) if strip.keys_at(QRect(x, 15, 1, 1).center()) == "n"]
    assert spots
    assert min(spots) > max(others)  # from the right
    assert max(spots) < 400 - strip.fontMetrics().horizontalAdvance("sentence")
    strip.deleteLater()
