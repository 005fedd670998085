"""Shows above a long text the current section, the progress, and the minutes left."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.models import reading_minutes
from reader.core.text.blocks import BlockKind
from reader.core.translation import _, ngettext
from reader.ui.reading.layout.page_builder import byline_of
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.box_layouts import in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import elided_name, fill, placed, round_pen, sized
from reader.ui.style.theme import current_theme

_HEIGHT = 44  # pixels, as those of the button and of the widths below
_BUTTON = 364
_NARROW = 560  # in less than that the title has no room
_NARROWER = 420  # nor have the minutes
_NARROWEST = 240  # nor the progress
_SIDE = 16
_LINE = 2  # of what is read
_FOLLOW = 60  # ms of rest in scrolling after which the section is told


class SectionStrip(QWidget):
    """Names the current section; a click on it opens the table of contents."""

    contents_wanted = Signal()

    def __init__(self, pane: ReadingView, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = pane
        self._share = 0.0
        self._told: list[str] = []
        self.setFixedHeight(max(_HEIGHT, self.fontMetrics().height() + 26))
        self.button = _SectionButton(self)
        self.button.clicked.connect(self.contents_wanted)
        self.title = ElidedLabel(self)
        self.progress = QLabel(self)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setObjectName("emptyAdvice")  # muted
        margins = (_SIDE, 6, _SIDE, 6 + _LINE)
        parts = (self.button, (self.title, 1), 0, self.progress)
        in_row(*parts, parent=self, margins=margins, spacing=_SIDE)
        self._end: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._timer.timeout.connect(self.update_section)
        for signal in (pane.passage_changed, pane.text_shown):
            signal.connect(self.update_section)
        pane.scrolled.connect(self._timer.start)

    def put_at_end(self, widget: QWidget) -> None:
        """Puts a widget after the progress."""
        self._end = widget
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def update_section(self) -> None:
        """Updates the reading position."""
        page = self._pane.page
        if self.isHidden() or page is None:
            return
        sections = self._pane.section_progress()
        here = next((one.heading.title for one in sections if one.is_current), "")
        self.button.show_section(here or page.header.title)
        has_headings = bool(sections) or any(
            block.kind is BlockKind.HEADING for block in page.text.blocks
        )  # which a printed article may lack
        self.button.setVisible(has_headings)
        self.title.setText(page.header.title if here or not has_headings else "")
        self._share = self._pane.share_read()
        told = [_("{percent}% read").format(percent=round(100 * self._share))]
        if self._share < 1:
            minutes = reading_minutes(page.word_count * (1 - self._share))
            told.append(ngettext("{n} min left", "{n} min left", minutes).format(n=minutes))
        self._told = told
        self._share_room()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Gives the button the available room; if there is little, hides the title, then the progress."""
        room = self.width()
        if self._end is not None and not self._end.isHidden():
            room -= self._end.sizeHint().width() + _SIDE
        self.title.setVisible(room >= _NARROW)
        shown = 2 if room >= _NARROWER else 1 if room >= _NARROWEST else 0
        self.progress.setText(byline_of(self._told[:shown]))
        self.progress.setAccessibleName(byline_of(self._told))
        self.button.setFixedWidth(
            max(_SIDE, min(_BUTTON, room - self.progress.sizeHint().width() - 3 * _SIDE))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the background of the text, and the progress line at the bottom."""
        theme = current_theme()
        painter = QPainter(self)
        fill(painter, self.rect(), theme.paper)
        foot = self.rect().adjusted(0, self.height() - _LINE, 0, 0)
        fill(painter, foot, theme.line)
        done = foot.adjusted(0, 0, round(foot.width() * (self._share - 1)), 0)
        fill(painter, placed(self.rect(), done), theme.accent)
        painter.end()


class _SectionButton(QAbstractButton):
    """The name of the section between a sign of a list and one that it opens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(sized(self.font(), 1.0, is_bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the text
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(_("Table of contents"))

    def show_section(self, title: str) -> None:
        """Names a section."""
        if self.accessibleName() != title:
            self.setAccessibleName(title)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Shows the key that does the same in the tooltip, as it is at that moment."""
        if event.type() == QEvent.Type.ToolTip:
            keys = present_keys().keys_for("cursor.contents", Pane.READING)
            self.setToolTip(f"{_('Table of contents')}  {keys}".rstrip())
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(_BUTTON, self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the signs, and as much of the name as fits."""
        theme, area = current_theme(), self.rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.accent if self.underMouse() else theme.line))
        painter.setBrush(QColor(theme.selection))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(round_pen(QColor(theme.ink), 1.5))
        middle = area.center().y() + 0.5
        is_rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        start, end = (area.right() - 14, -1) if is_rtl else (area.left() + 14, 1)
        for down in (-4, 0, 4):
            painter.drawPoint(QPointF(start, middle + down))
            painter.drawLine(
                QPointF(start + 4 * end, middle + down), QPointF(start + 12 * end, middle + down)
            )
        far = area.left() + 20 if is_rtl else area.right() - 20
        painter.drawPolyline(
            QPolygonF([QPointF(far + x, middle + y) for x, y in ((-4, -2), (0, 2), (4, -2))])
        )
        room = placed(area, area.adjusted(40, 0, -36, 0))
        name = elided_name(self.fontMetrics(), self.accessibleName(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()
