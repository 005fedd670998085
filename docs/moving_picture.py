"""Draws the moving picture of the README: a passage is chosen, marked, tagged, noted and found again.

``make screenshots`` draws it with the others. Each frame is the real window after a key press, with
the key drawn in the corner.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget

SIZE = (1024, 640)
_COLORS = 256  # as the other pictures
_MARGIN = 18  # px between the keys and the corner


@dataclass(frozen=True, slots=True)
class Step:
    """What is pressed, what is said of it, and for how many milliseconds it is looked at."""

    keys: tuple[str, ...]
    caption: str
    time: int


_NOTE = "So margins come from mice"
STEPS = (
    Step((), "", 1400),
    Step(("f",), "f  a letter on each sentence", 1800),
    Step(("j",), "j  to that sentence", 1300),
    Step(("1",), "1  highlight and tag", 2000),
    Step(("n",), "n  add a note", 600),
    *(Step((*word, " "), "n  add a note", 180) for word in _NOTE.split()),
    Step(("Ctrl+Return",), "Ctrl+Enter", 1600),
    Step(("/",), "/  find it again", 600),
    *(Step((letter,), "/  find it again", 220) for letter in "mice"),
    Step((), "/  find it again", 2800),
)


def draw(
    window: QWidget, press: Callable[[str], None], settle: Callable[[], None], path: Path
) -> None:
    """Take the steps in a window, and write the picture of them as an APNG."""
    frames = list(_frames(window, press, settle))
    common = _side_by_side(frames).quantize(_COLORS, dither=Image.Dither.NONE)
    first, *rest = (frame.quantize(palette=common, dither=Image.Dither.NONE) for frame in frames)
    times = [step.time for step in STEPS]
    first.save(path, save_all=True, append_images=rest, duration=times, loop=0, optimize=True)


def _frames(
    window: QWidget, press: Callable[[str], None], settle: Callable[[], None]
) -> Iterator[Image.Image]:
    for step in STEPS:
        for key in step.keys:
            press(key)
        settle()
        image = window.grab().toImage()
        _caption(image, step.caption)
        yield _pillow(image)


def _caption(image: QImage, text: str) -> None:
    """Draw what is pressed into the lower left corner."""
    if not text:
        return
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(19)
    painter.setFont(font)
    size = painter.fontMetrics().size(0, text)
    box = QRect(QPoint(0, 0), size).adjusted(0, 0, 28, 18)
    box.moveBottomLeft(image.rect().bottomLeft() + QPoint(_MARGIN, -3 * _MARGIN))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#2b2620"))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(QColor("#fbf7ef"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()


def _pillow(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_RGBX8888)
    size = (image.width(), image.height())
    return Image.frombuffer("RGBX", size, bytes(image.constBits()), "raw", "RGBX", 0, 1).convert(
        "RGB"
    )


def _side_by_side(frames: Sequence[Image.Image]) -> Image.Image:
    """Return one picture of all, from which the colours are chosen."""
    width, height = frames[0].size
    whole = Image.new("RGB", (width, height * len(frames)))
    for number, frame in enumerate(frames):
        whole.paste(frame, (0, number * height))
    return whole
