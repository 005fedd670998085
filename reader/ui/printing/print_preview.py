"""Shows pages as they will be printed; only those on screen are painted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.core.translation import _
from reader.ui.printing.article_pages import ArticlePages, Sheet, sheets_of
from reader.ui.printing.page_painter import paint_page

_GAP = 16  # pixels between two sheets
_WIDEST = 760  # pixels of a sheet
_KEPT = 8  # pages that stay painted


class PrintPreview(QAbstractScrollArea):
    """Shows sheets of paper below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheets: list[Sheet] = []
        self._paper = QSizeF(595, 842)
        self._area = QRectF(0, 0, 595, 842)
        self._painted: dict[int, QPixmap] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Preview of the pages"))

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return len(self._sheets)

    def show_pages(self, articles: Sequence[ArticlePages], layout: QPageLayout) -> None:
        """Shows the pages of articles on paper of a layout."""
        self._sheets = sheets_of(articles)
        self._paper = layout.fullRect(QPageLayout.Unit.Point).size()
        self._area = layout.paintRect(QPageLayout.Unit.Point)
        self.verticalScrollBar().setValue(0)
        self._set_range()

    def _set_range(self) -> None:
        self._painted.clear()
        height = round(self._step() * len(self._sheets)) + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height() - 2 * _GAP))
        bar.setSingleStep(3 * _GAP)
        self.viewport().update()

    def _zoom(self) -> float:
        """Returns the pixels for each point of the paper."""
        width = min(_WIDEST, self.viewport().width() - 2 * _GAP)
        return max(100.0, width) / self._paper.width()

    def _step(self) -> float:
        return self._paper.height() * self._zoom() + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        zoom, step, top = self._zoom(), self._step(), self.verticalScrollBar().value()
        left = (self.viewport().width() - self._paper.width() * zoom) / 2
        first = max(0, int((top - _GAP) / step))
        for number in range(first, len(self._sheets)):
            y = _GAP + number * step - top
            if y > self.viewport().height():
                break
            painter.drawPixmap(round(left), round(y), self._sheet(number, zoom))
        painter.end()

    def _sheet(self, number: int, zoom: float) -> QPixmap:
        """Returns a painted sheet."""
        found = self._painted.get(number)
        if found is not None:
            return found
        while len(self._painted) >= _KEPT:
            self._painted.pop(next(iter(self._painted)))
        ratio = self.devicePixelRatioF()
        sheet = QPixmap((self._paper * (zoom * ratio)).toSize())
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        article, page = self._sheets[number]
        painter.translate(self._area.topLeft() * zoom)
        paint_page(painter, article, page, self._area.width() * zoom / article.size.width())
        painter.resetTransform()
        painter.setPen(QColor("#b8b8b8"))
        painter.drawRect(QRectF(0, 0, sheet.width() / ratio - 1, sheet.height() / ratio - 1))
        painter.end()
        self._painted[number] = sheet
        return sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._set_range()
        bar.setValue(round(share * bar.maximum()))
