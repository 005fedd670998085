"""Whether a text can be shown, told on machines with few fonts."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir></fontconfig>"""

_PROGRAM = """
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from reader.ui.style.font_coverage import have_faces
application = QGuiApplication([])
for path in {paths!r}:
    print(have_faces(Path(path).read_text("utf-8")))
"""
SHOWN = {
    "01-welcome.md": "True",
    "03-finding-again.html": "True",
    "04-the-paper-machine.txt": "True",
    "07-margins-of-the-page.html": "False",
    "08-pingzhu.md": "False",
}


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is Linux's")
def test_one_latin_font_shows_latin_only(run_python: Callable[..., str], tmp_path: Path) -> None:
    command = ["fc-match", "--format", "%{file}", "Noto Serif:style=Regular"]
    shutil.copy(subprocess.check_output(command, text=True), tmp_path)
    settings = tmp_path / "fonts.conf"
    settings.write_text(_FONTS.format(folder=tmp_path), "utf-8")
    program = _PROGRAM.format(paths=[str(paths.seeds() / seed) for seed in SHOWN])
    found = run_python(program, FONTCONFIG_FILE=str(settings)).split()
    assert dict(zip(SHOWN, found, strict=True)) == SHOWN
