"""Reads the words of a page with PDFium: their characters, positions and fonts.

Boxes are asked for word by word, not for each character: asking is what takes the time.
"""

import ctypes
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from reader.core.text.searching.cjk_radicals import without_radicals
from reader.importers.pdf.accents import ACCENT, with_accents
from reader.importers.pdf.page_elements import RTL, Font, Page, View, Word

# What PDFium writes for a hyphen at which a line ends, in its ways to tell a text; lxml refuses both.
HYPHENS = "\ufffe\x02"
_NAMELESS = "\ufdd0"  # for a character of a page of which PDFium does not know what it is
_WORD = re.compile(rf"[^\s{HYPHENS}\0]+")
# Of words among those from right to left, where PDFium orders signs as in a line from the left.
_DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_RIGHT = RTL.pattern[1:-1]
_RTL_PIECE = re.compile(
    rf"""{_DIGITS}+(?:[.,:/\u066b\u066c-]{_DIGITS}+)*%?
      | (?:(?!{_DIGITS})[{_RIGHT}])+
      | [^\W\d_](?:[^\s{_RIGHT}]*[^\W_{_RIGHT}])?
      | .""",
    re.VERBOSE | re.DOTALL,
)
_LAM_ALEF = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
# What some programs write for ligatures of Calibri and Carlito, which have no characters.
_LIGATURES = {"\u019f": "ti", "\u01a9": "tt", "\u01ab": "tti", "\u014c": "ft", "\u019e": "tf"}
_LIGATURE = re.compile(rf"(?<=[a-z])[{''.join(_LIGATURES)}]|\b\u019f(?=[a-z]{{2}})")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BOLD = re.compile(
    r"bold|black|heavy|demi|fett|cmb[0-9x]|cmssbx|-bd|sfbx|-medi(?:ital)?\b", re.IGNORECASE
)
_ITALIC = re.compile(r"ital|obliq|slant|cmti|cmsl|cmmi|sfti|-it\b", re.IGNORECASE)
_FIXED = re.compile(r"mono|courier|consol|typewriter|cmtt|cmsltt|sftt|menlo|code", re.IGNORECASE)
_FIXED_FLAG, _ITALIC_FLAG, _BOLD_FLAG = 1, 1 << 6, 1 << 18
_HEAVY = 600  # weight of a font that is called bold
# A name that says something says that a font is bold, too; its weight is guessed by some programs.
_NAMED = re.compile(r"(?<!CID)(?<!CIDF)[A-Za-z]?[a-z]{3}|CM[A-Z]")
_FREE = 0.17  # times the size of the letters: a wider gap is a blank
_PLAIN = Font(is_bold=False, is_italic=False, is_fixed=False)
_SLANT = 0.1  # what a slanting line may lose of its length to either side


def _fast(function: object, result: type | None = ctypes.c_int) -> Callable[..., Any]:
    """Returns a function of PDFium that takes numbers and addresses (`ctypes.c_void_p`) as they are.

    It is called for every word, and to check and convert what it is given, and to let other threads
    run meanwhile, takes half of the time.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


_new = tuple.__new__  # which `Word._make` calls, at twice the cost
_ADDRESS = ctypes.c_void_p
_text_object = _fast(pdfium.FPDFText_GetTextObject, _ADDRESS)
_loose_box = _fast(pdfium.FPDFText_GetLooseCharBox, None)
_font_size = _fast(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_matrix = _fast(pdfium.FPDFText_GetMatrix)
_font_of = _fast(pdfium.FPDFTextObj_GetFont, _ADDRESS)
_origin = _fast(pdfium.FPDFText_GetCharOrigin)
_ink_box = _fast(pdfium.FPDFText_GetCharBox)


class TextReader:
    """Reads the words of pages of one document; fonts are looked at once."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}

    def read(self, text_page: pdfium.FPDF_TEXTPAGE, page: Page) -> None:
        """Adds the words of a page that are on what is displayed of it.

        A page whose lines run up or down is read again, turned; its view says so then.
        """
        units = _units(text_page)
        words = _Words(text_page, page.view, self._fonts)
        words.read(units)
        if view := words.better_view():
            page.view = view
            words = _Words(text_page, view, self._fonts)
            words.read(units)
        page.words, page.turned = words.words, words.turned
        if ACCENT.search(units) and not page.view.is_vertical:
            page.words = with_accents(page.words, words.edges)


