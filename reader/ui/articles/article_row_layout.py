"""Lays out a row of the article list: fonts, height, and lines of text."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from reader.core.models import Article
from reader.core.search_results import Snippet
from reader.core.text.searching.snippets import tail_of
from reader.core.text.searching.text_search import SearchTerm, hits
from reader.core.text.utf16 import utf16_before, utf16_length
from reader.core.translation import _, number_text
from reader.ui.articles.list_groups import Heading
from reader.ui.style.reading_typography import direction, isolate
from reader.ui.style.theme import blend, current_theme

PAD_X = 16  # from the tinted row's edge to its text
PAD_Y = 9
GAP = 2  # between the parts of a row
BAR_WIDTH = 54
BAR_GAP = 12
STAR_GAP = 7

_LONGEST = 500  # characters of a title or excerpt that can matter to a row
_BREAK = "\u2028"
_TAG_GAP = "   "


def one_line(text: str) -> str:
    """Returns the start of a text as one line, its white space evened out."""
    return " ".join(text[: 2 * _LONGEST].split())[:_LONGEST]


class Fonts(NamedTuple):
    """The faces of a row, made from the list's own font."""

    title: QFont
    title_read: QFont
    meta: QFont
    excerpt: QFont
    tags: QFont
    heading: QFont

    @classmethod
    def of(cls, base: QFont) -> "Fonts":
        """Returns the faces for a base face, its size taken as it comes out on the screen."""
        size = QFontInfo(base).pixelSize()
        return cls(
            title=_face(base, size * 15 / 13, QFont.Weight.DemiBold),
            title_read=_face(base, size * 15 / 13, QFont.Weight.Normal),
            meta=_face(base, size * 12.5 / 13),
            excerpt=_face(base, size * 12.5 / 13),
            tags=_face(base, size * 12 / 13),
            heading=_face(base, size * 12.5 / 13, QFont.Weight.DemiBold),
        )

    def row_height(self) -> int:
        """Pixels of a row: two lines of title, or one and two of excerpt, whichever is more."""
        fixed = sum(_line_height(one) for one in (self.meta, self.tags, self.title, self.excerpt))
        return round(2 * PAD_Y + 3 * GAP + fixed + self.spare_line())

    def spare_line(self) -> float:
        """Pixels of the second line of title or excerpt, whose place a heading takes."""
        return max(_line_height(self.title), _line_height(self.excerpt))


