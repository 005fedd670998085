"""Writes the blocks of a document as HTML, with the letters of the pages that each part comes from."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from reader.core.text.html_elements import PAGE_BREAK
from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.headings import is_caption
from reader.importers.pdf.hyphens import Hyphens, ends_with_hyphen
from reader.importers.pdf.page_elements import Line, Word
from reader.importers.text_cleaning import UNWANTED

_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")  # set without blanks
_ADDRESS = re.compile(r"://|^www\.")
_ADDRESS_BREAKS = "/._=?&%#~"  # after which an address goes on in the next line
_HYPHENS = "-\u2010\u00ad"


@dataclass(slots=True)
class Piece:
    """Words set alike, with blanks between them; where they are from, and how they are set."""

    texts: list[str]
    page: int
    starts: list[int]  # for each word the index of its first letter on the page, in code units
    style: str = ""  # the elements around it, by their first letters
    link: str = ""

    @property
    def setting(self) -> tuple[str, str]:
        """What elements are around it."""
        return self.style, self.link


class HtmlWriter:
    """Writes blocks one after another."""

    def __init__(self, labels: Sequence[str], hyphens: Hyphens, notes: Iterable[Block]) -> None:
        self._labels, self._hyphens = labels, hyphens
        self._notes = {(note.page, note.marker) for note in notes}
        self._calls: frozenset[tuple[int, str]] = frozenset()  # of notes, surely
        self._code_distances: dict[float, float] = {}
        self._parts: list[str] = []
        self._page = -1  # of what was written last
        self._lists: list[tuple[str, str]] = []  # that are open: the tag and the style of each
        self.letters: list[tuple[int, int, str]] = []  # page and index of each run that was written

    def write(self, blocks: Sequence[Block]) -> str:
        """Returns the HTML of blocks."""
        self._parts = []
        self._calls = _calls(blocks) if self._notes else frozenset()
        self._code_distances = _code_distances(blocks)
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if block.kind is not Kind.ITEM:
                self._close_lists(0)
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if block.kind is Kind.FIGURE:
                is_captioned = following is not None and is_caption(following.text)
                self._figure(block, following if is_captioned else None)
                at += is_captioned
            elif block.kind is Kind.TABLE:
                self._table(block)
            elif block.kind is Kind.CODE:
                self._code(block)
            elif block.kind is Kind.ITEM:
                self._item(block)
            else:
                self._paragraph(block)
            at += 1
        self._close_lists(0)
        return "".join(self._parts)

    def _paragraph(self, block: Block) -> None:
        tag = f"h{block.level}" if block.kind is Kind.HEADING else "p"
        name = ""
        if block.kind is Kind.NOTE:
            name = f' id="{_note_name(block.page, block.marker)}"'
        direction = ' dir="rtl"' if block.is_rtl else ""
        self._parts.append(f"<{tag}{name}{direction}>")
        self._text(block)
        self._parts.append(f"</{tag}>\n")

    def _item(self, block: Block) -> None:
        tag = "ul" if block.number is None else "ol"
        self._close_lists(block.level + 1)
        if len(self._lists) == block.level + 1:
            if self._lists[-1] == (tag, block.style):
                self._parts.append("</li>")
            else:
                self._close_lists(block.level)
        while len(self._lists) < block.level + 1:
            start = f' start="{block.number}"' if block.number not in (None, 1) else ""
            style = f' type="{block.style}"' if block.style else ""
            self._parts.append(f"<{tag}{style}{start}>")
            self._lists.append((tag, block.style))
        direction = ' dir="rtl"' if block.is_rtl else ""
        value = f' value="{block.number}"' if block.number is not None else ""
        self._parts.append(f"<li{value}{direction}>")
        self._text(block, skipped=1)

    def _close_lists(self, depth: int) -> None:
        while len(self._lists) > depth:
            self._parts.append(f"</li></{self._lists.pop()[0]}>\n")

    def _figure(self, block: Block, caption: Block | None) -> None:
        data = b64encode(block.picture).decode("ascii")
        self._parts.append(f'<figure><img src="data:image/png;base64,{data}">')
        if caption is not None:
            self._parts.append("<figcaption>")
            self._text(caption)
            self._parts.append("</figcaption>")
        self._parts.append("</figure>\n")

    def _table(self, block: Block) -> None:
        self._parts.append("<table>")
        for number, row in enumerate(block.rows):
            is_head = number == 0 and all(word.font.is_bold for cell in row for word in cell)
            tag = "th" if is_head else "td"
            self._parts.append("<tr>")
            for cell in row:
                self._parts.append(f"<{tag}>")
                pieces = [_piece(word, block.page) for word in cell]
                if is_head:
                    for one in pieces:
                        one.style = one.style.replace("b", "")
                self._pieces(pieces, cell)
                self._parts.append(f"</{tag}>")
            self._parts.append("</tr>")
        self._parts.append("</table>\n")

    def _code(self, block: Block) -> None:
        """Writes lines with blanks for what is free between their words."""
        widths = [(w.x1 - w.x0) / len(w.text) for line in block.lines for w in line.words]
        width = sorted(widths)[len(widths) // 2] or 1.0
        left = min(line.x0 for line in block.lines)
        self._parts.append("<pre>")
        before: Line | None = None
        for line in block.lines:
            self._begin_page(line.page)
            if before is not None:
                usual = self._code_distances.get(round(line.size, 1), line.size)
                is_apart = line.base - before.base > 1.4 * usual and line.page == before.page
                self._parts.append("\n\n" if is_apart else "\n")
            column = 0
            for word in line.words:
                at = round((word.x0 - left) / width)
                blanks = max(at - column, 0 if word.is_joined or not column else 1)
                text = word.text + "-" * word.is_hyphenated
                self._parts.append(" " * min(blanks, 200))
                self._letters(_clean(text), line.page, word.start)
                column = max(at, column + blanks) + len(text)
            before = line
        self._parts.append("</pre>\n")

    # -- running text ------------------------------------------------------------------------------

    def _text(self, block: Block, skipped: int = 0) -> None:
        """Writes the words of a block; skipped: how many at its beginning are not of its text."""
        plain = _usual_style(block)
        pieces: list[Piece | None] = []  # None: a blank
        last: Word | None = None
        for number, line in enumerate(block.lines):
            words = line.words[skipped:] if number == 0 else line.words
            for at, word in enumerate(words):
                if last is not None and at == 0:
                    pieces += self._between(pieces, last, word, is_break=number in block.breaks)
                    pieces.append(self._piece(block, word, line.page, plain))
                elif last is not None and _goes_on(last, word) and (before := pieces[-1]):
                    before.texts.append(word.text)
                    before.starts.append(word.start)
                else:
                    if last is not None and not (word.is_joined and not _is_mark(block, last)):
                        pieces.append(None)
                    pieces.append(self._piece(block, word, line.page, plain, last))
                last = word
        self._write(pieces)

    def _between(
        self, pieces: list[Piece | None], last: Word, word: Word, *, is_break: bool
    ) -> list[Piece | None]:
        """Returns what is between the last word of a line and the first of the next."""
        before = pieces[-1]
        if before is None:
            return []
        if is_break:
            return [Piece(["\n"], before.page, [-1])]
        has_hyphen = ends_with_hyphen(last.text)
        if last.is_hyphenated or has_hyphen:
            bare = last.text.rstrip(_HYPHENS) if has_hyphen else last.text
            joins = self._hyphens.joins(bare, word.text)
            text = bare if joins else bare + "-"
            before.texts[-1] = text
            return []
        if last.text.endswith("-") and len(last.text) > 1:
            return []
        if _ADDRESS.search(last.text) and last.text[-1] in _ADDRESS_BREAKS:
            return []
        if _DENSE.match(last.text[-1]) and _DENSE.match(word.text[0]):
            return []
        return [None]

    def _piece(
        self, block: Block, word: Word, page: int, plain: str, before: Word | None = None
    ) -> Piece:
        style = _style(word)
        style = "".join(one for one in style if one not in plain)
        if block.kind is Kind.HEADING:
            style = style.replace("b", "").replace("i", "").replace("c", "")
        link = ""
        if (
            word.raised > 0
            and (block.page, word.text) in self._notes
            and block.kind is not Kind.NOTE
            and not ((page, word.text) in self._calls and before and _is_power(before, word))
        ):
            link = _note_name(page, word.text)
        return Piece([word.text], page, [word.start], style, link)

    def _pieces(self, pieces: Sequence[Piece], words: Sequence[Word]) -> None:
        spaced: list[Piece | None] = []
        for piece, word in zip(pieces, words, strict=True):
            if spaced and not word.is_joined:
                spaced.append(None)
            piece.texts[0] += "-" * word.is_hyphenated
            spaced.append(piece)
        self._write(spaced)

    def _write(self, pieces: list[Piece | None]) -> None:
        """Writes pieces, those that are set alike in one element."""
        styled: list[tuple[str, str, Piece | None]] = []
        for at, piece in enumerate(pieces):
            if piece is not None:
                styled.append((*piece.setting, piece))
                continue
            sides = [one for one in (*pieces[at - 1 : at], *pieces[at + 1 : at + 2]) if one]
            is_inside = len(sides) == 2 and sides[0].setting == sides[1].setting
            styled.append((*(sides[0].setting if is_inside else ("", "")), None))
        for (style, link), group in groupby(styled, key=lambda one: one[:2]):
            found = list(group)
            first = next((piece for *_set, piece in found if piece is not None), None)
            if first is not None:
                self._begin_page(first.page)
            elements = [_ELEMENTS[letter] for letter in style]
            if link:
                self._parts.append(f'<a href="#{link}">')
            self._parts += [f"<{element}>" for element in elements]
            for *_set, piece in found:
                if piece is None:
                    self._parts.append(" ")
                elif piece.starts[0] < 0:
                    self._parts.append("<br>")
                else:
                    self._begin_page(piece.page)
                    texts = _cleaned(piece.texts)
                    self._parts.append(escape(" ".join(texts), quote=False))
                    self.letters += [
                        (piece.page, start, text)
                        for start, text in zip(piece.starts, texts, strict=True)
                    ]
            self._parts += [f"</{element}>" for element in reversed(elements)]
            if link:
                self._parts.append("</a>")

    def _letters(self, text: str, page: int, start: int) -> None:
        self.letters.append((page, start, text))
        self._parts.append(escape(text, quote=False))

    def _begin_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            label = escape(self._labels[page])
            self._parts.append(f'<span role="{PAGE_BREAK}" aria-label="{label}"></span>')


_ELEMENTS = {"b": "strong", "i": "em", "c": "code", "u": "sup", "d": "sub"}


def _calls(blocks: Sequence[Block]) -> frozenset[tuple[int, str]]:
    """Returns the raised words that are no powers, each with its page."""
    return frozenset(
        (line.page, two.text)
        for block in blocks
        for line in block.lines
        for one, two in pairwise(line.words)
        if two.raised > 0 and not _is_power(one, two)
    )


def _is_power(base: Word, word: Word) -> bool:
    """Returns whether a raised word follows a variable or a unit, as in ``x²`` and ``km²``."""
    is_short = len(base.text) == 1 or (len(base.text) == 2 and base.text[1] == "m")
    return word.is_joined and is_short and base.text.isalpha()


def _goes_on(one: Word, two: Word) -> bool:
    """Returns whether two words are set in one way, with a blank between them."""
    return one.font is two.font and not (two.is_joined or one.raised or two.raised)


def _is_mark(block: Block, word: Word) -> bool:
    """Returns whether a word is the mark that a footnote begins with."""
    return block.kind is Kind.NOTE and word is block.lines[0].words[0]


def _style(word: Word) -> str:
    font = word.font
    raised = {1: "u", -1: "d", 0: ""}[word.raised]
    return "b" * font.is_bold + "i" * font.is_italic + "c" * font.is_fixed + raised


def _usual_style(block: Block) -> str:
    """Returns how all words of a block are set, which needs no mark on each of them."""
    fonts = {word.font for line in block.lines for word in line.words if not word.raised}
    is_bold = bool(fonts) and all(font.is_bold for font in fonts)
    return "b" * is_bold + "c" * (bool(fonts) and all(font.is_fixed for font in fonts))


def _piece(word: Word, page: int) -> Piece:
    return Piece([word.text], page, [word.start], _style(word))


def _code_distances(blocks: Sequence[Block]) -> dict[float, float]:
    """Returns how near the lines of programs are to each other, by the size of their letters."""
    found: dict[float, float] = {}
    for block in blocks:
        for one, two in pairwise(block.lines if block.kind is Kind.CODE else ()):
            size, distance = round(two.size, 1), two.base - one.base
            if one.page == two.page and distance > 0.9 * size:
                found[size] = min(distance, found.get(size, distance))
    return found


def _clean(text: str) -> str:
    return UNWANTED.sub("", text)


def _cleaned(texts: list[str]) -> list[str]:
    """Returns texts without unwanted characters; looked at together, as hardly any has one."""
    return texts if "".join(texts).isprintable() else list(map(_clean, texts))


def _note_name(page: int, marker: str) -> str:
    return f"note-{page + 1}-{'-'.join(str(ord(one)) for one in marker)}"
