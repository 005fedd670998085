"""Whether there is a screen, told before Qt is asked, which would abort."""

import ctypes
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from reader import display_check
from reader.display_check import DEBIAN_PACKAGES, has_screen, missing_library, unknown_platform
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is always a screen"
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def wayland(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Wayland socket in the runtime folder."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    path = tmp_path / "wayland-7"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield path


def test_nothing_set_is_no_screen() -> None:
    assert not has_screen()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "eglfs:/dev/dri"])
def test_platforms_that_need_no_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert has_screen()


@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_platforms_that_need_one(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert not has_screen()


@pytest.mark.parametrize("display", [":65432", ":65432.0", "unix:65432", "unix:65432.1"])
def test_a_display_nobody_serves(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert not has_screen()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_end_of_a_tunnel(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """As ssh makes it: open while the connection is, and gone with it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(display_check, "_X11_PORT", port - 10)
        monkeypatch.setenv("DISPLAY", f"{host}:10.0")
        assert has_screen()
    assert not has_screen()


def test_a_display_of_another_kind_is_left_to_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "/private/tmp/launchd/org.xquartz:0")
    assert has_screen()


def test_a_display_that_answers(monkeypatch: pytest.MonkeyPatch, x_display: str) -> None:
    monkeypatch.setenv("DISPLAY", x_display)
    assert has_screen()
    monkeypatch.setenv("DISPLAY", f"{x_display}.0")
    assert has_screen()


def test_wayland(monkeypatch: pytest.MonkeyPatch, wayland: Path) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland.name)
    assert has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", str(wayland))  # it may be a path, too
    assert has_screen()
    for platform in ("wayland", "wayland-egl", "xcb;wayland", "wayland:decorations"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert not has_screen(), "which needs another display"
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-8")
    assert not has_screen()


def test_the_socket_that_a_compositor_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-9"))
    assert (tmp_path / "wayland-9").exists()
    assert not has_screen()


def test_several_platforms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;offscreen")
    assert has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;xcb")
    assert not has_screen()


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        ("", ""),
        ("offscreen", ""),
        ("gone;offscreen", ""),
        ("gone:with=arguments", "gone"),
        ("gone;lost", "gone, lost"),
    ],
)
def test_a_platform_that_this_qt_has_not(
    monkeypatch: pytest.MonkeyPatch, asked: str, unknown: str
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", asked)
    assert unknown_platform() == unknown


def test_elsewhere_there_is_always_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert has_screen()


QT = Path(PySide6.__path__[0]) / "Qt"


@pytest.mark.parametrize("platform", ["xcb", "offscreen", "wayland;xcb"])
def test_nothing_is_missing_here(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert missing_library() is None


@pytest.mark.parametrize("file", ["plugins/platforms/libqxcb.so", "lib/libQt6Widgets.so.6"])
def test_a_missing_library_is_told_in_a_sentence(x_display: str, tmp_path: Path, file: str) -> None:
    """A part of Qt needs another by a name that no library has, be there a Qt of the system or not."""
    part = tmp_path / "PySide6/Qt" / file
    part.parent.mkdir(parents=True)
    part.write_bytes((QT / file).read_bytes().replace(b"libQt6Core.so.6", b"libQt6Kore.so.6"))
    (tmp_path / "PySide6/__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-m", "reader"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}", "DISPLAY": x_display},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = r"postil: the window needs libQt6\w+\.so\.6 of the system \(on Debian: sudo apt-get .+\)\.\n"
    assert re.fullmatch(told, done.stderr)
    assert done.returncode == 2


def test_a_missing_library_is_told_in_a_packaged_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """There PyInstaller puts a sentence of its own in place of the linker's."""

    def load(name: str) -> None:
        reason = "libGL.so.1: cannot open shared object file: No such file or directory"
        raise OSError(f"Failed to load dynlib/dll '{name}'.") from OSError(reason)

    monkeypatch.setattr(ctypes, "CDLL", load)
    assert missing_library() == "libGL.so.1"


def test_the_packages_are_those_that_make_installs() -> None:
    script = (ROOT / ".ci/system-packages").read_text(encoding="utf-8")
    named = re.search(r'debian_desktop="([^"]+)"', script)
    assert named is not None
    assert named[1].split() == DEBIAN_PACKAGES.split()
