"""Lays out a row of the page of all highlights: its headings, if any, and its card."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette

from reader.core.models import AnnotationWithArticle, Article
from reader.ui.annotations.annotation_card import (
    GAP,
    CardFonts,
    RowLayout,
    lay_out,
    paint_annotation,
)
from reader.ui.reading.layout.page_builder import long_date
from reader.ui.style.painting import (
    fill_rounded,
    paint_tick,
    placed,
    sized,
)
from reader.ui.style.reading_typography import in_line
from reader.ui.style.theme import blend, current_theme

COLUMN = 780  # pixels a row is wide at most
GUTTER = 30  # left of a card, for the mark of what is selected
EDGE = 14  # beside the column, at least
_ABOVE_SECTION, _ABOVE_ARTICLE, _BELOW_HEADING = 26, 16, 8
_MARK = 18  # the round mark of a selected row


@dataclass(frozen=True, slots=True)
class RowFonts:
    """The fonts of a row and their line heights in pixels."""

    card: CardFonts
    section: QFont
    title: QFont
    meta: QFont
    section_line: int
    title_line: int

    @classmethod
    def of(cls, font: QFont) -> "RowFonts":
        """Returns the fonts that go with the interface's font."""
        section = sized(font, 1.3, is_bold=True)
        title, meta = sized(font, 1.04, is_bold=True), sized(font, 0.95)
        return cls(
            CardFonts.of(font),
            section,
            title,
            meta,
            QFontMetrics(section).height(),
            QFontMetrics(title).height(),
        )

    def estimate(self) -> int:
        """Returns about the height of a row that has not been looked at."""
        return 3 * self.card.quote_line + self.card.note_line + self.card.small_line + 60


def column_of(width: int) -> tuple[int, int]:
    """Returns where the column begins in a view of a width, and how wide it is, in pixels."""
    wide = max(160, min(COLUMN, width - 2 * EDGE))
    return max(0, (width - wide) // 2), wide


def lay_out_row(
    item: AnnotationWithArticle | None,
    width: int,
    fonts: RowFonts,
    *,
    has_section: bool,
    has_article: bool,
    is_first: bool,
    is_expanded: bool,
    editor_height: int | None,
    room: int | None = None,
) -> RowLayout:
    """Lays a row out in a view of a width; an item that is gone leaves its place empty.

    A current row is as high as room at most, where its quote can give way.
    """
    y, section_top, article_top = 0, None, None
    if has_section:
        y += 10 if is_first else _ABOVE_SECTION
        section_top = y
        y += fonts.section_line
    if has_article:
        y += 10 if is_first and not has_section else _ABOVE_ARTICLE
        article_top = y
        y += fonts.title_line + _BELOW_HEADING
    if item is None:
        return RowLayout(y + 40, y, None, section_top, article_top)
    card = lay_out(
        item.annotation,
        column_of(width)[1] - GUTTER,
        fonts.card,
        is_expanded=is_expanded,
        editor_height=editor_height,
        room=None if room is None else room - y - GAP,
    )
    return RowLayout(y + card.height + GAP, y, card, section_top, article_top)


def paint_row(
    painter: QPainter,
    row: QRect,
    card: QRect,
    item: AnnotationWithArticle | None,
    layout: RowLayout,
    fonts: RowFonts,
    palette: QPalette,
    section: str,
    *,
    is_picked: bool,
    is_current: bool,
    has_focus: bool,
    has_draft: bool,
) -> None:
    """Paints a row into the rectangle it has, with its card into that of the card."""
    theme = current_theme()
    left, wide = column_of(row.width())
    left += row.left()
    if layout.section_top is not None:
        painter.setFont(fonts.section)
        painter.setPen(QColor(theme.accent))
        line = QRect(left + GUTTER, row.top() + layout.section_top, wide - GUTTER, 200)
        painter.drawText(line, Qt.AlignmentFlag.AlignTop, _elided(section, fonts.section, wide))
    if item is None or layout.card is None:
        return
    if layout.article_top is not None:
        top = row.top() + layout.article_top
        line = QRect(left + GUTTER + 2, top, wide - GUTTER - 4, fonts.title_line)
        _paint_heading(painter, line, item.article, fonts)
    if is_picked:
        around = QRectF(left, card.top() - 5, wide + 6, card.height() + 10)
        fill_rounded(painter, around, theme.selection, 10.0)
        _paint_mark(painter, QPointF(left + GUTTER / 2, card.top() + 22))
    paint_annotation(
        painter,
        card,
        item.annotation,
        layout.card,
        fonts.card,
        palette,
        is_current=is_current,
        has_focus=has_focus,
        has_draft=has_draft,
    )


def _paint_heading(painter: QPainter, line: QRect, article: Article, fonts: RowFonts) -> None:
    """Paints the article's title, and after it, as far as there is room, site and day."""
    theme = current_theme()
    parts = (article.site, long_date(article.published) if article.published else "")
    meta = "  ·  ".join(in_line(part) for part in parts if part)
    of_title, of_meta = QFontMetrics(fonts.title), QFontMetrics(fonts.meta)
    kept = min(of_meta.horizontalAdvance(meta), line.width() // 2) + 16 if meta else 0
    title = _elided(article.title, fonts.title, line.width() - kept)
    painter.setFont(fonts.title)
    painter.setPen(QColor(theme.ink))
    flags = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, title)
    room = line.adjusted(of_title.horizontalAdvance(title) + 14, 0, 0, 0)
    room = placed(line, room)
    painter.setFont(fonts.meta)
    painter.setPen(QColor(theme.muted))
    short = of_meta.elidedText(meta, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, short)


def _paint_mark(painter: QPainter, center: QPointF) -> None:
    """Paints the round mark of what is selected, so that it does not rest on a tint."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(center, _MARK / 2, _MARK / 2)
    painter.restore()
    size = _MARK - 7
    corner = center - QPointF(size / 2, size / 2)
    box = QRect(round(corner.x()), round(corner.y()), size, size)
    paint_tick(painter, box, QColor(blend(theme.paper, theme.card, 0.5)))


def _elided(text: str, font: QFont, width: int) -> str:
    line = " ".join(text[:400].split())
    return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, max(0, width))
