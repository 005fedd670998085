"""Shows tags as chips that wrap and can be removed."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from reader.core.translation import _
from reader.ui.style.reading_typography import in_line

_GAP = 6  # pixels between chips
_MOST_LINES = 3
_LONGEST = 220  # pixels of a name


class TagChip(QPushButton):
    """One tag; pressing it takes the tag off."""

    def __init__(self, parent: QWidget, name: str, *, is_partly: bool) -> None:
        super().__init__(parent)
        self.name = name
        self.setProperty("isPartly", is_partly)  # the style sheet outlines it in dashes
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        label = _("#{name} (some)") if is_partly else "#{name}"
        text = self.fontMetrics().elidedText(
            label.format(name=name), Qt.TextElideMode.ElideMiddle, _LONGEST
        )
        self.setText(f"{in_line(text.replace('&', '&&'))}  ✕")
        told = _("#{name}, on some of them: remove") if is_partly else _("#{name}: remove")
        self.setAccessibleName(told.format(name=name))
        self.setToolTip(told.format(name=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Presses it by Delete, Backspace and Enter as Space does."""
        pressing = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in pressing:
            self.click()
        else:
            super().keyPressEvent(event)


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
    """The chips, at most three lines of them on screen."""

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
        self.setAccessibleName(_("Assigned tags"))

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
        super().resizeEvent(event)
        self.arrange(self.viewport().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange(self.viewport().width())
