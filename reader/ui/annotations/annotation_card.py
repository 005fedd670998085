"""Lays out, measures and paints a card of the sidebar."""

from math import ceil
from typing import NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
    QTextOption,
)

from reader.core.models import Annotation, Kind
from reader.core.text.utf16 import utf16_from, utf16_length
from reader.core.translation import _
from reader.ui.annotations.annotation_texts import foot_words, state_of
from reader.ui.annotations.note_rendering import Documents, NoteText, note_text
from reader.ui.style.painting import draw_elided, fill_rounded, placed, sized
from reader.ui.style.reading_typography import isolate
from reader.ui.style.theme import blend, current_theme, reading_family

GAP = 12  # below a card
_PADDING = 14
_INDENT = 16  # of the quote, after the colour bar
_PART_GAP = 8  # between quote, note and foot
_QUOTE_LINES, _NOTE_LINES = 6, 8  # while the card is not current
_LINES_NOTED = 3  # of the quote while its note is written
_LONGEST = 6000  # characters laid out of a quote or note, even in the current card
_TAG_GAP = "  "
_LINE_SEPARATOR = "\u2028"


class CardFonts(NamedTuple):
    """The fonts of a card and their measures in pixels, taken once from the interface's font."""

    quote: QFont
    note: QFont
    small: QFont
    label: QFont
    quote_line: int
    note_line: int
    small_line: int
    label_line: int
    quote_letter: float  # the mean width of a letter
    note_letter: float
    documents: Documents  # of notes that were set

    @classmethod
    def of(cls, font: QFont) -> "CardFonts":
        """Returns the fonts that go with the interface's font."""
        quote = sized(font, 1.15)
        quote.setFamily(reading_family())
        small, label = sized(font, 0.9), sized(font, 0.9, is_bold=True)
        of_quote, of_note = QFontMetrics(quote), QFontMetrics(font)
        sample = "the quick brown fox jumps over the lazy dog "
        return cls(
            quote,
            font,
            small,
            label,
            quote_line=round(of_quote.height() * 1.12),
            note_line=round(of_note.height() * 1.05),
            small_line=QFontMetrics(small).height(),
            label_line=QFontMetrics(label).height(),
            quote_letter=of_quote.horizontalAdvance(sample) / len(sample),
            note_letter=of_note.horizontalAdvance(sample) / len(sample),
            documents={},
        )


class Paragraph(NamedTuple):
    """Text in lines: where it starts on the card, and the last line when it had to be cut."""

    layout: QTextLayout
    top: int
    left: int
    line_height: int
    line_count: int
    cut: str

    def moved(self, left: int, top: int) -> "Paragraph":
        """Returns the same lines elsewhere on the card."""
        return self._replace(left=left, top=top)

    @property
    def bottom(self) -> int:
        """The first pixel below, on the card."""
        return self.top + self.line_count * self.line_height

    def paint(self, painter: QPainter, origin: QPointF, color: QColor, width: int) -> None:
        """Paints the lines; origin is the card's corner, width that of a line."""
        painter.setPen(color)
        painter.setFont(self.layout.font())
        at = origin + QPointF(self.left, self.top)
        last = self.line_count - 1
        for number in range(self.line_count):
            if number == last and self.cut:
                area = QRectF(at.x(), at.y() + last * self.line_height, width, self.line_height)
                self._paint_cut(painter, area)
            else:
                self.layout.lineAt(number).draw(painter, at)

    def _paint_cut(self, painter: QPainter, area: QRectF) -> None:
        """Paints the line that was cut in the direction of the lines above it, whatever the window's is."""
        edge, before = _leading_edge(self.layout.text()), painter.layoutDirection()
        is_rtl = edge is Qt.AlignmentFlag.AlignRight
        way = Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(way)
        painter.drawText(area, edge | Qt.AlignmentFlag.AlignAbsolute, self.cut)
        painter.setLayoutDirection(before)


class CardLayout(NamedTuple):
    """A card laid out for a width: heights in pixels from the card's top."""

    width: int
    height: int
    label_top: int | None
    quote: Paragraph | None
    note: Paragraph | NoteText | None
    editor: QRect | None
    foot_top: int | None
    foot_lines: int  # two where tags and state have no room in one


class RowLayout(NamedTuple):
    """A row laid out: pixels from its top, None for a heading it does not have."""

    height: int
    card_top: int
    card: CardLayout | None
    section_top: int | None = None
    article_top: int | None = None


