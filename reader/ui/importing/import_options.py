"""Shows the options of an import: tags, quotes without a position, colours, dates."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from reader.core.color_names import color_name
from reader.core.errors import InvalidInput
from reader.core.models import Color
from reader.core.tags import tag_names
from reader.core.translation import _
from reader.operations.importing.plan import ImportOptions
from reader.ui.pages.page_buttons import ChoiceButton
from reader.ui.style.box_layouts import EMPTY, in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized

_MOST_COLORS = 8  # that are listed, the most frequent ones


class _TagField(QLineEdit):
    """Takes the name of a tag; Enter goes to the list, as Esc does once it has cleared the name."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            self.left.emit()


class ImportOptionsBox(QWidget):
    """The options at the side of the page."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options = ImportOptions()
        title = QLabel(_("Import options"), self)
        title.setFont(sized(self.font(), 1.15, is_bold=True))
        self.tag = _TagField(self)
        self.tag.setMaxLength(tag_names.MAX_LENGTH)
        self.tag.setPlaceholderText(_("a tag for all of it"))
        self.tag.setAccessibleName(_("Add a tag"))
        self.tag.textChanged.connect(lambda _text: self._take())
        self.tags, self.unplaced, self.dates, self.archive = (
            QCheckBox(text, self)
            for text in (
                _("Keep their tags"),
                _("Keep highlights without a position"),
                _("Keep their dates of creation"),
                _("Put new articles into the archive"),
            )
        )
        for box in (self.tags, self.unplaced, self.dates):
            box.setChecked(True)
        for box in (self.tags, self.unplaced, self.dates, self.archive):
            box.toggled.connect(lambda _on: self._take())
        named = in_row(QLabel(_("Add a tag"), self), (self.tag, 1), spacing=8)
        self._colors = QGridLayout()
        self._colors.setHorizontalSpacing(8)
        self._colors.setVerticalSpacing(6)
        self._colors.setColumnStretch(0, 1)
        self.buttons: dict[str, ChoiceButton] = {}
        boxes = (self.tags, self.unplaced, self.dates, self.archive)
        in_column(title, named, *boxes, self._colors, EMPTY, parent=self, spacing=10)

    def show_colors(self, colors: Sequence[tuple[str, int]]) -> None:
        """Lists the colours of the other program, each with how often it is used."""
        while (item := self._colors.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons = {}
        self.options = replace(self.options, colors={})
        for number, (name, count) in enumerate(colors[:_MOST_COLORS]):
            there = ElidedLabel(self)
            there.setText(f"{name} · {count:,}")
            button = ChoiceButton(
                name,
                self,
                {color.value: color_name(color) for color in Color},
                partial(self._take_color, name),
            )
            self.buttons[name] = button
            self._colors.addWidget(there, number, 0)
            self._colors.addWidget(button, number, 1)
            self._show_color(name)

    def _take_color(self, name: str, color: str) -> None:
        colors = self.options.colors | {name: Color(color)}
        self.options = replace(self.options, colors=colors)
        self._show_color(name)
        self.changed.emit()

    def _show_color(self, name: str) -> None:
        color = self.options.color(name)
        self.buttons[name].show_choice(color.value, color_name(color))

    def _take(self) -> None:
        try:
            tag = tag_names.normalise(self.tag.text()) if self.tag.text().strip() else ""
        except InvalidInput:
            tag = ""
        self.options = replace(
            self.options,
            tag=tag,
            has_tags=self.tags.isChecked(),
            has_unplaced=self.unplaced.isChecked(),
            has_dates=self.dates.isChecked(),
            is_archiving=self.archive.isChecked(),
        )
        self.changed.emit()
