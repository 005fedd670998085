"""A very small X client: finds a window by its title, focuses it and presses real keys (XTEST).

It speaks the X11 protocol itself, so that the tests need no library and no tool for it.
"""

import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

_NAMED = {
    "Escape": 9,
    "Return": 36,
    "Ctrl": 37,
    "Shift": 50,
    ".": 60,
    ",": 59,
    "/": 61,
    "Space": 65,
}
_NAMED |= {"Left": 113, "Right": 114}
_ROWS = {10: "1234567890", 24: "qwertyuiop", 38: "asdfghjkl", 52: "zxcvbnm"}
KEYCODES = _NAMED | {
    character: start + place for start, row in _ROWS.items() for place, character in enumerate(row)
}
_VIEWABLE = 2


class XClient:
    """One connection to a display such as ``:99``; close it when done."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{display.lstrip(':')}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = self._receive(8)
        assert head[0] == 1, "the X server refused the connection"
        setup = self._receive(4 * struct.unpack_from("<H", head, 6)[0])
        (vendor,) = struct.unpack_from("<H", setup, 16)
        screens = 32 + (vendor + 3) // 4 * 4 + 8 * setup[21]
        (self.root,) = struct.unpack_from("<I", setup, screens)
        self._title = self._atom("_NET_WM_NAME")
        reply = self._ask(98, 0, struct.pack("<Hxx8s", 5, b"XTEST"))
        assert reply[8], "the X server has no XTEST"
        self._xtest = reply[9]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def press(self, keys: str) -> None:
        """Press chords parted by spaces, such as ``j Ctrl+q``, on a US keyboard."""
        for chord in keys.split():
            codes = [KEYCODES[name] for name in chord.split("+")]
            for code in codes:
                self._fake(2, code)
            for code in reversed(codes):
                self._fake(3, code)
        self._ask(43, 0, b"")  # all of it has been done once this is answered

    def find(self, title: str) -> int | None:
        """The visible window whose title begins so, at the top of the tree."""
        reply = self._ask(15, 0, struct.pack("<I", self.root))
        (count,) = struct.unpack_from("<H", reply, 16)
        for window in struct.unpack_from(f"<{count}I", reply, 32):
            if self._title_of(window).startswith(title) and self._is_visible(window):
                return int(window)
        return None

    def focus(self, window: int) -> None:
        """Give a window the keyboard, as a window manager would."""
        self._send(42, 2, struct.pack("<II", window, 0))
        self._ask(43, 0, b"")

    def _title_of(self, window: int) -> str:
        reply = self._ask(20, 0, struct.pack("<IIIII", window, self._title, 0, 0, 256))
        if not reply:
            return ""
        (length,) = struct.unpack_from("<I", reply, 16)
        return reply[32 : 32 + length].decode("utf-8", "replace")

    def _is_visible(self, window: int) -> bool:
        reply = self._ask(3, 0, struct.pack("<I", window))
        return bool(reply) and reply[26] == _VIEWABLE

    def _atom(self, name: str) -> int:
        padded = name.encode().ljust((len(name) + 3) // 4 * 4, b"\0")
        reply = self._ask(16, 0, struct.pack("<Hxx", len(name)) + padded)
        return int(struct.unpack_from("<I", reply, 8)[0])

    def _fake(self, kind: int, code: int) -> None:
        self._send(self._xtest, 2, struct.pack("<BBxxI24x", kind, code, 0))

    def _send(self, opcode: int, detail: int, rest: bytes) -> None:
        self._socket.sendall(struct.pack("<BBH", opcode, detail, 1 + len(rest) // 4) + rest)

    def _ask(self, opcode: int, detail: int, rest: bytes) -> bytes:
        """Send a request and answer its reply; empty when it was refused (the window has gone)."""
        self._send(opcode, detail, rest)
        while True:
            reply = self._receive(32)
            if reply[0] == 0:
                return b""
            if reply[0] == 1:
                return reply + self._receive(4 * struct.unpack_from("<I", reply, 4)[0])

    def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self._socket.recv(count - len(data))
            assert piece, "the X server hung up"
            data += piece
        return data


def wait_for(what: Callable[[], Any], seconds: float = 20.0) -> Any:
    """Ask again and again until the answer is something; for other processes only."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not (answer := what()):
        assert time.monotonic() < deadline, "it did not come about in time"
        pause.wait(0.02)
    return answer
