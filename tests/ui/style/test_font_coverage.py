"""Whether a text can be shown, told on machines with few fonts."""

import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths
from reader.ui.style.font_coverage import _is_debian

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir></fontconfig>"""

_PROGRAM = """
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from reader.ui.style.font_coverage import cjk_advice, have_faces
application = QGuiApplication([])
for path in {paths!r}:
    print(have_faces(Path(path).read_text("utf-8")))
print(cjk_advice().replace(" ", "_"))
"""
SHOWN = {
    "01-welcome.md": "True",
    "03-finding-again.html": "True",
    "04-the-paper-machine.txt": "True",
    "07-margins-of-the-page.html": "False",
    "08-pingzhu.md": "False",
}


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is Linux's")
def test_one_latin_font_shows_latin_only(run_python: Callable[..., str], tmp_path: Path) -> None:
    shutil.copy(paths.resource("fonts/Literata-Regular.ttf"), tmp_path)
    settings = tmp_path / "fonts.conf"
    settings.write_text(_FONTS.format(folder=tmp_path), "utf-8")
    program = _PROGRAM.format(paths=[str(paths.seeds() / seed) for seed in SHOWN])
    found = run_python(program, FONTCONFIG_FILE=str(settings)).split()
    assert dict(zip(SHOWN, found, strict=False)) == SHOWN
    fonts = "fonts-noto-cjk" if _is_debian() else "the Noto CJK fonts"
    assert f"install {fonts} and" in found[-1].replace("_", " ")


def test_packages_are_named_as_the_system_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for system, is_debian in (
        ({"ID": "debian"}, True),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, True),
        ({"ID": "fedora"}, False),
        ({}, False),
    ):
        monkeypatch.setattr(platform, "freedesktop_os_release", lambda system=system: system)
        assert _is_debian() is is_debian
