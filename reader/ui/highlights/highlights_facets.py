"""Shows the facets of the highlights page: terms with counts that filter it when clicked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.color_names import color_name
from reader.core.models import Color
from reader.core.query.query_printing import has_term, tag_term
from reader.core.translation import _, number_text
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_swatch,
    placed,
    sized,
)
from reader.ui.style.reading_typography import tag_text
from reader.ui.style.theme import current_theme

_GAP = 16
_SWATCH = 11


class FacetsLine(QWidget):
    """Paints, in one line, the facets: as much of it as there is room for.

    It takes no keys: what it offers, and more, is in the menu of "Show only some highlights".
    """

    chosen = Signal(str)  # a term of the query

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._query = ""
        self._areas: list[tuple[QRect, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() + 4)
        self.setMouseTracking(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Takes how many each term finds; one that finds none is only offered to end it."""
        self._counts = counts
        self._tell()

    def set_query(self, query: str) -> None:
        """Takes the terms the page is narrowed by now."""
        self._query = query
        self._tell()

    def terms(self) -> Sequence[str]:
        """Returns the terms offered, in their order."""
        fixed = ("is:review", "has:note", *(f"color:{color}" for color in Color))
        tags = [term for term in self._counts if term.startswith("tag:")]
        return [term for term in (*fixed, *tags) if self._counts.get(term) or self._is_active(term)]

    def label(self, term: str) -> str:
        """Returns what a term is called here, with its count."""
        count = number_text(self._counts.get(term, 0))
        if _color_of(term):
            return count
        names = {"is:review": _("needs review"), "has:note": _("with a note")}
        name = names.get(term) or tag_text(term.removeprefix("tag:").strip('"'))
        return f"{name} {count}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the terms that fit, active ones underlined, and the key that offers more."""
        theme, painter = current_theme(), QPainter(self)
        painter.setFont(sized(self.font(), 0.92))
        metrics, left, end, middle = painter.fontMetrics(), 4, self.width(), self.height() // 2
        facets = self.terms()
        if facets:
            key = present_keys().key_of("annotations.narrow", Pane.HIGHLIGHTS)
            end -= keys_width(metrics, key) + 8
            caps = placed(self.rect(), QRect(end + 8, 0, keys_width(metrics, key), 1))
            paint_keys(painter, caps.left(), middle, key, theme)
        self._areas = []
        for term in facets:
            text, color = self.label(term), _color_of(term)
            swatch = _SWATCH + 5 if color else 0
            width = swatch + metrics.horizontalAdvance(text)
            if left + width > end:
                break
            if color:
                at = QRect(left, middle - _SWATCH // 2, _SWATCH, _SWATCH)
                at = placed(self.rect(), at)
                paint_swatch(painter, at, theme.highlights[Color(color)], theme)
            is_active = self._is_active(term)
            painter.setPen(QColor(theme.ink if is_active else theme.muted))
            area = QRect(left + swatch, 0, width, self.height())
            painter.drawText(placed(self.rect(), area), Qt.AlignmentFlag.AlignVCenter, text)
            whole = placed(self.rect(), QRect(left, 0, width, self.height()))
            self._areas.append((whole.adjusted(-_GAP // 2, 0, _GAP // 2, 0), term))
            if is_active:
                line = QRect(whole.left(), self.height() - 2, width, 2)
                painter.fillRect(line, QColor(theme.accent))
            left += width + _GAP
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Narrows the page, or takes the term away again."""
        term = self._term_at(event)
        if term and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(term)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape if self._term_at(event) else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            spot = event.pos()  # type: ignore[attr-defined]
            term = next((term for area, term in self._areas if area.contains(spot)), "")
            color = _color_of(term)
            text = color_name(Color(color)) if color else term
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def _term_at(self, event: QMouseEvent) -> str:
        spot = event.position().toPoint()
        return next((term for area, term in self._areas if area.contains(spot)), "")

    def _is_active(self, term: str) -> bool:
        return bool(self._query) and has_term(self._query, term)

    def _tell(self) -> None:
        told = [
            f"{color_name(Color(color))} {self.label(term)}" if color else self.label(term)
            for term in self.terms()
            for color in (_color_of(term),)
        ]
        self.setAccessibleName(", ".join(told))
        self.update()


def _color_of(term: str) -> str:
    return term.removeprefix("color:") if term.startswith("color:") else ""


def tag_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by the names of tags as counts by terms, the most used first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {tag_term(name): count for name, count in ordered if count}
