"""A virtual X screen whose pixels are read from the file it keeps them in.

Reading a frame costs the programs on the screen nothing: no request is made to the X server.
"""

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = (1400, 900)
ROW_STEP = 4  # every so many rows are looked at
SEGMENT = 16 * 4  # bytes of 16 pixels

Frame = list[bytes]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    def part(self, left: float, top: float, right: float, bottom: float) -> "Area":
        """The area between shares (0 to 1) of this one's width and height."""
        x, y = round(self.width * left), round(self.height * top)
        width, height = round(self.width * right) - x, round(self.height * bottom) - y
        return Area(self.x + x, self.y + y, width, height)


class Screen:
    """The pixels of a running Xvfb."""

    def __init__(self, display: str, file: Path) -> None:
        self.display = display
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self._map[:100])  # an XWDFileHeader, big-endian
        self.area = Area(0, 0, header[4], header[5])
        self._stride = header[12]
        self._start = header[0] + header[19] * 12
        if header[11] != 32:
            raise RuntimeError("the virtual screen has not 32 bits a pixel")

    def frame(self, area: Area) -> Frame:
        """The pixels of every fourth row of an area, at this moment."""
        first = self._start + area.y * self._stride + area.x * 4
        last = first + area.height * self._stride
        width = area.width * 4
        starts = range(first, last, self._stride * ROW_STEP)
        return [self._map[start : start + width] for start in starts]

    def close(self) -> None:
        """Let go of the pixels."""
        self._map.close()


def ink(frame: Frame) -> float:
    """The share of a frame's pieces of 16 pixels that are not of one colour."""
    pieces = [row[at : at + SEGMENT] for row in frame for at in range(0, len(row), SEGMENT)]
    return sum(piece != piece[:4] * (len(piece) // 4) for piece in pieces) / max(1, len(pieces))


def changed(old: Frame, new: Frame) -> float:
    """The share of pieces of 16 pixels that differ between two frames of one area."""
    total = differing = 0
    for before, after in zip(old, new, strict=True):
        total += max(1, len(before) // SEGMENT)
        if before != after:
            starts = range(0, len(before), SEGMENT)
            differing += sum(before[at : at + SEGMENT] != after[at : at + SEGMENT] for at in starts)
    return differing / max(1, total)


@contextmanager
def virtual_screen() -> Iterator[Screen]:
    """Start an Xvfb, and end it. Raises RuntimeError when it cannot be started."""
    if shutil.which("Xvfb") is None:
        raise RuntimeError("the benchmarks need Xvfb (on Debian: apt-get install xvfb)")
    folder = Path(tempfile.mkdtemp(prefix="postil-bench-"))
    reading, writing = os.pipe()
    width, height = SIZE
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(folder)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"], pass_fds=[writing], stdout=quiet, stderr=quiet
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # empty when the server ended instead
        if not number:
            raise RuntimeError("Xvfb could not be started")
        time.sleep(0.3)
        screen = Screen(f":{number}", folder / "Xvfb_screen0")
        try:
            yield screen
        finally:
            screen.close()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
