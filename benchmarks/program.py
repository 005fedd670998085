"""A program with a window, started on the virtual screen and watched from outside."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.x_client import Client
from benchmarks.x_screen import Area, Frame, Screen, changed, ink

ROOT = Path(__file__).resolve().parent.parent
LIST = (0.02, 0.1, 0.24, 0.5)  # where both programs have rows of their list, in shares
TEXT = (0.27, 0.02, 0.74, 0.8)  # where both have their text, above where notices come and go
QUIET = 0.3  # seconds without a change after which a picture counts as stable
LEAST_INK = 0.01
LEAST_CHANGE = 0.0005  # a smaller share is a caret that blinks
PATIENCE = 60.0
POLL = 0.002


@dataclass(frozen=True, slots=True)
class Start:
    """When what was seen of a start, in milliseconds since the process was made."""

    painted: float  # the first frame with rows in the list
    stable: float  # the last change before the picture stood still


class Program:
    """A running program, its one window, and how it started."""

    def __init__(self, screen: Screen, client: Client, command: Sequence[str]) -> None:
        self._screen, self._client = screen, client
        environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        # A person's shell does not forbid bytecode, nor has it a session bus of ours.
        for name in ("PYTHONDONTWRITEBYTECODE", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            environment.pop(name, None)
        quiet = subprocess.DEVNULL
        began = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=quiet, stdout=quiet, stderr=quiet
        )
        try:
            self.window, self.area = self._await_window(began)
            self.start = self._await_start(began)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _await_window(self, began: float) -> tuple[int, Area]:
        while time.perf_counter() - began < PATIENCE:
            for window, area in self._client.windows().items():
                return window, area
            if self._process.poll() is not None:
                break
            time.sleep(POLL)
        raise RuntimeError(f"{self._process.args!r} showed no window")

    def _await_start(self, began: float) -> Start:
        rows = self.area.part(*LIST)
        painted: float | None = None
        last, before = time.perf_counter(), self._screen.frame(self.area)
        while last - began < PATIENCE:
            now = time.perf_counter()
            frame = self._screen.frame(self.area)
            if _differs(before, frame):
                last, before = now, frame
            if painted is None and ink(self._screen.frame(rows)) > LEAST_INK:
                painted = last = now
            if painted is not None and now - last > QUIET:
                return Start((painted - began) * 1000, (last - began) * 1000)
            time.sleep(POLL)
        raise RuntimeError(f"{self._process.args!r} painted no list")

    def focus(self) -> None:
        """Give the window the keyboard and wait until that is to be seen."""
        self._client.focus(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait until the picture has stood still for a while."""
        last, before = time.perf_counter(), self._screen.frame(self.area)
        end = last + PATIENCE
        while time.perf_counter() - last < QUIET and time.perf_counter() < end:
            time.sleep(POLL)
            frame = self._screen.frame(self.area)
            if _differs(before, frame):
                last, before = time.perf_counter(), frame

    def press(self, key: str) -> None:
        """Press a key without looking at what it does."""
        self._client.press(self.window, key)

    def timed_press(self, key: str) -> float | None:
        """Milliseconds from a key to the last change of the text; None when nothing changed."""
        area = self.area.part(*TEXT)
        before = self._screen.frame(area)
        began = time.perf_counter()
        self._client.press(self.window, key)
        last: float | None = None
        while True:
            time.sleep(POLL / 2)
            now = time.perf_counter()
            frame = self._screen.frame(area)
            if _differs(before, frame):
                last, before = now, frame
            if last is not None and now - last > QUIET:
                return (last - began) * 1000
            if now - began > PATIENCE:
                return None

    def memory(self, after: float = 4.0) -> float:
        """The proportional set size in MiB, some seconds from now (Linux)."""
        time.sleep(after)
        for line in Path(f"/proc/{self._process.pid}/smaps_rollup").read_text().splitlines():
            name, _colon, rest = line.partition(":")
            if name == "Pss":
                return int(rest.split()[0]) / 1024
        raise RuntimeError("the kernel does not tell the proportional set size")

    def close(self) -> None:
        """Close the window as a person does and wait for the program to end."""
        self._client.ask_to_close(self.window)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        while self._client.windows():
            time.sleep(POLL)


def _differs(before: Frame, after: Frame) -> bool:
    return before != after and changed(before, after) > LEAST_CHANGE


@contextmanager
def running(screen: Screen, client: Client, command: Sequence[str]) -> Iterator[Program]:
    """Start a program, wait until its picture is stable, and close it afterwards."""
    program = Program(screen, client, command)
    try:
        yield program
    finally:
        program.close()