def lay_out(
    item: Annotation,
    width: int,
    fonts: CardFonts,
    *,
    is_expanded: bool = False,
    editor_height: int | None = None,
    room: int | None = None,
) -> CardLayout:
    """Lays a card out, width pixels wide; editor_height is the room kept for the note's editor.

    The quote of an expanded card is shown as far as the whole card fits into room pixels, so that
    note and tags stay on screen; while the note is written, the quote stays folded.
    """
    layout = _lay_out(item, width, fonts, is_expanded, editor_height, 1000)
    quote = layout.quote
    if is_expanded and room is not None and quote is not None and layout.height > room:
        lines = quote.line_count - ceil((layout.height - room) / fonts.quote_line)
        if max(lines, _QUOTE_LINES) < quote.line_count:
            lines = max(lines, _QUOTE_LINES)
            return _lay_out(item, width, fonts, is_expanded, editor_height, lines)
    return layout


def _lay_out(
    item: Annotation,
    width: int,
    fonts: CardFonts,
    is_expanded: bool,
    editor_height: int | None,
    most: int,  # lines of an expanded quote
) -> CardLayout:
    inner = width - 2 * _PADDING
    y, label_top = _PADDING - 2, None
    if item.kind is Kind.ARTICLE_NOTE:
        label_top = y
        y += fonts.label_line + _PART_GAP // 2
    quote = None
    if item.kind is Kind.HIGHLIGHT:
        lines = most if is_expanded else _QUOTE_LINES
        if editor_height is not None:
            lines = _LINES_NOTED
        quote = _wrap(item.exact, fonts.quote, inner - _INDENT, lines, fonts.quote_line)
        quote = quote.moved(_PADDING + _INDENT, y)
        y = quote.bottom + _PART_GAP
    note: Paragraph | NoteText | None = None
    editor = None
    if editor_height is not None:
        editor = QRect(_PADDING - 4, y, inner + 8, editor_height)
        y = editor.bottom() + 1 + _PART_GAP
    elif item.note.strip():
        lines = 1000 if is_expanded else _NOTE_LINES
        set_note = note_text(
            item.note.strip(), fonts.note, inner, lines, fonts.note_line, fonts.documents
        )
        plain = set_note or _wrap(item.note.strip(), fonts.note, inner, lines, fonts.note_line)
        note = plain.moved(_PADDING, y)
        y = note.bottom + _PART_GAP
    foot_top, foot_lines = None, 1
    if item.kind is Kind.HIGHLIGHT or item.tags:
        foot_top, foot_lines = y, _foot_lines(item, inner, fonts)
        y += foot_lines * fonts.small_line + _PART_GAP
    height = y + _PADDING - _PART_GAP - 2
    return CardLayout(width, height, label_top, quote, note, editor, foot_top, foot_lines)


def _foot_lines(item: Annotation, inner: int, fonts: CardFonts) -> int:
    """Returns 2 if the tags of a card would be elided for its state, such as "needs review"."""
    if not item.tags or not state_of(item):
        return 1
    metrics = QFontMetrics(fonts.small)
    tags = metrics.horizontalAdvance(_TAG_GAP.join(f"#{tag}" for tag in item.tags))
    return 1 if tags <= inner - _words_width(item, metrics) else 2


def _words_width(item: Annotation, metrics: QFontMetrics) -> int:
    return sum(metrics.horizontalAdvance(word) + 10 for word, _color in foot_words(item))


def estimate_height(item: Annotation, width: int, fonts: CardFonts) -> int:
    """Returns about the height of a card that is not current, without laying its text out."""
    inner = width - 2 * _PADDING
    height = 2 * _PADDING - _PART_GAP - 4
    if item.kind is Kind.HIGHLIGHT:
        per_line = max(1.0, (inner - _INDENT) / fonts.quote_letter - 2)
        lines = min(_QUOTE_LINES, ceil(len(item.exact) / per_line))
        height += lines * fonts.quote_line + _PART_GAP
    else:
        height += fonts.label_line + _PART_GAP // 2
    if item.note.strip():
        per_line = max(1.0, inner / fonts.note_letter - 2)
        lines = min(_NOTE_LINES, ceil(len(item.note) / per_line) + item.note.count("\n"))
        height += lines * fonts.note_line + _PART_GAP
    if item.kind is Kind.HIGHLIGHT or item.tags:
        height += fonts.small_line + _PART_GAP
    return height


