"""Recognizes the annotations of a PDF page that are highlights or notes."""

import pypdfium2.raw as pdfium

#: The kind of mark that each subtype of an annotation becomes.
KINDS = {
    "/Highlight": "highlight",
    "/Underline": "underline",
    "/Squiggly": "underline",
    "/StrikeOut": "strikeout",
    "/Text": "note",
    "/FreeText": "note",
    "/Caret": "note",
}
#: What is drawn or put on a page: it counts only for what is said of it.
DRAWN = (
    "/Square",
    "/Circle",
    "/Line",
    "/Polygon",
    "/PolyLine",
    "/Ink",
    "/Stamp",
    "/FileAttachment",
)
KINDS |= dict.fromkeys(DRAWN, "note")
_SUBTYPES = frozenset(getattr(pdfium, f"FPDF_ANNOT_{kind[1:].upper()}") for kind in KINDS)
MOST = 20_000  # marks of a document


def has_marks(page: pdfium.FPDF_PAGE) -> bool:
    """Returns whether a page has highlights or notes on it."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation) if annotation else 0
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if subtype in _SUBTYPES:
            return True
    return False
