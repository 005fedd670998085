"""Shows the panel of views beside the article list: header, rows, and the time of the last refresh."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from reader.commands.context import By
from reader.core.models import Group
from reader.core.translation import _
from reader.ui.style.box_layouts import in_column, in_row, mirrored
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import fill, fill_rounded, foot_height, placed, sized
from reader.ui.style.theme import blend, current_theme
from reader.ui.views.view_list import ViewList
from reader.ui.views.view_rows import READ_LATE, Held, Kind, ViewRow, rows_of

WIDTH = 248
_SHADE = 0.28  # of the hairlines' colour, so that it is a shade deeper than the list


class ViewsPanel(QWidget):
    """Lists the views of the library, its feeds and groups of articles; it reads no data itself."""

    chosen = Signal(object)  # ViewRow
    command_chosen = Signal(str)
    visibility_changed = Signal()
    folded_changed = Signal(list)  # names of rows

    def __init__(self, folded: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._folded = set(folded)
        self._held: Held | None = None
        self._wanted: Group | None = None  # whose heading is to be the current row
        self.setFixedWidth(WIDTH)
        self.list = ViewList(self)
        self.title = QLabel(_("Library"), self)
        self.hide_button = _SignButton("panel", _("Hide the views"), self)
        self.refresh_button = _SignButton("refresh", _("Refresh all feeds"), self)
        self.why = QLabel(self)  # the current feed, or one in the current folder, failed
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.foot = ElidedLabel(self)
        self._foot_line = QWidget(self)
        self._lay_out()
        self.list.chosen.connect(self.chosen)
        self.list.folding.connect(self._fold)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._say_why())
        self.hide_button.clicked.connect(lambda: self.command_chosen.emit("view.views"))
        self.list.add_wanted.connect(lambda: self.command_chosen.emit("feed.add"))
        self.refresh_button.clicked.connect(lambda: self.command_chosen.emit("feed.refresh"))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Gives the rows the keyboard."""
        self.list.setFocus(reason)
        if self.list.current_row() is None:
            self.list.step(1)

    def set_held(self, held: Held) -> None:
        """Shows what the library contains."""
        self._held = held
        self.list.set_rows(rows_of(held, self._folded))
        self._foot_line.setVisible(bool(held.feeds))
        self._say_why()
        if self._wanted and (self._wanted in held.late or self._wanted not in READ_LATE):
            self.list.go_to_heading(self._wanted)
            self._wanted = None

    @property
    def wanted_groups(self) -> frozenset[Group]:
        """The groups that are expanded, of those that are read only then."""
        return frozenset(one for one in READ_LATE if f"{Kind.HEADING}:{one}" in self._folded)

    def expand(self, group: Group) -> None:
        """Expands a group of articles, and goes to its heading, once it is read if need be."""
        self._wanted = group
        self._fold(ViewRow(Kind.HEADING, group, ""), is_open=True)

    def set_foot(self, text: str, tip: str = "") -> None:
        """Shows when feeds were read last, or how far that is."""
        self.foot.setText(text)
        self.foot.setToolTip(tip)

    def set_shown(self, row: tuple[Kind, str] | None) -> None:
        """Marks the row whose articles are listed."""
        self.list.set_shown(row)

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current."""
        self.list.step(delta, by, extend=extend)

    def _say_why(self) -> None:
        row = self.list.current_row()
        self.why.setText(row.failure if row is not None else "")
        self.why.setVisible(bool(self.why.text()))

    def _fold(self, row: ViewRow, is_open: bool) -> None:
        if is_open is row.starts_collapsed:
            self._folded.add(row.name)
        else:
            self._folded.discard(row.name)
        self.folded_changed.emit(sorted(self._folded))
        if self._held is not None:
            self.set_held(self._held)

    def _lay_out(self) -> None:
        self.title.setFont(sized(self.font(), 1.15, is_bold=True))
        head = in_row((self.title, 1), self.hide_button, margins=(20, 14, 14, 8))
        foot = (self.refresh_button, (self.foot, 1))
        in_row(*foot, parent=self._foot_line, margins=(14, 2, 12, 1), spacing=8)
        parts = (head, (self.list, 1), self.why, self._foot_line)
        in_column(*parts, parent=self, margins=(0, 0, 1, 0), spacing=0)
        self.why.setContentsMargins(mirrored(14, 8, 12, 8))
        self.why.hide()
        self._foot_line.setFixedHeight(foot_height(self.font()))
        self._foot_line.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the ground, the hairline to the list and that above the foot."""
        theme = current_theme()
        painter = QPainter(self)
        fill(painter, self.rect(), blend(theme.line, theme.side, _SHADE))
        edge = QRect(self.width() - 1, 0, 1, self.height())
        fill(painter, placed(self.rect(), edge), theme.line)
        for part in (self.why, self._foot_line):
            if part.isVisible():
                fill(painter, QRect(0, part.y(), self.width(), 1), theme.line)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.visibility_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._foot_line.setFixedHeight(foot_height(self.font()))
            self.title.setFont(sized(self.font(), 1.15, is_bold=True))


class _SignButton(QToolButton):
    """Shows a sign that is drawn, and does with a click what a command does."""

    def __init__(self, sign: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            fill_rounded(painter, QRectF(self.rect()), theme.selection, 5)
        pen = QPen(QColor(theme.muted), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        if self._sign == "panel":
            area = QRectF(middle.x() - 6.5, middle.y() - 5.5, 13, 11)
            painter.drawRoundedRect(area, 2, 2)
            painter.drawLine(area.topLeft() + QPointF(4.5, 0), area.bottomLeft() + QPointF(4.5, 0))
        else:
            area = QRectF(middle.x() - 5.5, middle.y() - 5.5, 11, 11)
            painter.drawArc(area, 60 * 16, 300 * 16)
            tip = QPointF(area.center().x() + 2.75, area.top() + 0.7)
            painter.drawPolyline(
                [tip + QPointF(-0.5, -3), tip + QPointF(0.6, 0.4), tip + QPointF(-3, 1)]
            )
        painter.end()
