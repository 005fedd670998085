"""Tells whether a window can be opened, before Qt is loaded: Qt itself would abort."""

import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

# What Debian calls the libraries that Qt needs of the system.
DEBIAN_PACKAGES = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-xcb1"
    " libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libxcb-shm0"
    " libxcb-sync1 libxcb-xfixes0 libxkbcommon-x11-0"
)

_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def has_screen() -> bool:
    """Returns whether there is a display that answers (on Linux and its kin; elsewhere always)."""
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and platform not in ("xcb", "wayland"):
        return True  # offscreen, vnc and others need no display
    return _has_wayland() or _has_x11()


def missing_library() -> str | None:
    """Finds the first library of the system that Qt cannot open a window without and that is missing.

    What is loaded here Qt needs anyway.
    """
    spec = importlib.util.find_spec("PySide6") if sys.platform.startswith("linux") else None
    if spec is None or spec.origin is None:
        return None
    qt = Path(spec.origin).parent / "Qt"
    reason = _reason_not_to_load(qt / "lib/libQt6Widgets.so.6")
    if reason is None:  # Qt takes the first of its platforms that loads
        reasons = [_reason_not_to_load(qt / f"plugins/platforms/libq{n}.so") for n in _platforms()]
        reason = None if None in reasons else next(iter(reasons), None)
    return reason


def _platforms() -> list[str]:
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return [one.partition(":")[0] for one in named.split(";")]
    return ["wayland"] * _has_wayland() + ["xcb"] * _has_x11()


def _reason_not_to_load(library: Path) -> str | None:
    """Returns the missing library that keeps one from being loaded; what Qt itself lacks Qt tells."""
    import ctypes  # start-up time: only for a window

    if not library.is_file():
        return None
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        name, _colon, reason = str(error).partition(": ")
        return name if "No such file" in reason else None
    return None


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name).exists()


def _has_x11() -> bool:
    display = os.environ.get("DISPLAY", "")
    local = _LOCAL_DISPLAY.fullmatch(display)
    if not local:
        return bool(display)  # another host's: only trying would tell
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - where X11 keeps its sockets
    for address in ("\0" + path, path):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False
