"""Finds the figures on a page by its images and drawings, and renders them."""

import ctypes
from bisect import bisect_left
from collections.abc import Callable, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from reader.importers.pdf.page_elements import Box, Page, View, Word
from reader.importers.pdf.page_painting import painted
from reader.importers.pictures.png_writing import png

_OBJECTS = 20_000  # of a page that are looked at
_CLIPS, _CORNERS = 8, 100  # paths that clip a drawing, and their corners, that are looked at
_CELL = 6.0  # points: drawings nearer than two of that are one
_SMALLEST = 28.0  # points of a figure to each side
_WHOLE = 0.6  # of a page: what covers more of it is its ground
_WORDS = 0.1  # of a drawing may be covered by words; more of them are a text in a frame
_PICTURE_WORDS = 0.16  # of an image
_SHAPES = 3  # of a drawing that has words in it; less of them are a frame around a text
_RULE = 2.5  # points: what is thinner is a rule
_MARKER = 0.45  # of a drawing that words cover: it marks them
_MARKER_HEIGHT = 40.0  # points
_MOST_WORDS = 80
_SCALE = 2.0  # pixels for a point
_MOST_PIXELS = 4_000_000


def find_figures(page_handle: pdfium.FPDF_PAGE, page: Page) -> None:
    """Notes where images and drawings are on a page."""
    box = [ctypes.c_float() for _edge in range(4)]
    view = page.view
    for index in range(min(pdfium.FPDFPage_CountObjects(page_handle), _OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page_handle, index)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(found, *box):
            continue
        place = _shown(view.box(*(edge.value for edge in box)), found, view)
        if place is None:
            continue
        is_picture = kind == pdfium.FPDF_PAGEOBJ_IMAGE
        (page.pictures if is_picture else page.drawings).append(place)


def _shown(box: Box, found: pdfium.FPDF_PAGEOBJECT, view: View) -> Box | None:
    """Returns what is shown of a box, on its page and within the paths it is clipped by; None if nothing."""
    clip = pdfium.FPDFPageObj_GetClipPath(found)
    x, y = ctypes.c_float(), ctypes.c_float()
    areas = [Box(0, 0, view.width, view.height)]
    for path in range(min(pdfium.FPDFClipPath_CountPaths(clip), _CLIPS) if clip else 0):
        points = []
        for number in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _CORNERS)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, number)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(view.point(x.value, y.value))
        if len(points) > 1:
            xs, ys = zip(*points, strict=True)
            areas.append(Box(min(xs), min(ys), max(xs), max(ys)))
    for area in areas:
        if not box.touches(area):
            return None
        if area is not areas[0]:
            box = Box(*map(max, box[:2], area[:2]), *map(min, box[2:], area[2:]))
    return box


def figures_of(page: Page) -> list[Box]:
    """Returns the figures of a page; the words in one are part of it."""
    whole = page.view.width * page.view.height
    ground = _WHOLE * whole
    pictures = [one for one in page.pictures if one.area < ground or not page.words]
    drawings = [one for one in page.drawings if one.area < ground]
    if page.words:
        marks = _marks_in(page.words)
        drawings = [one for one in drawings if not marks(one)]
    found = []
    for box in _clusters([*pictures, *drawings]):
        if box.x1 - box.x0 < _SMALLEST or box.y1 - box.y0 < _SMALLEST:
            continue
        has_picture = any(one.touches(box) and one.area > 0.3 * box.area for one in pictures)
        inside = [word for word in page.words if is_inside(word, box)]
        covered = sum((word.x1 - word.x0) * word.size for word in inside) / box.area
        if has_picture:
            is_figure = covered < _PICTURE_WORDS and len(inside) <= _MOST_WORDS
        elif inside:
            shapes = sum(1 for one in drawings if one.touches(box) and _is_shape(one, box))
            is_figure = shapes >= _SHAPES and covered < _WORDS and len(inside) <= _MOST_WORDS
        else:
            is_figure = any(not _is_rule(one) for one in drawings if one.touches(box))
        if is_figure:
            found.append(box)
    return found


def _marks_in(words: Sequence[Word]) -> Callable[[Box], bool]:
    """Returns a function that determines whether a drawing only marks words, as with a marker."""
    by_base = sorted(words, key=lambda word: word.base)
    bases = [word.base for word in by_base]

    def marks(box: Box) -> bool:
        if box.y1 - box.y0 > _MARKER_HEIGHT or _is_rule(box):
            return False
        near = by_base[bisect_left(bases, box.y0) : bisect_left(bases, box.y1 + _MARKER_HEIGHT)]
        inside = (word for word in near if is_inside(word, box))
        return sum((word.x1 - word.x0) * word.size for word in inside) > _MARKER * box.area

    return marks


def is_inside(word: Word, box: Box) -> bool:
    """Returns whether a word is in a figure."""
    return box.holds((word.x0 + word.x1) / 2, word.base - 0.3 * word.size)


def _is_rule(box: Box) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) < _RULE


def _is_shape(box: Box, figure: Box) -> bool:
    """Returns whether what is drawn is neither a rule nor the frame or ground of all the rest."""
    return not _is_rule(box) and box.area < 0.8 * figure.area


def _clusters(boxes: Sequence[Box]) -> list[Box]:
    """Returns the boxes around those that touch each other, by the cells of a grid they are in."""
    cells: dict[tuple[int, int], int] = {}
    joined: list[int] = []  # for each group the one it is part of

    def root(group: int) -> int:
        while joined[group] != group:
            joined[group] = joined[joined[group]]
            group = joined[group]
        return group

    groups: list[int] = []
    for box in boxes:
        own = len(joined)
        joined.append(own)
        groups.append(own)
        columns = range(int(box.x0 // _CELL) - 1, int(box.x1 // _CELL) + 2)
        rows = range(int(box.y0 // _CELL) - 1, int(box.y1 // _CELL) + 2)
        if len(columns) * len(rows) > 20_000:
            continue
        for column in columns:
            for row in rows:
                other = cells.setdefault((column, row), own)
                if other != own:
                    joined[root(own)] = root(other)
    found: dict[int, Box] = {}
    for box, group in zip(boxes, groups, strict=True):
        at = root(group)
        found[at] = found[at].joined(box) if at in found else box
    return sorted(found.values(), key=lambda box: (box.y0, box.x0))


def picture_of(page: pypdfium2.PdfPage, view: View, box: Box) -> bytes:
    """Returns what is printed in a part of a page as a PNG; empty where that cannot be."""
    if view.is_vertical:
        upright = view._replace(is_vertical=False)
        box = Box(upright.width - box.y1, box.x0, upright.width - box.y0, box.x1)
        view = upright
    box = Box(max(0.0, box.x0), max(0.0, box.y0), min(view.width, box.x1), min(view.height, box.y1))
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, box.area)) ** 0.5)
    width, height = round((box.x1 - box.x0) * scale), round((box.y1 - box.y0) * scale)
    if width < 1 or height < 1:
        return b""
    size, corner = (width, height), (box.x0, box.y0)
    try:
        pixels = painted(page, view, scale, size, corner, flags=pdfium.FPDF_NO_CATCH)
    except MemoryError:
        return b""
    return png(width, height, pixels)
