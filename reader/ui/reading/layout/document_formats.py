"""Creates the Qt formats of each kind of block and run, by theme and typography."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextFormat

from reader.core.text.blocks import Block, BlockKind, Mark
from reader.core.text.shortening import shorten
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import Theme

QUOTE_DEPTH = QTextFormat.Property.UserProperty + 1
MARKER = QTextFormat.Property.UserProperty + 2
CODE_PANEL = QTextFormat.Property.UserProperty + 3
RULE = QTextFormat.Property.UserProperty + 4
TABLE = QTextFormat.Property.UserProperty + 5  # the number of the table that it is in, from 1
_TIP = 120  # characters of an address
_JUSTIFIED = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_READINGS_HEIGHT = 175.0  # per cent: room above each line for how words are read
# First and last letters: Hebrew to Arabic, kana, ideographs, Hangul.
_UPRIGHT_SCRIPTS = (
    ("\u0590", "\u08ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
)


def _is_upright(text: str) -> bool:
    """Returns whether a text has letters of a script without italics.

    As a set of a regular expression they would take 37 of the 1,920 million instructions of a start.
    """
    if max(text, default="") < _UPRIGHT_SCRIPTS[0][0]:  # as most of what is asked is
        return False
    return any(first <= sign <= last for sign in text for first, last in _UPRIGHT_SCRIPTS)


class DocumentFormats:
    """Makes the formats of one text, each kind once."""

    def __init__(self, theme: Theme, typography: Typography, text: str) -> None:
        self._theme = theme
        self._type = typography
        self._text = text
        self._formats: dict[tuple[BlockKind, int, Mark, bool, str], QTextCharFormat] = {}
        self._block_formats: dict[tuple[object, ...], QTextBlockFormat] = {}

    def block_format(self, block: Block, following: Block | None) -> QTextBlockFormat:
        is_tight = (
            following is not None
            and following.kind is BlockKind.ITEM
            and block.kind is BlockKind.ITEM
        ) or (following is not None and following.kind is BlockKind.CAPTION)
        key = (
            block.kind,
            block.level,
            block.quote,
            block.indent,
            block.marker,
            block.is_rtl,
            bool(block.readings),
            is_tight,
            block.cell.table if block.cell else -1,
        )
        form = self._block_formats.get(key)
        if form is None:
            form = self._block_formats[key] = self._make_block_format(block, is_tight=is_tight)
        return form

    def _make_block_format(self, block: Block, *, is_tight: bool) -> QTextBlockFormat:
        size, kind = self._type.size, block.kind
        form = QTextBlockFormat()
        top, bottom, line_height = self._spacing(block, is_tight=is_tight)
        lead = block.indent * size * 1.5 + block.quote * size * 1.5
        trail = block.quote * size * 0.8
        if kind is BlockKind.HEADING:
            form.setHeadingLevel(block.level)
        elif kind is BlockKind.CODE:
            lead, trail = lead + size * 0.9, trail + size * 0.9
            form.setProperty(CODE_PANEL, True)
        elif kind is BlockKind.RULE:
            form.setProperty(RULE, True)
        if block.readings:
            line_height = max(line_height, _READINGS_HEIGHT)
        if self._type.is_justified and kind in _JUSTIFIED and not block.readings:
            form.setAlignment(Qt.AlignmentFlag.AlignJustify)
        form.setTopMargin(top)
        form.setBottomMargin(bottom)
        form.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if block.is_rtl:
            form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            lead, trail = trail, lead
        form.setLeftMargin(lead)
        form.setRightMargin(trail)
        if block.cell is not None:
            form.setProperty(TABLE, block.cell.table + 1)
        if block.quote:
            form.setProperty(QUOTE_DEPTH, block.quote)
        if block.marker:
            form.setProperty(MARKER, block.marker)
        return form

    def _spacing(self, block: Block, *, is_tight: bool) -> tuple[float, float, float]:
        """Returns the space above and below a block in pixels, and its line height in per cent."""
        size, text = self._type.size, self._type.line_height * 100
        match block.kind:
            case BlockKind.HEADING:
                return size * (1.5 if block.level == 2 else 0.9), size * 0.45, 118
            case BlockKind.ITEM:
                return 0, size * (0.3 if is_tight else 1.05), text
            case BlockKind.CODE:
                return size * 0.9, size * 1.9, 130
            case BlockKind.CELL:
                return 0, 0, 125
            case BlockKind.CAPTION:
                return 0, size * 0.6, 125
            case BlockKind.IMAGE:
                return 0, size * (0.4 if is_tight else 1.2), 100
            case BlockKind.RULE:
                return size * 0.5, size * 1.1, 40
            case _:
                return 0, size * 1.05, text

    def char_format(self, block: Block, marks: Mark, href: str) -> QTextCharFormat:
        is_slanted = bool(block.quote) and not _is_upright(
            self._text[block.start : min(block.end, block.start + 200)]
        )
        key = (block.kind, block.level, marks, is_slanted, href)
        form = self._formats.get(key)
        if form is None:
            if href:
                form = self._make_link_format(self.char_format(block, marks, ""), href)
            else:
                form = self._make_char_format(block, marks, is_slanted=is_slanted)
            self._formats[key] = form
        return form

    def _make_link_format(self, around: QTextCharFormat, href: str) -> QTextCharFormat:
        """Returns the format of a link within text: a page may have hundreds, each with its address."""
        form = QTextCharFormat(around)
        form.setAnchor(True)
        form.setAnchorHref(href)
        if not href.startswith("#"):  # where it leads, before it is opened
            form.setToolTip(shorten(href.replace("<", "%3C"), _TIP))  # never taken for markup
        form.setForeground(QColor(self._theme.accent))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(QColor(self._theme.accent))
        return form

    def _make_char_format(self, block: Block, marks: Mark, *, is_slanted: bool) -> QTextCharFormat:
        theme, form = self._theme, QTextCharFormat()
        is_code = block.kind is BlockKind.CODE or Mark.CODE in marks
        font = self._type.block_font(block.kind, block.level, is_code=is_code)
        font.setItalic(is_slanted != (Mark.ITALIC in marks))
        if Mark.BOLD in marks:
            font.setWeight(QFont.Weight.Bold)
        if Mark.SMALL in marks:
            font.setPixelSize(max(10, round(font.pixelSize() * 0.84)))
        form.setFont(font)
        muted = block.kind is BlockKind.CAPTION or Mark.SMALL in marks
        form.setForeground(QColor(theme.muted if muted else theme.ink))
        if Mark.STRIKE in marks:
            form.setFontStrikeOut(True)
        if Mark.UNDERLINE in marks:
            form.setFontUnderline(True)
        if Mark.SUPERSCRIPT in marks:
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        elif Mark.SUBSCRIPT in marks:
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
        return form