def paint_annotation(
    painter: QPainter,
    rect: QRect,
    item: Annotation,
    layout: CardLayout,
    fonts: CardFonts,
    palette: QPalette,
    *,
    is_current: bool,
    has_focus: bool,
    has_draft: bool,
) -> None:
    """Paints a card into rect (the card itself, without the gap around it)."""
    theme = current_theme()
    ink = palette.color(QPalette.ColorRole.Text)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect)
    if is_current and has_focus:
        painter.setPen(QPen(QColor(blend(theme.accent, theme.side, 0.3)), 3.0))
        painter.drawRoundedRect(area.adjusted(-1.5, -1.5, 1.5, 1.5), 11.0, 11.0)
    pen = QPen(QColor(theme.accent), 2.0) if is_current else QPen(QColor(theme.line), 1.0)
    inset = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 9.0, 9.0)
    origin = QPointF(rect.topLeft())
    inner = rect.width() - 2 * _PADDING
    if layout.label_top is not None:
        painter.setFont(fonts.label)
        painter.setPen(QColor(theme.muted))
        line = QRect(rect.left() + _PADDING, rect.top() + layout.label_top, inner, 40)
        painter.drawText(line, Qt.AlignmentFlag.AlignTop, _("Note on the article"))
        if has_draft and layout.editor is None:
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            painter.setPen(QColor(theme.accent))
            painter.drawText(line, flags, _("draft"))
    if layout.quote is not None:
        tint = theme.highlights[item.color]
        bar = QRectF(
            rect.left() + _PADDING,
            rect.top() + layout.quote.top + 1,
            4,
            layout.quote.bottom - layout.quote.top - 2,
        )
        shade = blend(theme.ink, tint, 0.18 if theme.is_dark else 0.06)
        fill_rounded(painter, bar, shade, 2.0)
        layout.quote.paint(painter, origin, ink, inner - _INDENT)
    if layout.note is not None:
        layout.note.paint(painter, origin, ink, inner)
    if layout.foot_top is not None:
        foot = QRect(
            rect.left() + _PADDING,
            rect.top() + layout.foot_top,
            inner,
            layout.foot_lines * fonts.small_line,
        )
        _paint_foot(painter, foot, item, fonts, has_draft=has_draft and layout.editor is None)
    painter.restore()


def _paint_foot(
    painter: QPainter, foot: QRect, item: Annotation, fonts: CardFonts, *, has_draft: bool
) -> None:
    """Paints tags at the left; at the right, from the edge, the colour's name, then what is amiss.

    In a foot of two lines the tags are in the first.
    """
    theme = current_theme()
    painter.setFont(fonts.small)
    metrics = painter.fontMetrics()
    room = QRect(foot)
    room.setTop(foot.bottom() + 1 - fonts.small_line)
    for word, color in foot_words(item, has_draft=has_draft):
        painter.setPen(QColor(color))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(placed(foot, room), flags, word)
        room.setRight(room.right() - metrics.horizontalAdvance(word) - 10)
    painter.setPen(QColor(theme.accent))
    if room.top() > foot.top():
        room = QRect(foot.topLeft(), QSize(foot.width(), fonts.small_line))
    tags = _TAG_GAP.join(isolate(f"#{tag}") for tag in item.tags)
    draw_elided(painter, foot, room, tags)


def tag_at(item: Annotation, layout: CardLayout, fonts: CardFonts, spot: QPointF) -> str:
    """Returns the tag at a spot of a card, from its corner; empty for none."""
    top, metrics = layout.foot_top, QFontMetrics(fonts.small)
    if top is None or not top <= spot.y() <= top + fonts.small_line:
        return ""
    end = layout.width - _PADDING
    end -= _words_width(item, metrics) if layout.foot_lines == 1 else 0
    left, gap = _PADDING, metrics.horizontalAdvance(_TAG_GAP)
    x = layout.width - spot.x() if QGuiApplication.isRightToLeft() else spot.x()
    for tag in item.tags:
        right = left + metrics.horizontalAdvance(f"#{tag}")
        if left <= x <= min(right, end):
            return tag
        left = right + gap
    return ""


def _wrap(text: str, font: QFont, width: int, most: int, line_height: int) -> Paragraph:
    """Breaks text into lines of width pixels, at most so many, the last one then cut with "…"."""
    lines = text[:_LONGEST].splitlines()
    whole = _LINE_SEPARATOR.join(line for line in lines if line.strip())
    layout = QTextLayout(whole, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setAlignment(_leading_edge(whole) | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    count, cut = 0, ""
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(40, width))
        line.setPosition(QPointF(0, count * line_height))
        count += 1
        is_end = line.textStart() + line.textLength() >= utf16_length(whole)
        if count == most and not is_end:
            rest = utf16_from(whole, line.textStart())[:300].replace(_LINE_SEPARATOR, " ")
            cut = QFontMetrics(font).elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, width)
            break
    layout.endLayout()
    return Paragraph(layout, 0, 0, line_height, count, cut)


def _leading_edge(text: str) -> Qt.AlignmentFlag:
    """Returns where a line of the text begins, by its first letter that has a direction."""
    kinds = (bidirectional(letter) for letter in text)
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return Qt.AlignmentFlag.AlignLeft if strong == "L" else Qt.AlignmentFlag.AlignRight
