"""Paints a page, or a part of it, as it is printed: as pixels of three bytes, red, green and blue."""

import ctypes

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
    """Returns the pixels of a part of a page; raises MemoryError if there is no room for them.

    scale: pixels for a point. size: width and height of the part in pixels. corner: where on the page
    it begins, in points. flags: of PDFium, for how it paints.
    """
    (width, height), (x, y) = size, corner
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(
            bitmap,
            page.raw,
            *(round(-x * scale), round(-y * scale)),
            *(max(1, round(view.width * scale)), max(1, round(view.height * scale))),
            (view.turns - page.get_rotation() // 90) % 4,
            pdfium.FPDF_REVERSE_BYTE_ORDER | flags,
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return b"".join(data[at : at + 3 * width] for at in range(0, stride * height, stride))
