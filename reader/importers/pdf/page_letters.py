"""Finds where the letters of a PDF page are printed."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf

import pypdfium2
import pypdfium2.raw as pdfium

from reader.importers.pdf.page_elements import Box


class PageLetters:
    """Knows where the letters of one page are printed, in the page's own space."""

    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        self._page = document[number]
        self._text = self._page.get_textpage()
        self._boxes: list[Box] | None = None
        self._middles: list[tuple[float, float, int]] | None = None  # y, x and index, by the height

    def close(self) -> None:
        """Releases the page."""
        self._text.close()
        self._page.close()

    @property
    def boxes(self) -> list[Box]:
        """The box of each letter."""
        if self._boxes is None:
            box, raw = pdfium.FS_RECTF(), self._text.raw
            self._boxes = []
            for index in range(self._text.count_chars()):
                pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
                self._boxes.append(Box(box.left, box.bottom, box.right, box.top))
        return self._boxes

    def inside(self, boxes: Sequence[Box]) -> list[int]:
        """Returns the letters whose centres are in boxes, of which there may be one for each letter."""
        if self._middles is None:
            self._middles = sorted(
                ((one.y0 + one.y1) / 2, (one.x0 + one.x1) / 2, index)
                for index, one in enumerate(self.boxes)
                if one.area
            )
        found: set[int] = set()
        for box in boxes:
            at = bisect_left(self._middles, (box.y0,))
            end = bisect_right(self._middles, (box.y1, inf))
            for y, x, index in self._middles[at:end]:
                if box.holds(x, y):
                    found.add(index)
        return sorted(found)

    def near(self, box: Box | None) -> list[int]:
        """Returns the letters of the line beside a box, such as the sign of a note."""
        if box is None:
            return []
        middle = (box.y0 + box.y1) / 2
        x = min(box.x0, box.x1)

        def distance(index: int) -> float:
            one = self.boxes[index]
            across = max(one.y0 - box.y1, box.y0 - one.y1, 0.0)
            along = max(one.x0 - box.x1, x - one.x1, 0.0)
            return 4 * across + along + abs((one.y0 + one.y1) / 2 - middle) / 100

        drawn = [index for index, one in enumerate(self.boxes) if one.area]
        nearest = min(drawn, key=distance, default=None)
        if nearest is None:
            return []
        line = self.boxes[nearest]
        return [
            index
            for index in drawn
            if line.y0 < (self.boxes[index].y0 + self.boxes[index].y1) / 2 < line.y1
            and abs(self.boxes[index].x0 - line.x0) < 250
        ]
