"""Computes the typography of the reading pane from the settings: sizes, line height, width, fonts."""

import unicodedata
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication

from reader.core.text.blocks import BlockKind
from reader.settings import Settings
from reader.ui.style.theme import reading_family

_MARGINS = ((560, 44), (420, 32))  # from a width of the pane on, in pixels
_LEAST_MARGIN = 22  # also where the pane is no wider than its scroll bar
TOP_MARGIN = 40  # pixels above the kicker

_HEADING_SCALE = {2: 1.26, 3: 1.1, 4: 1.0, 5: 0.95, 6: 0.95}


def margin_for(width: int) -> int:
    """Returns the pixels on both sides of the column in a pane of a width: room for the cursor's bar."""
    return next((margin for least, margin in _MARGINS if width >= least), _LEAST_MARGIN)


def direction(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Returns the direction of a text by its first strong character, as Unicode's rule P2 has it."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return Qt.LayoutDirection.LeftToRight
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
    return otherwise


class Typography(NamedTuple):
    """The size in pixels, the line height as a factor, the measure in characters, the face."""

    size: int = 19
    line_height: float = 1.35
    measure: int = 66
    face: str = ""  # empty, or one that is not installed: the best one there is
    is_justified: bool = False
    has_ligatures: bool = True  # false where a PDF may be made

    @classmethod
    def from_settings(cls, settings: Settings) -> "Typography":
        """Returns what the user has set."""
        return cls(
            settings.number("text_size"),
            settings.fraction("line_height"),
            settings.number("measure"),
            settings.text("reading_face"),
            settings.is_on("is_justified"),
        )

    def column_width(self) -> int:
        """Returns the width of a column of the measure, in pixels, without its margins."""
        metrics = QFontMetricsF(self.reading_font())
        sample = "the quick brown fox jumps over the lazy dog and turns for home "
        return round(metrics.horizontalAdvance(sample) / len(sample) * self.measure)

    def reading_font(self) -> QFont:
        """Returns the face and size of the body."""
        font = self._as_set(QFont(reading_family(self.face)))
        font.setPixelSize(self.size)
        return font

    def title_font(self) -> QFont:
        """Returns the face of the article's title."""
        font = self.reading_font()
        font.setPixelSize(round(self.size * 1.78))
        return font

    def kicker_font(self, name: str) -> QFont:
        """Returns the face of the site's name above the title, for that name."""
        font = self._as_set(QFont(QApplication.font()))
        font.setPixelSize(max(10, round(self.size * 0.6)))
        font.setWeight(QFont.Weight.Bold)
        set_apart(font, name, 1.4)
        return font

    def byline_font(self) -> QFont:
        """Returns the face of the line below the title, of captions and of tables."""
        font = self._as_set(QFont(QApplication.font()))
        font.setPixelSize(max(11, round(self.size * 0.71)))
        return font

    def block_font(self, kind: BlockKind, level: int, *, is_code: bool) -> QFont:
        """Returns the face of a block's characters."""
        if is_code:
            font = self._as_set(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            font.setPixelSize(max(10, round(self.size * 0.8)))
            return font
        if kind in (BlockKind.CAPTION, BlockKind.CELL):
            font = self.byline_font()
            if kind is BlockKind.CELL:
                font.setPixelSize(max(11, round(self.size * 0.79)))
            return font
        font = self.reading_font()
        if kind is BlockKind.HEADING:
            font.setPixelSize(round(self.size * _HEADING_SCALE.get(level, 1.0)))
            if level >= 4:
                font.setWeight(QFont.Weight.DemiBold)
        return font

    def _as_set(self, font: QFont) -> QFont:
        """Sets a font to join letters in one glyph or not.

        Qt's PDF engine writes no letters for a glyph that stands for several, or for one in a
        context: such words could be neither searched nor copied.
        """
        if not self.has_ligatures:
            for feature in ("liga", "clig", "calt"):
                font.setFeature(QFont.Tag(feature), 0)
        return font


def set_apart(font: QFont, text: str, pixels: float) -> None:
    """Sets the letters of a text apart if all of them are capitals.

    Space between letters that are joined, as in Arabic or Hindi, would break the words.
    """
    if all(letter.isupper() for letter in text if letter.isalpha()):
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels)


def isolate(text: str) -> str:
    """Returns a text that keeps its own direction within a line of another's."""
    return f"\u2068{text}\u2069"


def in_line(text: str) -> str:
    """Returns a text for a line of the window: isolated if its direction is the other."""
    here = QGuiApplication.layoutDirection()
    return text if direction(text, here) is here else isolate(text)


def tag_text(name: str) -> str:
    """Returns a tag as it is in a line of the window."""
    return in_line(f"#{name}")
