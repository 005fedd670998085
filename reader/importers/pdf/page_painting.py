"""Renders a page, or a part of it, to RGB pixels, or to four-byte pixels for the screen."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from reader.importers.pdf.page_elements import View


def painted(
    page: pypdfium2.PdfPage,
    view: View,
    scale: float,
    size: tuple[int, int],
    corner: tuple[float, float] = (0.0, 0.0),
    *,
    flags: int,
) -> bytes:
    """Returns the pixels of a part of a page, red, green and blue; raises MemoryError if there is no room.

    scale: pixels for a point. size: width and height of the part in pixels. corner: where on the page
    it begins, in points. flags: of PDFium, for how it paints.
    """
    width, height = size
    with _bitmap(size, pdfium.FPDFBitmap_BGR) as bitmap:
        _paint(bitmap, page, view, scale, corner, flags | pdfium.FPDF_REVERSE_BYTE_ORDER)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    return b"".join(data[at : at + 3 * width] for at in range(0, stride * height, stride))


class Canvas:
    """Paints whole pages in pixels of four bytes, as screens have them: blue, green, red, and one unused.

    All are painted into the same memory, as new memory takes longer than many pages.
    """

    def __init__(self, memory: memoryview | None = None) -> None:
        """memory: to paint into, else it has its own."""
        self._memory = memoryview(bytearray()) if memory is None else memory

    def painted(
        self,
        page: pypdfium2.PdfPage,
        view: View,
        scale: float,
        size: tuple[int, int],
        *,
        flags: int,
    ) -> memoryview:
        """Returns the pixels of a page, valid until the next is painted; raises MemoryError."""
        width, height = size
        length = 4 * width * height
        if len(self._memory) < length:
            self._memory = memoryview(bytearray(length))
        memory = (ctypes.c_char * length).from_buffer(self._memory)
        with _bitmap(size, pdfium.FPDFBitmap_BGRx, memory) as bitmap:
            _paint(bitmap, page, view, scale, (0.0, 0.0), flags)
        return self._memory[:length]


@contextmanager
def _bitmap(
    size: tuple[int, int], kind: int, memory: "ctypes.Array[ctypes.c_char] | None" = None
) -> Iterator[pdfium.FPDF_BITMAP]:
    """Makes a white bitmap for the block, in some memory or in its own."""
    width, height = size
    stride = 4 * width if memory is not None else 0
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, memory, stride)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        yield bitmap
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _paint(
    bitmap: pdfium.FPDF_BITMAP,
    page: pypdfium2.PdfPage,
    view: View,
    scale: float,
    corner: tuple[float, float],
    flags: int,
) -> None:
    x, y = corner
    pdfium.FPDF_RenderPageBitmap(
        bitmap,
        page.raw,
        *(round(-x * scale), round(-y * scale)),
        *(max(1, round(view.width * scale)), max(1, round(view.height * scale))),
        (view.turns - page.get_rotation() // 90) % 4,
        flags,
    )
