"""Lists the rows of an import, one for each highlight: its outcome, its words, its article."""

from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.core.color_names import color_name
from reader.core.translation import N_, _
from reader.operations.importing.plan import (
    Fate,
    ImportOptions,
    ImportPlan,
    PlannedArticle,
    PlannedHighlight,
)
from reader.ui.lists.column_list import ColumnList, ColumnModel
from reader.ui.lists.row_model import Index
from reader.ui.style.painting import draw_elided, placed, sized
from reader.ui.style.reading_typography import isolate, tag_text
from reader.ui.style.theme import blend, current_theme, reading_family

ROW_HEIGHT = 46  # pixels at least
MOST = 10_000  # rows that are listed; all are imported
_EDGE = 16
_INDENT, _SIGN = 10, 20  # pixels before a sign, and of it
_BAR = 4  # pixels: the colour beside a quote
_NARROW = 640  # pixels below which a row leaves out article and tags
_SHOWN = 400  # characters of a quote


class Column(IntEnum):
    """The columns, as they are."""

    FATE = 0
    WORDS = 1
    ARTICLE = 2
    TAGS = 3


_CAPTIONS = {
    Column.FATE: "",
    Column.WORDS: N_("Highlights"),
    Column.ARTICLE: N_("Article"),
    Column.TAGS: N_("Tags"),
}
_SIGNS = {Fate.NEW: "+", Fate.HERE: "✓", Fate.UNPLACED: "?"}
_LEFT_OUT = "–"


def fate_name(fate: Fate) -> str:
    """Returns the word for the outcome of a row."""
    return {Fate.NEW: _("new"), Fate.HERE: _("already here"), Fate.UNPLACED: _("no position")}[fate]


class ImportRow(NamedTuple):
    """A highlight with its article, or an article without highlights."""

    article: PlannedArticle
    highlight: PlannedHighlight | None

    @property
    def fate(self) -> Fate:
        """The outcome."""
        if self.highlight is not None:
            return self.highlight.fate
        return Fate.HERE if self.article.is_known else Fate.NEW

    @property
    def is_chosen(self) -> bool:
        """Whether the user wants it."""
        return self.article.is_chosen and (self.highlight is None or self.highlight.is_chosen)


def rows_of(plan: ImportPlan) -> list[ImportRow]:
    """Returns the first rows of an import, in its order."""
    rows: list[ImportRow] = []
    for article in plan.articles:
        if not article.highlights:
            rows.append(ImportRow(article, None))
        rows += (ImportRow(article, one) for one in article.highlights)
        if len(rows) >= MOST:
            break
    return rows[:MOST]


class ImportModel(ColumnModel):
    """The rows that are shown, as the options have them."""

    rows: list[ImportRow]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_CAPTIONS, parent)
        self.options = ImportOptions()

    def take_options(self, options: ImportOptions) -> None:
        """Shows the rows as they come in now."""
        self.options = options
        self.changed()

    def changed(self) -> None:
        """Shows all rows again."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def is_coming(self, row: ImportRow) -> bool:
        """Returns whether a row comes in."""
        is_wanted = self.options.has_unplaced or row.fate is not Fate.UNPLACED
        return row.is_chosen and is_wanted and row.fate is not Fate.HERE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is not Column.FATE:
            return self._whole(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if column is Column.FATE else self.text(row, column)
        return None

    def text(self, row: ImportRow, column: Column) -> str:
        """Returns what is written in a column."""
        if column is Column.FATE:
            return fate_name(row.fate) if row.is_chosen or row.fate is Fate.HERE else _("left out")
        return " ".join(self._whole(row, column)[:_SHOWN].split())

    def _whole(self, row: ImportRow, column: Column) -> str:
        record = row.article.record
        title = record.title or record.url
        if column is Column.WORDS:
            if row.highlight is None:
                return title
            return row.highlight.record.quote or row.highlight.record.note
        if column is Column.ARTICLE:
            return title
        tags = record.tags if row.highlight is None else row.highlight.record.tags
        names = [*(tags if self.options.has_tags else ()), *filter(None, [self.options.tag])]
        return " ".join(map(tag_text, names))

    def _spoken(self, row: ImportRow) -> str:
        parts = [self.text(row, column) for column in Column]
        if row.highlight is not None and row.highlight.record.quote:
            parts.append(color_name(self.options.color(row.highlight.record.color)))
        return ", ".join(part for part in parts if part)


class ImportDelegate(QStyledItemDelegate):
    """Paints a row: a sign with its word, the colour and the quote, the article, the tags."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, max(ROW_HEIGHT, option.fontMetrics.height() + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme = index.model(), current_theme()
        assert isinstance(model, ImportModel)
        row, column = model.rows[index.row()], Column(index.column())
        is_coming = model.is_coming(row)
        painter.save()
        area = option.rect.adjusted(0, 0, -_EDGE, 0)
        painter.setFont(option.font)
        ink, muted, accent = QColor(theme.ink), QColor(theme.muted), QColor(theme.accent)
        if column is Column.FATE:
            is_sure = row.fate is not Fate.UNPLACED
            painter.setPen((accent if is_sure else ink) if is_coming else muted)
            sign = _SIGNS[row.fate] if row.is_chosen else _LEFT_OUT
            area.setLeft(area.left() + _INDENT)
            draw_elided(
                painter, option.rect, QRect(area.topLeft(), QSize(_SIGN, area.height())), sign
            )
            draw_elided(painter, option.rect, area.adjusted(_SIGN, 0, 0, 0), index.data())
        elif column is Column.WORDS:
            if row.highlight is not None and row.highlight.record.quote:
                tint = theme.highlights[model.options.color(row.highlight.record.color)]
                top = QPoint(area.left(), area.top() + 11)
                bar = QRect(top, QSize(_BAR, area.height() - 22))
                painter.fillRect(placed(option.rect, bar), QColor(tint))
                painter.setFont(_reading(option.font))
            painter.setPen(ink if is_coming else muted)
            draw_elided(painter, option.rect, area.adjusted(_EDGE, 0, 0, 0), isolate(index.data()))
        else:
            is_tag = column is Column.TAGS
            painter.setPen(accent if is_tag and is_coming else muted)
            text = index.data() if is_tag else isolate(index.data())
            draw_elided(painter, option.rect, area.adjusted(_EDGE, 0, 0, 0), text)
        painter.restore()


def _reading(font: QFont) -> QFont:
    reading = sized(font, 1.08)
    reading.setFamily(reading_family())
    return reading


class ImportTable(ColumnList):
    """The rows, steered by the commands of the page and by the mouse."""

    def __init__(self, model: ImportModel, parent: QWidget) -> None:
        super().__init__(model, _("Import"), Column.WORDS, parent)
        self.setItemDelegate(ImportDelegate(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their widths, and leaves out those that lack room."""
        super().resizeEvent(event)
        width, metrics = self.viewport().width(), self.fontMetrics()
        fate = max(metrics.horizontalAdvance(fate_name(one)) for one in Fate)
        fate += _INDENT + _SIGN + 2 * _EDGE
        self.header().resizeSection(Column.FATE, fate)
        self.header().resizeSection(Column.ARTICLE, width // 5)
        self.header().resizeSection(Column.TAGS, width // 6)
        for column in (Column.ARTICLE, Column.TAGS):
            self.setColumnHidden(column, width < _NARROW)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = current_theme(), option.rect
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, QColor(blend(theme.line, theme.paper, 0.7)))
        super().drawRow(painter, option, index)
