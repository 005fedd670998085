"""Paints the rows of the article list from cached layouts."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.models import Article
from reader.core.text.searching.text_search import SearchTerm
from reader.ui.articles.article_list_model import ARTICLE_ROLE, HEADING_ROLE, SNIPPET_ROLE
from reader.ui.articles.article_row_layout import BAR_WIDTH, PAD_X, Fonts, RowLayout
from reader.ui.lists.row_model import Index
from reader.ui.style.painting import fill_rounded, paint_progress, paint_row_bar
from reader.ui.style.theme import Theme, blend, current_theme

_EDGE = 6  # from the list's edge to the tinted row
_RADIUS = 7
_KEPT = 400  # layouts


def star(center: QPointF, radius: float) -> QPolygonF:
    """Returns a five-pointed star, one point up."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi * (corner / 5 - 0.5)
        points.append(center + QPointF(math.cos(angle), math.sin(angle)) * reach)
    return QPolygonF(points)


class ArticleDelegate(QStyledItemDelegate):
    """Draws title, site and minutes, excerpt, tags and progress; every row is equally high."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._fonts: Fonts | None = None
        self._base: QFont | None = None
        self._theme: Theme | None = None  # of whose colours the marks in the layouts are
        # By article, with what they are of.
        self._layouts: dict[int, tuple[tuple[object, ...], RowLayout]] = {}
        self.sought: tuple[SearchTerm, ...] = ()  # the words that are marked

    def forget_layouts(self) -> None:
        """Shapes everything again, after the font changed."""
        self._fonts = None
        self._layouts.clear()

    def row_height(self, base: QFont) -> int:
        """Pixels of a row in the list's font, with the space around its tint."""
        return self._faces(base).row_height() + 4

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Returns the height of every row; the list gives the width."""
        return QSize(120, self.row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints a row, of whose state it asks the list.

        To ask the option, PySide would make the enumerations of QStyle, which nothing else of a
        start needs: 48 of its 1,920 million instructions.
        """
        article = index.data(ARTICLE_ROLE)
        rect: QRect = option.rect
        toward: Qt.LayoutDirection = option.direction
        fonts = self._faces(option.font)
        theme = current_theme()
        is_from_right = toward is Qt.LayoutDirection.RightToLeft
        inner, layout = _inner(rect), None
        if isinstance(article, Article):
            layout = self._layout(article, index, inner.width(), fonts, toward)
        painter.save()
        if layout is not None and layout.heading is not None:
            _draw_heading(painter, theme, layout, inner, is_from_right)
            inner.setTop(inner.top() + layout.strip)
        box = inner.adjusted(-PAD_X, 0, PAD_X, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.selectionModel().isSelected(index):
            fill_rounded(painter, box, theme.selection, _RADIUS)
            paint_row_bar(painter, box, theme, is_from_right=is_from_right)
        elif self._is_under_mouse(rect):
            fill_rounded(painter, box, blend(theme.selection, theme.side, 0.5), _RADIUS)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        if layout is not None:
            painter.setClipRect(box)
            _draw_row(painter, theme, article, layout, inner, is_from_right)
        painter.restore()

    def _is_under_mouse(self, rect: QRect) -> bool:
        viewport = self._view.viewport()
        return viewport.underMouse() and rect.contains(viewport.mapFromGlobal(QCursor.pos()))

    def tag_at(self, option: QStyleOptionViewItem, index: Index, spot: QPointF) -> str:
        """Returns the tag at a spot of the view in a row; empty for none."""
        article, rect = index.data(ARTICLE_ROLE), option.rect
        if not isinstance(article, Article):
            return ""
        inner = _inner(rect)
        fonts = self._faces(option.font)
        layout = self._layout(article, index, inner.width(), fonts, option.direction)
        return layout.tag_at(
            article, inner.width(), spot - inner.topLeft() - QPointF(0, layout.strip)
        )

    def _faces(self, base: QFont) -> Fonts:
        theme = current_theme()
        if self._fonts is None or self._base != base or self._theme is not theme:
            self._layouts.clear()
            self._base, self._theme = QFont(base), theme
            self._fonts = Fonts.of(base)
        return self._fonts

    def _layout(
        self,
        article: Article,
        index: Index,
        width: float,
        fonts: Fonts,
        toward: Qt.LayoutDirection,
    ) -> RowLayout:
        snippet, heading = index.data(SNIPPET_ROLE), index.data(HEADING_ROLE)
        of = article, snippet, heading, width
        known = self._layouts.get(article.id)
        if known and known[0] == of:
            return known[1]
        layout = RowLayout(article, snippet, width, fonts, toward, self.sought, heading)
        self._layouts.pop(article.id, None)
        self._layouts[article.id] = (of, layout)
        while len(self._layouts) > _KEPT:
            del self._layouts[next(iter(self._layouts))]
        return layout


def _inner(rect: QRect) -> QRectF:
    """Returns where the text of a row is, within the tint."""
    return QRectF(rect).adjusted(_EDGE + PAD_X, 2, -_EDGE - PAD_X, -2)


def _draw_heading(
    painter: QPainter, theme: Theme, layout: RowLayout, inner: QRectF, is_from_right: bool
) -> None:
    """Paints the name of a group at the start of the line, and its size at the end."""
    if layout.heading is None or layout.heading_count is None:
        return
    down = inner.top() + layout.strip - layout.heading.height
    left, right = inner.left(), inner.right()
    name, count = left, right - layout.heading_count.width
    if is_from_right:
        name, count = right - layout.heading.width, left
    painter.setPen(QColor(theme.muted))
    layout.heading.layout.draw(painter, QPointF(name, down))
    layout.heading_count.layout.draw(painter, QPointF(count, down))


def _draw_row(
    painter: QPainter,
    theme: Theme,
    article: Article,
    layout: RowLayout,
    inner: QRectF,
    is_from_right: bool,
) -> None:
    left, right, top = inner.left(), inner.right(), inner.top()
    at_title, at_meta, at_excerpt, at_foot = (top + each for each in layout.tops)
    title_line = layout.title.height / max(1, layout.title.line_count)

    if not article.is_read:
        # Midway in the gutter between the edge of the tint and the text.
        x = right + PAD_X / 2 if is_from_right else left - PAD_X / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, at_title + title_line / 2 + 0.5), 3, 3)

    painter.setPen(QColor(theme.ink))
    title_left = left + inner.width() - layout.title.width if layout.is_mirrored else left
    layout.title.layout.draw(painter, QPointF(title_left, at_title))
    if layout.hits is not None:
        painter.setPen(QColor(theme.muted))
        edge = left if layout.is_mirrored else right - layout.hits.width
        down = (title_line - layout.hits.height) / 2
        layout.hits.layout.draw(painter, QPointF(edge, at_title + down))

    painter.setPen(QColor(theme.muted))
    marks = inner.width() - layout.meta.width
    meta_left = left + marks if layout.is_mirrored else left
    layout.meta.layout.draw(painter, QPointF(meta_left, at_meta))
    layout.excerpt.layout.draw(painter, QPointF(left, at_excerpt))
    if marks:
        _draw_marks(painter, theme, article, layout, inner, at_meta)

    painter.setPen(QColor(theme.accent))
    reserved = inner.width() - layout.tags.width
    tags_left = left + reserved if layout.is_mirrored else left
    layout.tags.layout.draw(painter, QPointF(tags_left, at_foot))
    if article.is_begun:
        bar_left = left if layout.is_mirrored else right - BAR_WIDTH
        bar = QRectF(bar_left, round(at_foot + layout.tags.height / 2) - 1, BAR_WIDTH, 3)
        paint_progress(painter, bar, article.progress, theme, is_from_right=layout.is_mirrored)


def _draw_marks(
    painter: QPainter,
    theme: Theme,
    article: Article,
    layout: RowLayout,
    inner: QRectF,
    top: float,
) -> None:
    """Paints the star and, on a small card, the number of annotations, at the line's far end."""
    away = -1 if not layout.is_mirrored else 1
    edge = inner.right() if not layout.is_mirrored else inner.left()
    middle = top + layout.meta.height / 2
    if layout.count is not None:
        width = layout.count_width
        chip_left = edge - width if away < 0 else edge
        chip = QRectF(chip_left, middle - layout.count.height / 2, width, layout.count.height)
        fill_rounded(painter, chip, theme.card, 3)
        painter.setPen(QColor(theme.ink))
        layout.count.layout.draw(painter, QPointF(chip.left() + 5, chip.top()))
        edge += away * (width + 6)
    if article.is_starred:
        radius = layout.meta.height * 0.38
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawPolygon(star(QPointF(edge + away * radius, middle + 0.5), radius))
