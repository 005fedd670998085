"""Renders a note's Markdown to a small document that a card paints; it loads no resources."""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QPainter,
    QPalette,
    QTextCursor,
    QTextDocument,
)

from reader.core.text.notes.note_markdown import note_html
from reader.ui.style.theme import Theme, blend, current_theme

_BAR = 3  # pixels, beside a quotation
_KEPT = 160

# By HTML, font, width in pixels and theme. Whoever lays cards out owns one, so that no document
# outlives the application.
Documents = dict[tuple[str, str, int, str], QTextDocument]


class _Document(QTextDocument):
    def loadResource(self, type_: int, name: QUrl) -> object:
        return None


class NoteText(NamedTuple):
    """A set note: where it starts on the card, and how much of it is shown."""

    document: QTextDocument
    top: int
    left: int
    height: int  # shown, the line with the ellipsis not counted
    line_height: int
    is_cut: bool

    def moved(self, left: int, top: int) -> "NoteText":
        """Returns the same elsewhere on the card."""
        return self._replace(left=left, top=top)

    @property
    def bottom(self) -> int:
        """The first pixel below, on the card."""
        return self.top + self.height + (self.line_height if self.is_cut else 0)

    def paint(self, painter: QPainter, origin: QPointF, color: QColor, width: int) -> None:
        """Paints what is shown; origin is the card's corner, width that of a line."""
        painter.save()
        painter.translate(origin + QPointF(self.left, self.top))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, color)
        shown = QRectF(0, 0, width, self.height)
        painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
        context.clip = shown
        self._paint_bars(painter)
        self.document.documentLayout().draw(painter, context)
        painter.restore()
        if self.is_cut:
            painter.setFont(self.document.defaultFont())
            painter.setPen(QColor(current_theme().muted))
            at = origin + QPointF(self.left, self.top + self.height)
            painter.drawText(QRectF(at.x(), at.y(), width, self.line_height), 0, "…")

    def link_at(self, point: QPointF) -> str:
        """Returns the address of the link at a point of the card, or empty."""
        at = point - QPointF(self.left, self.top)
        if not 0 <= at.y() < self.height:
            return ""
        return self.document.documentLayout().anchorAt(at)

    def _paint_bars(self, painter: QPainter) -> None:
        """Paints a bar beside each quotation, as in the text."""
        painter.setPen(Qt.PenStyle.NoPen)
        theme = current_theme()
        painter.setBrush(QColor(blend(theme.ink, theme.card, 0.25)))
        block, layout = self.document.begin(), self.document.documentLayout()
        step = _step(self.document.defaultFont())
        while block.isValid():
            depth = round(block.blockFormat().leftMargin() / step)
            box = layout.blockBoundingRect(block)
            for level in range(depth):
                painter.drawRect(QRectF(level * step, box.top(), _BAR, box.height()))
            block = block.next()


def note_text(
    text: str, font: QFont, width: int, most: int, line_height: int, kept: Documents
) -> NoteText | None:
    """Sets a note in at most so many lines; None when it is plain text.

    Documents are kept in ``kept``, as a card is laid out both short and long.
    """
    html = _html(text)
    if html is None:
        return None
    key = (html, font.toString(), max(40, width), current_theme().name)
    document = kept.get(key)
    if document is None:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        document = kept[key] = set_note(html, font, max(40, width), current_theme())
    bottoms = _line_bottoms(document)
    is_cut = len(bottoms) > most
    height = bottoms[most - 2] if is_cut else ceil(document.size().height())
    return NoteText(document, 0, 0, height, line_height, is_cut)


_html = lru_cache(maxsize=512)(note_html)


def set_note(html: str, face: QFont, width: int, theme: Theme) -> QTextDocument:
    """Lays the HTML of a note out in a width, in pixels."""
    document = _Document()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(face)
    document.setIndentWidth(_step(face))
    document.setDefaultStyleSheet(_style(face, theme))
    document.setHtml(html)
    last = QTextCursor(document)
    last.movePosition(QTextCursor.MoveOperation.End)
    form = last.blockFormat()
    form.setBottomMargin(0)
    last.setBlockFormat(form)
    document.setTextWidth(width)
    return document


def _style(font: QFont, theme: Theme) -> str:
    size, gap = QFontInfo(font).pixelSize(), _step(font) // 3
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return f"""
    p, ul, ol, pre {{ margin: 0 0 {gap}px 0; }}
    li {{ margin: 0 0 {gap // 2}px 0; }}
    li p {{ margin: 0; }}
    .h1 {{ font-weight: 600; font-size: {round(size * 1.2)}px; }}
    .h2 {{ font-weight: 600; font-size: {round(size * 1.1)}px; }}
    .h3 {{ font-weight: 600; }}
    blockquote {{ margin: 0 0 {gap}px {_step(font)}px; color: {theme.muted}; }}
    code, pre {{ font-family: '{fixed}'; font-size: {round(size * 0.93)}px;
      background-color: {blend(theme.ink, theme.card, 0.09)}; }}
    pre {{ white-space: pre-wrap; }}
    a {{ color: {theme.accent}; text-decoration: underline; }}
    """


def _step(font: QFont) -> int:
    """Returns how far a list or a quotation is set in, in pixels."""
    return round(QFontInfo(font).pixelSize() * 1.1)


def _line_bottoms(document: QTextDocument) -> list[int]:
    """Returns where each line ends, in pixels from the top."""
    found: list[int] = []
    layout, block = document.documentLayout(), document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            found.append(ceil(top + line.y() + line.height()))
        block = block.next()
    return found