def _face(base: QFont, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(base)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(weight)
    return font


def _line_height(font: QFont) -> float:
    # A line of CJK or Arabic is higher than one of Latin in the same font: leave them room.
    return round(QFontMetricsF(font).height() * 1.02)


class TextBlock:
    """A few lines of text, shaped once and drawn often."""

    __slots__ = ("height", "layout", "line_count", "width")

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        *,
        max_lines: int = 1,
        toward: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
        sought: Sequence[SearchTerm] = (),
        shows_hit: bool = False,
    ) -> None:
        """With ``shows_hit``, the text begins later where the first sought word would be cut off."""
        places = hits(text, sought) if sought else []
        room = 0.97 * width if places else width  # marks are bold, and so wider
        fitted = fit(text, font, room, max_lines)
        marks = marks_in(fitted, sought) if places else []
        if places and shows_hit and not marks:
            fitted = fit(tail_of(text, places[0][0]), font, room, max_lines)
            marks = marks_in(fitted, sought)
        self.layout = QTextLayout(fitted, font)
        self.layout.setFormats(marks)
        is_from_right = toward is Qt.LayoutDirection.RightToLeft
        # A bare QTextLayout takes left and right as they are seen, whatever the direction.
        side = Qt.AlignmentFlag.AlignRight if is_from_right else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side)
        option.setTextDirection(toward)
        option.setWrapMode(QTextOption.WrapMode.ManualWrap)
        self.layout.setTextOption(option)
        self.layout.setCacheEnabled(True)
        step = _line_height(font)
        self.width = width
        self.line_count = 0
        self.layout.beginLayout()
        while self.line_count < max_lines and (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            # Fallback faces differ in ascent; the base line is where the font's own would be.
            drop = QFontMetricsF(font).ascent() - line.ascent()
            line.setPosition(QPointF(0, self.line_count * step + drop))
            self.line_count += 1
        self.layout.endLayout()
        self.height = max(1, self.line_count) * step


def fit(text: str, font: QFont, width: float, max_lines: int) -> str:
    """Returns a text broken into at most so many lines of a width, the last one ending in an ellipsis."""
    metrics = QFontMetricsF(font)
    mode = Qt.TextElideMode.ElideRight
    if max_lines == 1:
        return metrics.elidedText(text, mode, width)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= max_lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts in UTF-16
    pieces = [
        units[2 * a : 2 * b].decode("utf-16-le", "replace").strip()
        for a, b in zip(starts, [*starts[1:max_lines], len(units) // 2], strict=False)
    ]
    if len(starts) > max_lines:
        pieces[-1] = metrics.elidedText(pieces[-1], mode, width)
    return _BREAK.join(pieces)


def marks_in(text: str, sought: Sequence[SearchTerm]) -> list[QTextLayout.FormatRange]:
    """Returns the formats that mark the places of search terms in a text."""
    theme, marked = current_theme(), QTextCharFormat()
    marked.setFontWeight(QFont.Weight.DemiBold)
    marked.setForeground(QColor(theme.ink))
    marked.setBackground(QColor(blend(theme.accent, theme.card, 0.28)))
    ranges = []
    for start, end in hits(text, sought):
        one = QTextLayout.FormatRange()
        one.start = utf16_length(text[:start])
        one.length = utf16_length(text[start:end])
        one.format = marked
        ranges.append(one)
    return ranges


def fit_tags(tags: Sequence[str], width: float, measure: Callable[[str], float]) -> str:
    """Returns the #tags that have room, and how many more there are."""
    shown = [isolate(f"#{one_line(tag)}") for tag in tags]
    for count in range(len(shown), 0, -1):
        left = len(shown) - count
        text = _TAG_GAP.join([*shown[:count], f"+{left}"] if left else shown)
        if measure(text) <= width:
            return text
    return _TAG_GAP.join([shown[0], f"+{len(shown) - 1}"] if len(shown) > 1 else shown)


class RowLayout:
    """The shaped text of an article's row for one width; where its parts are, top at 0.

    A heading is in a strip above, for which title and excerpt have a line less; without tags and
    progress, the excerpt has a line more.
    """

    __slots__ = (
        "count",
        "count_width",
        "excerpt",
        "heading",
        "heading_count",
        "hits",
        "is_mirrored",
        "meta",
        "strip",
        "tags",
        "title",
        "tops",
    )

    def __init__(
        self,
        article: Article,
        snippet: Snippet | None,
        width: float,
        fonts: Fonts,
        toward: Qt.LayoutDirection,
        sought: Sequence[SearchTerm] = (),
        heading: Heading | None = None,
    ) -> None:
        self.strip, self.heading, self.heading_count = 0.0, None, None
        if heading is not None:
            self.strip = fonts.spare_line()
            number = number_text(heading.size)
            room = QFontMetricsF(fonts.tags).horizontalAdvance(number) + 2
            self.heading_count = TextBlock(number, fonts.tags, room)
            text, left = one_line(heading.text), width - room - STAR_GAP
            self.heading = TextBlock(text, fonts.heading, left, toward=toward)
        lines = 2 if heading is None else 1
        title = one_line(article.title) or _("Untitled")
        own = direction(title, toward)
        self.is_mirrored = own is Qt.LayoutDirection.RightToLeft
        self.hits, hits_room = None, 0.0
        if snippet is not None and snippet.hits:
            number = number_text(snippet.hits)
            room = QFontMetricsF(fonts.tags).horizontalAdvance(number) + 2
            self.hits = TextBlock(number, fonts.tags, room)
            hits_room = room + STAR_GAP
        self.title = TextBlock(
            title,
            fonts.title_read if article.is_read else fonts.title,
            width - hits_room,
            max_lines=lines,
            toward=own,
            sought=sought,
        )

        self.count, self.count_width = None, 0.0
        marks = 0.0
        if article.annotation_count:
            number = number_text(article.annotation_count)
            self.count_width = QFontMetricsF(fonts.tags).horizontalAdvance(number) + 10
            self.count = TextBlock(number, fonts.tags, self.count_width)
            marks += self.count_width + STAR_GAP
        if article.is_starred:
            marks += QFontMetricsF(fonts.meta).height() + STAR_GAP
        minutes = _("{n} min").format(n=article.minutes) if article.word_count else _("no text")
        minutes = isolate(minutes)
        site = one_line(article.site or article.byline)
        room = width - marks
        if site:
            metrics = QFontMetricsF(fonts.meta)
            ending = f"  ·  {minutes}"
            left = max(0.0, room - metrics.horizontalAdvance(ending) - 2)
            site = metrics.elidedText(site, Qt.TextElideMode.ElideRight, left)
            minutes = f"{isolate(site)}{ending}"
        self.meta = TextBlock(minutes, fonts.meta, room, toward=own)

        has_foot = bool(article.tags) or article.is_begun
        excerpt = one_line((snippet.text if snippet else "") or article.excerpt)
        excerpt = excerpt or article.url.partition("://")[2]  # of an article without text
        self.excerpt = TextBlock(
            excerpt,
            fonts.excerpt,
            width,
            max_lines=1 + lines - self.title.line_count + (not has_foot),
            toward=direction(excerpt, own),
            sought=sought,
            shows_hit=True,
        )

        room = width - (BAR_WIDTH + BAR_GAP if article.is_begun else 0)
        line = fit_tags(article.tags, room, QFontMetricsF(fonts.tags).horizontalAdvance)
        self.tags = TextBlock(line, fonts.tags, room, toward=own)

        top = PAD_Y + self.title.height + GAP
        below = top + self.meta.height + GAP
        foot = fonts.row_height() - self.strip - PAD_Y - self.tags.height
        self.tops = (PAD_Y, top, below, foot)

    def tag_at(self, article: Article, width: float, spot: QPointF) -> str:
        """Returns the tag at a spot of the row, whose text is so many pixels wide; empty for none."""
        line = self.tags.layout.lineAt(0)
        left = width - self.tags.width if self.is_mirrored else 0.0
        drawn = line.naturalTextRect().translated(left, self.tops[3])
        if not article.tags or not drawn.contains(spot):
            return ""
        text = self.tags.layout.text()
        at = int(line.xToCursor(spot.x() - left, QTextLine.CursorPosition.CursorOnCharacter))
        before = utf16_before(text, at)
        number = before.count(_TAG_GAP)
        shown = text.split(_TAG_GAP)
        is_tag = number < len(article.tags) and not shown[number].startswith("+")
        return article.tags[number] if is_tag else ""
