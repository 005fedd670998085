"""Shows the tags that are on as chips that wrap and can be taken off."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QWidget

from reader.core.translation import _
from reader.ui.style.theme import blend, current_theme

_GAP = 6  # pixels between chips
_MOST_LINES = 3
_LONGEST = 260  # pixels


class TagChip(QAbstractButton):
    """One tag; pressing it takes the tag off."""

    def __init__(self, parent: QWidget, name: str, *, is_partly: bool) -> None:
        super().__init__(parent)
        self.name = name
        self.is_partly = is_partly
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(f"#{name}")
        told = _("#{name}, on some of them: take off") if is_partly else _("#{name}: take off")
        self.setAccessibleName(told.format(name=name))
        self.setToolTip(told.format(name=name))

    def sizeHint(self) -> QSize:
        """Returns the room of the name, its mark and a cross."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._label()) + 38
        return QSize(min(width, _LONGEST), metrics.height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Presses it by Delete, Backspace and Enter as Space does."""
        pressing = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in pressing:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a pill: outlined in dashes when only some have the tag, ringed with the focus."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_marked = self.hasFocus() or self.underMouse()
        pen = QPen(QColor(theme.accent if is_marked else blend(theme.ink, theme.line, 0.15)), 1.0)
        if self.hasFocus():
            pen.setWidthF(2.0)
        elif self.is_partly:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.card if self.is_partly else theme.side))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(QColor(theme.muted if self.is_partly else theme.ink))
        room = self.rect().adjusted(11, 0, -23, 0)
        text = self.fontMetrics().elidedText(
            self._label(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(theme.accent if is_marked else theme.muted), 1.3))
        cross = QRectF(self.width() - 19, self.height() / 2 - 3, 6, 6)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
        painter.end()

    def _label(self) -> str:
        return _("#{name} (some)").format(name=self.name) if self.is_partly else f"#{self.name}"


class _ChipFlow(QWidget):
    """Lays the chips out in lines."""

    def flow(self, width: int) -> list[int]:
        """Puts the chips into lines of at most width pixels; returns each line's bottom."""
        place = QPoint(0, 0)
        bottoms: list[int] = []
        for chip in self.findChildren(TagChip):
            size = chip.sizeHint().boundedTo(QSize(max(60, width), 1000))
            if place.x() and place.x() + size.width() > width:
                place = QPoint(0, place.y() + size.height() + _GAP)
            chip.setGeometry(QRect(place, size))
            if not bottoms or bottoms[-1] != place.y() + size.height():
                bottoms.append(place.y() + size.height())
            place.setX(place.x() + size.width() + _GAP)
        return bottoms


class TagChips(QScrollArea):
    """The chips, at most three lines of them in sight."""

    removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = _ChipFlow()
        self.setWidget(self._flow)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._flow.setAutoFillBackground(False)
        self.setAccessibleName(_("Tags that are on"))

    @property
    def names(self) -> list[str]:
        """The tags shown, in order."""
        return [chip.name for chip in self._flow.findChildren(TagChip)]

    def set_tags(self, present: list[str], partly: list[str]) -> None:
        """Shows these: first those on all, then those on some of the targets."""
        for chip in self._flow.findChildren(TagChip):
            chip.setParent(None)
            chip.deleteLater()
        for name in [*present, *partly]:
            chip = TagChip(self._flow, name, is_partly=name not in present)
            chip.clicked.connect(lambda _checked=False, name=name: self.removed.emit(name))
            chip.show()
        self.setVisible(bool(present or partly))
        self.arrange(self.viewport().width())

    def arrange(self, width: int) -> None:
        """Lays the chips out for a width in pixels and takes the height that needs."""
        bottoms = self._flow.flow(width)
        height = bottoms[-1] if bottoms else 0
        self._flow.resize(width, height)
        self.setFixedHeight(bottoms[min(len(bottoms), _MOST_LINES) - 1] if bottoms else 0)
        self.verticalScrollBar().setValue(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out anew for the width there is."""
        super().resizeEvent(event)
        self.arrange(self.viewport().width())

    def changeEvent(self, event: QEvent) -> None:
        """Lays out anew for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange(self.viewport().width())
