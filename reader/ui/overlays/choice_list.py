"""Lets a row be chosen in an overlay: by typing, by arrow, by digit or by mouse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionViewItem, QWidget

from reader.commands.prompt_types import ChoicePrompt
from reader.core.models import Color
from reader.core.text.utf16 import utf16_length
from reader.core.translation import _
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.overlays.fuzzy_match import match
from reader.ui.overlays.key_event_text import digit_of
from reader.ui.overlays.list_parts import (
    FootLine,
    PickDelegate,
    PickField,
    PickList,
    text_color,
    title_label,
)
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_row,
    paint_share,
    paint_swatch,
    paint_tick,
    placed,
    sized,
)
from reader.ui.style.theme import current_theme

_MOST_ROWS = 10  # shown at once
_MOST_DIGITS = 9
_INDENT = 20  # pixels for each row that a row lies in
_MOST_INDENTS = 6
_BAR = 48  # pixels, of what is done
_AT_A_WORD = 65.0  # the least score of a pattern that begins a word
_OF_WORDS = 41.0  # and of one whose words are all found; else its letters are scattered

Answer = Callable[[str | None], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: keys as told to a person, color one of Color's values or empty.

    The detail of a disabled row says why it is disabled. Of rows that differ by a number alone,
    the numbered ones come last, and those not in use are found by a digit only.
    """

    value: str
    title: str
    detail: str = ""
    keys: str = ""
    color: str = ""
    is_enabled: bool = True
    is_numbered: bool = False
    is_unused: bool = False
    depth: int = 0  # in an outline: how many rows it lies in
    synonyms: tuple[str, ...] = ()  # found by the beginnings of their words too
    share: float | None = None  # of it that is done, 0 to 1
    ending: str = ""  # stands at the row's end


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is listed: with the places of its title that matched what was typed."""

    row: Row
    places: tuple[int, ...] = ()
    is_current: bool = False  # the value that holds now
    synonym: str = ""  # by which it was found

    @property
    def detail(self) -> str:
        """What stands beside the title: why it is disabled before how it was found."""
        return self.synonym if self.synonym and self.row.is_enabled else self.row.detail


def filter_rows(pattern: str, rows: Sequence[Row]) -> list[ShownRow]:
    """Returns the rows whose title, synonyms, value (a command's id) or keys fit the pattern.

    Those where it begins a word of the title or of a synonym come first, the titles before the
    synonyms; what is disabled comes after what is not. Those in which its letters are scattered are
    for want of better ones. A numbered row is found by its detail too, which names what the number
    stands for.
    """
    if not pattern.strip():
        return [ShownRow(row) for row in rows]
    found: list[tuple[bool, bool, float, int, int, ShownRow]] = []
    has_digit = any(character.isdigit() for character in pattern)
    for number, row in enumerate(rows):
        if row.is_unused and not has_digit:
            continue
        title = match(pattern, row.title)
        value = None if row.value.isdecimal() else match(pattern, row.value)  # no name, a number
        detail = match(pattern, row.detail) if row.is_numbered else None
        weighed = ((title, 1.0), (detail, 0.9), (value, 0.6))
        score = max((fit.score * weight for fit, weight in weighed if fit), default=0.0)
        synonym, of_synonym = _best_synonym(pattern, row.synonyms)
        if of_synonym <= score:
            synonym = ""
        score = max(score, of_synonym)
        if not score and pattern.strip() not in row.keys.split():
            continue
        behind = 40 * (not row.is_enabled) + 30 * (row.is_numbered and not has_digit)
        behind += 20 * bool(synonym)
        shown = ShownRow(row, title.places if title else (), synonym=synonym)
        is_scattered = 0 < score < _OF_WORDS
        weak = is_scattered, score < _AT_A_WORD
        found.append((*weak, behind - score, len(row.title), number, shown))
    found.sort(key=lambda item: item[:-1])
    return [item[-1] for item in found if item[0] == found[0][0]]


def _best_synonym(pattern: str, synonyms: Sequence[str]) -> tuple[str, float]:
    """Returns the synonym in which the pattern begins a word, and how well it fits."""
    fits = [(fit.score * 0.93, word) for word in synonyms if (fit := match(pattern, word))]
    score, word = max(fits, default=(0.0, ""))
    return (word, score) if score >= _AT_A_WORD else ("", 0.0)


class RowDelegate(PickDelegate):
    """Paints: swatch, title with its matched letters bold, detail, keys as caps at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one row."""
        model = index.model()
        assert isinstance(model, RowModel)
        shown: ShownRow = model.rows[index.row()]
        row, theme = shown.row, current_theme()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            paint_row(painter, rect, theme)
        painter.save()
        inner = rect.adjusted(10 + _INDENT * min(row.depth, _MOST_INDENTS), 0, -10, 0)
        middle = rect.center().y() + 1
        if row.color:
            tint = theme.highlights[Color(row.color)]
            swatch = placed(rect, QRect(inner.left(), middle - 7, 14, 14))
            paint_swatch(painter, swatch, tint, theme)
            inner.setLeft(inner.left() + 24)
        small = sized(option.font, 0.86)
        painter.setFont(small)
        if row.keys:
            width = keys_width(painter.fontMetrics(), row.keys)
            caps = placed(rect, QRect(inner.right() - width + 1, middle, width, 1))
            paint_keys(painter, caps.left(), middle, row.keys, theme)
            inner.setRight(inner.right() - width - 12)
        if row.share is not None:
            end = paint_share(painter, rect, inner.right(), _BAR, row.share, row.ending, theme)
            inner.setRight(end)
        if shown.is_current:
            tick = QRect(inner.right() - 13, middle - 7, 13, 13)
            paint_tick(painter, placed(rect, tick), QColor(theme.accent))
            inner.setRight(inner.right() - 22)
        is_muted = not row.is_enabled or (row.share == 1 and not shown.is_current)
        ink = QColor(theme.muted) if is_muted else text_color(option)
        used = _paint_title(painter, placed(rect, inner), shown, option.font, ink)
        if shown.detail and inner.width() - used > 40:
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            place = inner.adjusted(used + 10, 0, 0, 0)
            text = painter.fontMetrics().elidedText(
                shown.detail, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(placed(rect, place), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class ChoiceList(PromptCard[str]):
    """Choose one of several rows; with at most nine and no field, a digit chooses at once."""

    def __init__(self, host: QWidget, width: int = 420, name: str = "") -> None:
        super().__init__(host, width, name or _("Choose"))
        self._rows: tuple[Row, ...] = ()
        self._current = ""
        self._preview: Callable[[str], object] | None = None
        self.title = title_label(self.card)
        self.field = PickField(self.card, self.handle_key)
        self.list = PickList(self.card, self.handle_key, name or _("Choices"))
        self.model = RowModel(
            self,
            lambda shown: shown.row.title,
            lambda shown: (shown.row.title, _level(shown.row), shown.detail, *_ends(shown.row)),
            lambda shown: shown.detail,
        )
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.nothing = QLabel(_("Nothing matches."), self.card)
        self.nothing.setContentsMargins(10, 6, 10, 6)
        self.foot = FootLine(self.card)
        for widget in (self.title, self.field, self.list, self.nothing):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._filter)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.selectionModel().currentChanged.connect(self._show_preview)

    def ask(
        self,
        rows: Sequence[Row],
        on_answer: Answer,
        *,
        title: str = "",
        current: str = "",
        anchor: QRect | None = None,
        is_searched: bool | None = None,
    ) -> None:
        """Lists the rows and answers the value chosen, or None, exactly once.

        A field to search in is there when is_searched, by itself for more than nine rows.
        """
        self._begin(on_answer)
        is_searched = len(rows) > _MOST_DIGITS if is_searched is None else is_searched
        self._current = current
        self._rows = tuple(rows)
        if not is_searched:
            self._rows = tuple(replace(row, keys=str(n)) for n, row in enumerate(rows, start=1))
        self.title.setText(title)
        self.title.setVisible(bool(title) and not is_searched)
        self.field.setPlaceholderText(title or _("Type to search"))
        self.field.setAccessibleName(title or _("Search"))
        self.field.setVisible(is_searched)
        self.list.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if is_searched else Qt.FocusPolicy.StrongFocus
        )
        self.field.clear()
        self._filter("")
        self.open_card(anchor, self.field if is_searched else self.list)
        self.list.choose_row(self.list.row)

    def ask_choice(
        self, prompt: ChoicePrompt, on_answer: Answer, anchor: QRect | None = None
    ) -> None:
        """Asks a ChoicePrompt."""
        self.dismiss()
        self._preview = prompt.preview
        rows = [
            Row(
                choice.value,
                choice.title,
                choice.detail,
                color=choice.color,
                depth=choice.depth,
                share=choice.share,
                ending=choice.ending,
            )
            for choice in prompt.choices
        ]
        self.ask(
            rows,
            on_answer,
            title=prompt.title,
            current=prompt.current,
            anchor=anchor,
            is_searched=prompt.is_searched,
        )

    def handle_key(self, event: QKeyEvent) -> bool:
        """Returns the keys of the list, whichever widget has the focus."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.row)
        elif self.list.move_row(key):
            pass
        elif self.field.isHidden():
            return self._handle_key_without_field(event)
        else:
            return False
        return True

    def _handle_key_without_field(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if digit is not None and digit <= len(self.model.rows):
            self._choose(digit - 1)
            return True
        typed = event.text().lower()
        count = len(self.model.rows)
        for step in range(1, count + 1) if typed.strip() else ():
            row = (self.list.row + step) % count
            if self.model.rows[row].row.title.lower().startswith(typed):
                self.list.choose_row(row)
                return True
        return False

    def _filter(self, pattern: str) -> None:
        found = filter_rows(pattern, self._rows)
        shown = [
            replace(item, is_current=bool(self._current) and item.row.value == self._current)
            for item in found
        ]
        self.model.set_rows(shown)
        marked = [number for number, item in enumerate(shown) if item.is_current]
        self.list.choose_row(marked[0] if marked and not pattern else 0 if shown else -1)
        self.nothing.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.list.set_visible_rows(max(1, min(_MOST_ROWS, len(shown))))
        if self.is_open:
            self.place_card()
        self._update_foot()
        if self.is_open and not shown:
            self.foot.set_message(_("Nothing matches “{text}”").format(text=pattern.strip()))

    def _update_foot(self) -> None:
        labels = [("Enter", _("choose")), ("↑ ↓", _("move")), ("Esc", _("close"))]
        if self.field.isHidden() and self._rows:
            last = min(_MOST_DIGITS, len(self._rows))
            labels.insert(0, (f"1…{last}", _("choose at once")))
        self.foot.set_key_labels(tuple(labels))

    def _show_preview(self, index: QModelIndex) -> None:
        if self.is_open and self._preview is not None and index.isValid():
            self._preview(self.model.rows[index.row()].row.value)

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self.model.rows):
            return
        row = self.model.rows[number].row
        if row.is_enabled:
            self._answer(row.value)
        else:
            self.list.choose_row(number)
            reason = row.detail or _("Not possible here.")
            self.foot.set_message(reason, is_error=True)


def _ends(row: Row) -> tuple[str, ...]:
    """Returns what stands at the end of a row: how much of it is read, and how long that takes."""
    if row.share is None:
        return (row.keys,)
    return _("{percent}% read").format(percent=round(100 * row.share)), row.ending, row.keys


def _level(row: Row) -> str:
    """Returns how deep in an outline a row lies, for those who do not see that it is indented."""
    return _("level {number}").format(number=row.depth + 1) if row.depth else ""


def _paint_title(painter: QPainter, rect: QRect, shown: ShownRow, font: QFont, ink: QColor) -> int:
    """Paints the title, its matched letters bold; answers the width it took."""
    painter.setPen(ink)
    painter.setFont(font)
    text = painter.fontMetrics().elidedText(
        shown.row.title, Qt.TextElideMode.ElideRight, rect.width()
    )
    layout = QTextLayout(text, font)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for start, length in _runs(shown.row.title, shown.places):
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = start, length, bold
        formats.append(span)
    layout.setFormats(formats if text == shown.row.title else [])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    top = rect.center().y() + 1 - line.height() / 2
    width = round(line.naturalTextWidth())
    left = placed(rect, QRect(rect.left(), 0, width, 1)).left()
    layout.draw(painter, QPointF(left - line.naturalTextRect().left(), top))
    return width


def _runs(title: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Returns places that lie together as (start, length) in UTF-16 units, which is how Qt counts."""
    runs: list[tuple[int, int]] = []
    for place in places:
        start, length = utf16_length(title[:place]), utf16_length(title[place])
        if runs and sum(runs[-1]) == start:
            runs[-1] = (runs[-1][0], runs[-1][1] + length)
        else:
            runs.append((start, length))
    return runs
