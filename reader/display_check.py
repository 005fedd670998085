"""Checks, without loading Qt, whether a window can be opened; Qt itself would abort."""

import contextlib
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

# What Debian calls the libraries that Qt needs of the system.
DEBIAN_PACKAGES = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libwayland-cursor0"
    " libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0"
    " libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxkbcommon-x11-0"
)

_LOCAL_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_REMOTE_DISPLAY = re.compile(r"\[?([^/]+?)\]?:(\d+)(?:\.\d+)?")
_X11_PORT = 6000
_PATIENCE = 2.0  # seconds a display has to answer


def has_screen() -> bool:
    """Returns whether there is a display that answers (on Linux and its kin; elsewhere always).

    Of several platforms that are asked for, Qt takes the first that it can.
    """
    if not sys.platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    return any(_can_show(name) for name in _named_platforms() or ["wayland", "xcb"])


def unknown_platform() -> str:
    """Returns what QT_QPA_PLATFORM asks for if this Qt has none of it; else nothing."""
    qt, named = _qt(), _named_platforms()
    if qt is None or not named or not _plugin(qt, "").parent.is_dir():
        return ""
    if any(_plugin(qt, name).is_file() for name in named):
        return ""
    return ", ".join(named)


def _can_show(platform: str) -> bool:
    """Returns whether the display of a platform of Qt answers; most others need none."""
    if platform.partition("-")[0] == "wayland":
        return _has_wayland(is_asked_for=bool(_named_platforms()))
    return platform != "xcb" or _has_x11()


def _named_platforms() -> list[str]:
    named = os.environ.get("QT_QPA_PLATFORM", "").split(";")
    return [name for one in named if (name := one.partition(":")[0].strip())]


def missing_library() -> str | None:
    """Finds the first library of the system that Qt cannot open a window without and that is missing.

    What is loaded here Qt needs anyway.
    """
    qt = _qt()
    if qt is None:
        return None
    reason = _reason_not_to_load(qt / "lib/libQt6Widgets.so.6")
    if reason is None:  # Qt takes the first of its platforms that loads
        reasons = [_reason_not_to_load(_plugin(qt, name)) for name in _platforms()]
        reason = None if None in reasons else next(iter(reasons), None)
    return reason


def _platforms() -> list[str]:
    return [one for one in _named_platforms() or ["wayland", "xcb"] if _can_show(one)]


def _qt() -> Path | None:
    """Returns the folder of Qt, on Linux."""
    spec = importlib.util.find_spec("PySide6") if sys.platform.startswith("linux") else None
    return Path(spec.origin).parent / "Qt" if spec is not None and spec.origin else None


def _plugin(qt: Path, platform: str) -> Path:
    return qt / f"plugins/platforms/libq{platform}.so"


def _reason_not_to_load(library: Path) -> str | None:
    """Returns the missing library that keeps one from being loaded; what Qt itself lacks Qt tells."""
    import ctypes  # start-up time: only for a window

    if not library.is_file():
        return None
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        # In a packaged program PyInstaller raises an error of its own from that of the linker.
        name, _colon, reason = str(error.__cause__ or error).partition(": ")
        return name if "No such file" in reason else None
    return None


def _has_wayland(*, is_asked_for: bool) -> bool:
    """Returns whether a Wayland compositor answers; where it is asked for, also the usual one."""
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that is open already
        return True
    name = os.environ.get("WAYLAND_DISPLAY") or ("wayland-0" if is_asked_for else "")
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name
    return bool(name) and _answers(socket.AF_UNIX, str(path))


def _has_x11() -> bool:
    display = os.environ.get("DISPLAY", "")
    if local := _LOCAL_DISPLAY.fullmatch(display):
        path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - where X11 keeps its sockets
        return any(_answers(socket.AF_UNIX, address) for address in ("\0" + path, path))
    remote = _REMOTE_DISPLAY.fullmatch(display)  # such as the end of a tunnel
    if remote is None:
        return bool(display)  # only trying would tell
    with contextlib.suppress(OSError):
        address = (remote[1], _X11_PORT + int(remote[2]))
        socket.create_connection(address, _PATIENCE).close()
        return True
    return False


def _answers(family: int, address: str) -> bool:
    with socket.socket(family) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(address)
        except OSError:
            return False
    return True
