"""Asks a separate process to render the pages of a PDF file, and to find words on them.

That is done in a separate process, which has the document open; all methods wait for it.
"""

import threading
from collections.abc import Sequence
from typing import NamedTuple

from reader.core.article_draft import Mark
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.core.worker_process import Failure, Watch, WorkerProcess
from reader.importers.pdf.page_elements import Box
from reader.importers.pdf.page_hit_testing import PrintedLetters
from reader.importers.pdf.reading_process import password_needed

SILENCE = 60.0  # seconds after which an answer is given up
# What the process runs; it alone imports that, and PDFium with it.
_PROGRAM = (
    "from reader.importers.pdf.page_renderer_process import answer_requests; answer_requests()"
)


class PrintedPage(NamedTuple):
    """What is known of a page: what it is called, and its size in points."""

    label: str
    width: float
    height: float


MOST_PIXELS = 24_000_000  # of a page
PLACES = 2  # in the memory that is shared with the process, for a page each
PLACE_BYTES = 4 * MOST_PIXELS


class Picture(NamedTuple):
    """A page as pixels of four bytes: blue, green, red, and one that is unused."""

    width: int
    height: int
    pixels: bytearray | memoryview
    place: int | None  # in the shared memory, where it stays until another page is painted there


class Passage(NamedTuple):
    """The lines of print on one page that a passage of the text is made of."""

    page: int
    lines: tuple[Box, ...]  # as the page is displayed
    own: tuple[Box, ...]  # in the page's own space


class PrintedPages:
    """The pages of one document; to be closed."""

    def __init__(self, data: bytes, text: str, password: str = "", name: str = "") -> None:
        """text: the canonical text that was made of it. Raises PasswordNeeded or another ImportFailed."""
        self._name, self._password, self._lock = name, password, threading.Lock()
        try:
            self._process = WorkerProcess(_PROGRAM, PLACES * PLACE_BYTES)
        except OSError as error:
            raise self._failure() from error
        try:
            if self._received() != "ready":
                raise self._failure()
            answer = self._asked(("open", data, text, password))
        except ImportFailed:
            self._process.close()
            raise
        pages, marks = answer if isinstance(answer, tuple) else ((), ())
        self.pages = [PrintedPage(*one) for one in pages]
        self.marks: list[Mark] = list(marks)  # that are in the file

    def close(self) -> None:
        """Ends the process."""
        self._process.close()

    def painted(self, page: int, scale: float, shown: Picture | None = None) -> Picture:
        """Returns a page, valid until the next but one is painted; scale: pixels for a point.

        shown: an image that is still shown, which stays valid.
        """
        place = None
        if self._process.shared is not None:
            place = 1 - shown.place if shown is not None and shown.place is not None else 0
        answer = self._asked(("paint", page, scale, place))
        if not isinstance(answer, Picture):
            raise self._failure()
        if self._process.shared is None or place is None:
            return answer
        start, length = place * PLACE_BYTES, 4 * answer.width * answer.height
        return answer._replace(pixels=memoryview(self._process.shared)[start : start + length])

    def passages(self, spans: Sequence[tuple[int, int]]) -> list[list[Passage]]:
        """Returns for each span of the text where it is printed."""
        return _list(self._asked(("passages", list(spans))))

    def page_of(self, place: int) -> int:
        """Returns the page on which a place of the text is printed."""
        return int(str(self._asked(("page", place))))

    def letters(self, page: int) -> PrintedLetters:
        """Returns the letters of the text that are printed on a page."""
        return PrintedLetters(_list(self._asked(("letters", page))))

    def _asked(self, request: tuple[object, ...]) -> object:
        with self._lock:
            answer = self._answer(request)
        if answer == "password":
            raise password_needed(self._name, self._password)
        if isinstance(answer, (Failure, str)):
            raise self._failure()
        return answer

    def _answer(self, request: tuple[object, ...]) -> object:
        try:
            self._process.send(request)
        except OSError:
            return Failure.ENDED
        return self._process.receive() if self._process.answers_soon() else self._received()

    def _received(self) -> object:
        """Waits for an answer, but neither for too long nor when nobody wants it any more."""
        watch = Watch(self._process, SILENCE)
        try:
            return self._process.receive()
        finally:
            watch.stop()

    def _failure(self) -> ImportFailed:
        return ImportFailed(_("The pages of “{name}” cannot be shown.").format(name=self._name))


def _list(answer: object) -> list:  # type: ignore[type-arg]
    return answer if isinstance(answer, list) else []