def _units(text_page: pdfium.FPDF_TEXTPAGE) -> str:
    """Returns a code unit or a character for each character of a page."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    length = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    units = bytes(buffer)[: 2 * length].decode("utf-16-le", "surrogatepass")
    if length != count:  # some have no character, or one beyond U+FFFF by the name of its glyph
        codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
        units = "".join(chr(code) if 0 < code <= sys.maxunicode else _NAMELESS for code in codes)
    elif len(units) != length:  # code units are counted, characters beyond U+FFFF are two
        units = "".join(map(chr, buffer[:length]))
    return without_radicals(units)


class _Words:
    """Finds out where the words of one page are."""

    def __init__(self, text_page: pdfium.FPDF_TEXTPAGE, view: View, fonts: dict[int, Font]) -> None:
        self.words: list[Word] = []
        self.turned: list[str] = []
        self._view, self._fonts = view, fonts
        self._page_at = _ADDRESS(ctypes.addressof(text_page.contents))
        self._factors = view.factors()
        self._width, self._height, self._is_vertical = view.width, view.height, view.is_vertical
        box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = memoryview(box).cast("B").cast("f")  # left, top, right, bottom
        self._box_at, self._matrix_at = _address(box), _address(self._matrix)
        self._x_at, self._y_at = _address(self._x), _address(self._y)
        self._corners = [ctypes.c_double() for _edge in range(4)]
        self._corners_at = list(map(_address, self._corners))
        # How the text object is set that was met last.
        self._object = 0
        self._size, self._base = 1.0, 0.0
        self._font = _PLAIN
        self._turn: tuple[int, int] | None = None  # the way its lines run, if not to the right
        self._letters = {(0, 1): 0, (0, -1): 0, (-1, 0): 0}  # of words that run so
        self._stacked = 0  # letters of words whose letters are below each other
        self._upright = 0

    def read(self, units: str) -> None:
        """Reads all words in the code units of the page."""
        end, page_at, length = -1, self._page_at, len(units)
        parts: Sequence[tuple[int, int, bool]]
        matches = list(_WORD.finditer(units))
        objects = [_text_object(page_at, match.start()) for match in matches]
        following = [*objects, 0][1:]
        has_rtl = not units.isascii() and RTL.search(units) is not None
        for match, found, after in zip(matches, objects, following, strict=True):
            first, stop = match.span()
            last = stop - 1
            is_hyphenated = stop < length and units[stop] in HYPHENS
            text = match[0]
            # Where the next word is of the same object, so is all of this one.
            is_split = found != after and found != _text_object(page_at, last)
            parts = self._parts(first, last, text) if is_split else ()
            if has_rtl:
                whole = (first, last, False)
                parts = list(self._with_signs_apart(parts or (whole,), text, first))
            if is_split or len(parts) > 1:
                for one, two, is_apart in parts:
                    self._look_at(one, _text_object(page_at, one))
                    part = text[one - first : two - first + 1]
                    if is_split and self._is_drawn_raised(one, part):
                        self._size, self._base = 0.65 * self._size, self._base - 0.35 * self._size
                        self._object = 0  # which is to be looked at again
                    is_end = is_hyphenated and two == last
                    is_joined = not is_apart if one != first else first == end
                    self._add(part, one, two, is_end, is_joined)
            else:
                if found != self._object or not found:
                    self._look_at(first, found)
                self._add(text, first, last, is_hyphenated, first == end)
            end = stop

    def edges(self, index: int) -> tuple[float, float]:
        """Returns where a character begins and ends along its line."""
        a, _b, c, _d, e, _f = self._factors
        _loose_box(self._page_at, index, self._box_at)
        left, top, right, bottom = self._box
        return a * left + c * bottom + e, a * right + c * top + e

    def better_view(self) -> View | None:
        """Returns the view in which most lines run from left to right, if it is another one."""
        view = self._view
        if view.is_vertical:
            return None
        if self._stacked > self._upright:
            return view._replace(is_vertical=True)
        (dx, dy), letters = max(self._letters.items(), key=lambda pair: pair[1])
        if letters <= self._upright:
            return None
        more = 2 if dx else (3 if dy > 0 else 1)
        return view._replace(turns=(view.turns + more) % 4)

    def _add(self, text: str, first: int, last: int, is_hyphenated: bool, is_joined: bool) -> None:
        box, size, base = self._box, self._size, self._base
        page_at, box_at = self._page_at, self._box_at
        is_ascii = text.isascii()
        if not is_ascii and not (text := _whole(text)):
            return
        if self._turn is not None and not self._is_vertical:
            self._letters[self._turn] += len(text)
            self.turned.append(text)
            return
        a, b, c, d, e, _f = self._factors
        _loose_box(page_at, first, box_at)
        left, top, right, bottom = box
        x0, x1 = a * left + c * bottom + e, a * right + c * top + e
        if last > first:
            _loose_box(page_at, last, box_at)
            last_left, top, right, last_bottom = box
            if b * (last_left - left) + d * (last_bottom - bottom) > 0.8 * size:
                self._stacked += len(text)
            else:
                self._upright += len(text)
            left, bottom = last_left, last_bottom
        first_end, x1 = x1, a * right + c * top + e
        if self._is_vertical:
            x0, x1, base = self._stacked_edges(first, last)
        elif x1 <= x0 or (not is_ascii and RTL.search(text)):
            edges = x0, x1, a * left + c * bottom + e
            if _LAM_ALEF.search(text):
                text = self._with_ligatures(text, first)
            x0, x1 = min(edges), max(*edges, first_end)
        if x1 < 0 or x0 > self._width or base < 0 or base - size > self._height:
            return  # outside of what is displayed
        font = self._font
        word = (text, first, last + 1, x0, x1, base, size, font, is_joined, 0, is_hyphenated)
        self.words.append(_new(Word, word))

    def _with_ligatures(self, text: str, first: int) -> str:
        """Returns a word with the letters of lam-alef in their order: PDFium turns them around.

        The two share the box of the one sign that is drawn for them.
        """
        for match in _LAM_ALEF.finditer(text):
            edges = []
            for index in (first + match.start(), first + match.start() + 1):
                _loose_box(self._page_at, index, self._box_at)
                left, _top, right, _bottom = self._box
                edges.append((left, right))
            if edges[0] == edges[1]:
                text = text[: match.start()] + match[0][::-1] + text[match.end() :]
        return text

    def _stacked_edges(self, first: int, last: int) -> tuple[float, float, float]:
        """Returns where a word begins and ends along its line, and where that lies across."""
        edges = []
        for index in (first, last):
            _loose_box(self._page_at, index, self._box_at)
            left, top, right, bottom = self._box
            edges.append(self._view.box(left, bottom, right, top))
        both = edges[0].joined(edges[1])
        return both.x0, both.x1, (edges[0].y0 + edges[0].y1) / 2 + 0.3 * self._size

    def _parts(self, first: int, last: int, text: str) -> list[tuple[int, int, bool]]:
        """Returns the parts of a word whose letters differ in size or line, or that a gap is before.

        Each with its first and last letter, and whether the gap is wide enough for a blank.
        PDFium expects a wider blank beside a wide letter, where words are drawn one by one.
        """
        parts: list[tuple[int, int, bool]] = []
        before = (0.0, 0.0, _PLAIN)
        obj = 0
        end = 0.0
        was_raised = is_raised = False
        for index in range(first, last + 1):
            start, next_end = self.edges(index)
            is_apart = bool(parts) and _FREE * self._size < start - end < 2 * self._size
            end = next_end
            present = _text_object(self._page_at, index)
            is_alike = present == obj
            if not is_alike:
                obj = present
                self._look_at(index, present)
                size, base, font = self._size, self._base, self._font
                was_raised, is_raised = is_raised, self._is_drawn_raised(index, text[index - first])
                is_alike = (
                    was_raised == is_raised
                    and abs(before[0] - size) < 0.1 * size
                    and abs(before[1] - base) < 0.1 * size
                    and before[2] == font
                )
                before = (size, base, font)
            if parts and is_alike and not is_apart:
                parts[-1] = (parts[-1][0], index, parts[-1][2])
            else:
                parts.append((index, index, is_apart))
        is_spaced = all(one == two for one, two, _is_apart in parts)  # letters, not words
        return [(one, two, is_apart and not is_spaced) for one, two, is_apart in parts]

    def _is_drawn_raised(self, index: int, text: str) -> bool:
        """Returns whether digits are of those of a font that are small and raised in themselves."""
        if not (text.isdecimal() and text.isascii()):
            return False
        corners = self._corners
        _ink_box(self._page_at, index, *self._corners_at)
        left, right, bottom, top = (corner.value for corner in corners)
        _a, b, _c, d, _e, f = self._factors
        lowest = max(b * left + d * bottom, b * right + d * top) + f
        return self._base - lowest > 0.25 * self._size

    def _with_signs_apart(
        self, parts: Sequence[tuple[int, int, bool]], text: str, first: int
    ) -> Iterator[tuple[int, int, bool]]:
        """Yields the parts of a word again, with signs and numbers in them as parts of their own.

        So is each letter of what runs from right to left, if PDFium has them in another order.
        """
        for one, two, is_apart in parts:
            for piece in _RTL_PIECE.finditer(text, one - first, two - first + 1):
                start, stop = first + piece.start(), first + piece.end()
                is_from_right = RTL.match(piece[0]) and not piece[0][0].isdigit()
                if is_from_right and not self._runs_from_right(start, stop):
                    for index in range(start, stop):
                        yield index, index, is_apart and index == one
                else:
                    yield start, stop - 1, is_apart and start == one

    def _runs_from_right(self, start: int, stop: int) -> bool:
        """Returns whether each letter is to the left of the one before it."""
        middles = [sum(self.edges(index)) for index in range(start, stop)]
        return all(two <= one for one, two in pairwise(middles))

    def _look_at(self, index: int, found: int | None) -> None:
        """Finds out how the text object is set that a character belongs to."""
        self._object = found or 0
        size = _font_size(self._page_at, index)
        a, b, c, d, _e, f = self._factors
        matrix = self._matrix
        self._turn = None
        if _matrix(self._page_at, index, self._matrix_at):
            dx, dy = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
            if dx < (1 - _SLANT) * (hypot(dx, dy) or 1.0):
                self._turn = (0, 1 if dy > 0 else -1) if abs(dy) > abs(dx) else (-1, 0)
            size *= matrix.d if matrix.c == 0 < matrix.d else hypot(matrix.c, matrix.d)
        self._size = size if size > 0 else 1.0
        _origin(self._page_at, index, self._x_at, self._y_at)
        self._base = b * self._x.value + d * self._y.value + f
        address = _font_of(_ADDRESS(found)) if found else 0
        if address and address not in self._fonts:
            self._fonts[address] = _font(ctypes.cast(address, pdfium.FPDF_FONT))
        self._font = self._fonts[address] if address else _PLAIN


def _address(value: ctypes.Structure | ctypes.c_double) -> ctypes.c_void_p:
    return _ADDRESS(ctypes.addressof(value))


def _font(font: pdfium.FPDF_FONT) -> Font:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("latin-1")
    flags = max(0, pdfium.FPDFFont_GetFlags(font))
    return Font(
        is_bold=bool(_BOLD.search(name) or flags & _BOLD_FLAG)
        or (not _NAMED.search(name) and pdfium.FPDFFont_GetWeight(font) >= _HEAVY),
        is_italic=bool(_ITALIC.search(name) or flags & _ITALIC_FLAG),
        is_fixed=bool(_FIXED.search(name) or flags & _FIXED_FLAG),
    )


def _whole(text: str) -> str:
    """Returns code units as text."""
    text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text.replace(_NAMELESS, ""))
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
