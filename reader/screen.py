"""Tells whether a window can be opened, before Qt is loaded: Qt itself would abort."""

import os
import re
import socket
import sys
from pathlib import Path

_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def has_screen() -> bool:
    """Whether there is a display that answers (on Linux and its kin; elsewhere always)."""
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and platform not in ("xcb", "wayland"):
        return True  # offscreen, vnc and others need no display
    return _has_wayland() or _has_x11()


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
