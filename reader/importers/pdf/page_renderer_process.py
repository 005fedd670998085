"""Runs in a separate process with a PDF document open: renders its pages, and finds words on them."""

from collections.abc import Callable, Sequence
from pickle import PickleBuffer
from typing import cast

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from reader.core import worker_process
from reader.core.worker_process import Answer
from reader.importers.pdf.document import (
    NoText,
    PasswordNeeded,
    Unreadable,
    opened,
    read_document,
)
from reader.importers.pdf.letter_mapping import LetterPlaces, lines_around
from reader.importers.pdf.page_elements import Box, View
from reader.importers.pdf.page_letters import PageLetters
from reader.importers.pdf.page_painting import Canvas
from reader.importers.pdf.page_renderer import (
    MOST_PIXELS,
    PLACE_BYTES,
    PLACES,
    Passage,
    Picture,
)

_MEMORY = 3 << 30  # bytes of addresses that the process may use


def answer_requests() -> None:
    """Runs in such a process: opens a document, and answers what is asked of it."""
    worker_process.answer_requests(_answers, _MEMORY)


def _answers() -> Answer:
    """Returns what answers the questions of `PrintedPages`."""
    held: list[HeldDocument] = []

    def answer(request: object, _tell: Callable[[object], None]) -> object:
        kind, *given = request if isinstance(request, tuple) else ("",)
        try:
            if kind == "open":
                held[:] = [HeldDocument(*given)]
                return held[0].pages(), held[0].marks
            methods: dict[str, Callable[..., object]] = {
                "paint": held[0].paint,
                "passages": held[0].passages,
                "page": held[0].places.page_of,
                "letters": held[0].letters,
            }
            return methods[kind](*given)
        except PasswordNeeded:
            return "password"
        except (Unreadable, NoText, MemoryError, PdfiumError):
            return "failed"

    return answer


def _canvases() -> dict[int | None, Canvas]:
    """Returns what paints into each place of the memory that is shared with the window, or into none."""
    canvases: dict[int | None, Canvas] = {None: Canvas()}
    if memory := worker_process.shared_memory():
        for place in range(PLACES):
            start = place * PLACE_BYTES
            canvases[place] = Canvas(memoryview(memory)[start : start + PLACE_BYTES])
    return canvases


class HeldDocument:
    """The document, in the process that has it open."""

    def __init__(self, data: bytes, text: str, password: str) -> None:
        read = read_document(data, password, has_pictures=False)
        self.places = LetterPlaces(text, read.letters)
        self.marks = read.marks
        self._views: list[View] = [view._replace(is_vertical=False) for view in read.views]
        self._labels = read.labels
        self._canvases = _canvases()
        self._opened = opened(data, password)
        self._document = self._opened.__enter__()

    def pages(self) -> list[tuple[str, float, float]]:
        """Returns the label, width and height of each page."""
        return [
            (label, view.width, view.height)
            for label, view in zip(self._labels, self._views, strict=True)
        ]

    def paint(self, number: int, scale: float, place: int | None) -> Picture:
        """Returns a page as it is printed; place: in the shared memory, if it is to be put there."""
        view, page = self._views[number], self._document[number]
        scale = min(scale, (MOST_PIXELS / max(1.0, view.width * view.height)) ** 0.5)
        width, height = max(1, round(view.width * scale)), max(1, round(view.height * scale))
        size, canvas = (width, height), self._canvases[place]
        pixels = canvas.painted(page, view, scale, size, flags=pdfium.FPDF_LCD_TEXT)
        page.close()
        if place is not None:
            return Picture(width, height, bytearray(), place)
        sent = cast("bytearray", PickleBuffer(pixels))  # which it is once it arrives
        return Picture(width, height, sent, place)

    def passages(self, spans: Sequence[tuple[int, int]]) -> list[list[Passage]]:
        """Returns for each span of the text where it is printed."""
        boxes: dict[int, list[Box]] = {}
        found = []
        for start, end in spans:
            passages = []
            for page, indices in self.places.printed(start, end).items():
                if page not in boxes:
                    boxes[page] = self._boxes(page)
                own = lines_around([boxes[page][at] for at in indices if at < len(boxes[page])])
                shown = tuple(self._views[page].box(*one) for one in own)
                passages.append(Passage(page, shown, tuple(own)))
            found.append(passages)
        return found

    def letters(self, number: int) -> list[tuple[int, Box]]:
        """Returns the letters of the text on a page: the place of each, and where it is displayed."""
        view, boxes = self._views[number], self._boxes(number)
        return [
            (place, view.box(*boxes[index]))
            for index, place in self.places.on_page(number)
            if index < len(boxes) and boxes[index].area
        ]

    def _boxes(self, number: int) -> list[Box]:
        """Returns the boxes of a page's letters in its own space."""
        letters = PageLetters(self._document, number)
        boxes = letters.boxes
        letters.close()
        return boxes
