"""Paints floating cards, key caps, swatches and ticks."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter, QPen

from reader.core.models import Color
from reader.core.translation import number_text
from reader.ui.style.theme import Theme, blend, swatch_edge

SIDE = 16  # pixels left and right of what is in a pane, such as a card
SHADOW_REACH = 26  # pixels a card's shadow goes beyond its edge
_SEPARATOR = "·"  # between alternatives in a text of keys: painted bare


class PictureCache:
    """Contains the images that were used last, by what they look like."""

    def __init__(self, most: int) -> None:
        self.pictures: dict[tuple[object, ...], QImage] = {}  # the last is the latest used
        self._most = most

    def get(self, looks: tuple[object, ...], make: Callable[[], QImage]) -> QImage:
        """Returns an image, which is made where it is not there."""
        picture = self.pictures.pop(looks, None)
        if picture is None:
            picture = make()
        self.pictures[looks] = picture
        if len(self.pictures) > self._most:
            del self.pictures[next(iter(self.pictures))]
        return picture


_rows = PictureCache(50)  # of 60 kilobytes or so
_small = PictureCache(400)  # of cards and keys


def sized(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    """Returns the font scaled by a factor, whichever unit it is set in."""
    answer = QFont(font)
    if font.pixelSize() > 0:
        answer.setPixelSize(max(8, round(font.pixelSize() * factor)))
    else:
        answer.setPointSizeF(max(6.0, font.pointSizeF() * factor))
    if is_bold:
        answer.setWeight(QFont.Weight.DemiBold)
    return answer


def foot_height(font: QFont) -> int:
    """Returns the height of the lines at the foot of the panes, which are side by side, in pixels."""
    return QFontMetrics(font).height() + 16


def paint_card(
    painter: QPainter,
    rect: QRect,
    theme: Theme,
    radius: float = 12.0,
    reach: int = SHADOW_REACH,
) -> None:
    """Paints a rounded, shadowed card; rect is the card itself, its shadow lies outside.

    A card is painted once small; larger ones are its corners, and its edges drawn out.
    """
    side = math.ceil(radius) + reach // 4 + 2  # of a corner, within the card
    if rect.width() <= 2 * side or rect.height() <= 2 * side:
        _draw_card(painter, rect, theme, radius, reach)
        return
    ratio = painter.device().devicePixelRatioF()
    picture = _card_picture(theme, radius, reach, side, ratio)
    corner, small = reach + side, 2 * side + 1
    area = rect.adjusted(-reach, -reach, reach, reach)
    right, bottom = area.width() - corner, area.height() - corner
    middle = (corner, corner + 1)
    last = (corner + 1, small + 2 * reach)
    columns = [(0, corner, 0, corner), (corner, right, *middle), (right, area.width(), *last)]
    rows = [(0, corner, 0, corner), (corner, bottom, *middle), (bottom, area.height(), *last)]
    for left, to_right, from_left, from_right in columns:
        for top, to_bottom, from_top, from_bottom in rows:
            target = QRectF(area.left() + left, area.top() + top, to_right - left, to_bottom - top)
            if (from_left, from_top) == (corner, corner):
                painter.fillRect(target, QColor(theme.card))
                continue
            source = QRectF(from_left, from_top, from_right - from_left, from_bottom - from_top)
            scaled = QRectF(source.topLeft() * ratio, source.size() * ratio)
            painter.drawImage(target, picture, scaled)


def _card_picture(theme: Theme, radius: float, reach: int, side: int, ratio: float) -> QImage:
    """Returns the smallest card that has all four corners whole, with its shadow."""
    looks = (theme.card, theme.line, theme.is_dark, radius, reach, side, ratio)

    def draw(painter: QPainter) -> None:
        card = QRect(reach, reach, 2 * side + 1, 2 * side + 1)
        _draw_card(painter, card, theme, radius, reach)

    edge = 2 * (side + reach) + 1
    return _small.get(looks, lambda: _picture_of(QSize(edge, edge), ratio, "", draw))


def _picture_of(size: QSize, ratio: float, ground: str, draw: Callable[[QPainter], None]) -> QImage:
    """Returns what is drawn on a ground, or on nothing; on an opaque one letters may be smoothed best."""
    clear = QImage.Format.Format_ARGB32_Premultiplied
    pixels = QSize(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
    picture = QImage(pixels, QImage.Format.Format_RGB32 if ground else clear)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(ground) if ground else Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setLayoutDirection(QGuiApplication.layoutDirection())  # as a widget would
    draw(painter)
    painter.end()
    return picture


def _draw_card(painter: QPainter, rect: QRect, theme: Theme, radius: float, reach: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strength = 30.0 if theme.is_dark else 11.0
    area = QRectF(rect)
    drop = reach // 4  # it falls downwards
    for step in range(-drop, reach - drop):
        share = 1.0 - max(step, 0) / (reach - drop)
        painter.setPen(QPen(QColor(0, 0, 0, round(strength * share**3)), 1.5))
        outline = area.adjusted(-step, -step + drop, step, step + drop)
        painter.drawRoundedRect(outline, radius + step, radius + step)
    painter.setBrush(QColor(theme.card))
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def paint_pictured(
    painter: QPainter,
    rect: QRect,
    looks: tuple[object, ...],
    ground: str,
    paint: Callable[[QPainter, QRect], None],
) -> None:
    """Paints a row of texts from the image of it made when it was first painted.

    ``looks`` is all that it depends on besides its size and font; ``ground`` is the colour behind.
    Setting the texts again takes ten times as long.
    """
    ratio = painter.device().devicePixelRatioF()
    if ratio != round(ratio):  # an image would not lie on whole dots
        fill(painter, rect, ground)
        paint(painter, rect)
        return
    font = painter.font()
    key = (*looks, ground, font.key(), rect.width(), rect.height(), ratio)

    def draw(inner: QPainter) -> None:
        inner.setFont(font)
        paint(inner, QRect(QPoint(), rect.size()))

    picture = _rows.get(key, lambda: _picture_of(rect.size(), ratio, ground, draw))
    painter.drawImage(rect.topLeft(), picture)


def fill(painter: QPainter, rect: QRect, color: str) -> None:
    """Fills a rectangle with a colour.

    At its first ``QPainter.fillRect`` PySide makes the 182 values of QGradient's enumerations, which
    takes 16 million instructions of a start.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRect(rect)
    painter.restore()


def fill_rounded(painter: QPainter, rect: QRectF, color: str, radius: float) -> None:
    """Fills a rectangle with round corners with a colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def placed(whole: QRect, rect: QRect) -> QRect:
    """Returns where a part of something painted by hand is, in a window from right to left too."""
    if not QGuiApplication.isRightToLeft():
        return rect
    return rect.translated(whole.left() + whole.right() - rect.left() - rect.right(), 0)


def paint_row(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Paints the ground of a list's current row, with a bar so that it does not rest on a tint."""
    fill_rounded(painter, QRectF(rect), theme.selection, 6.0)
    is_from_right = QGuiApplication.isRightToLeft()
    paint_row_bar(painter, QRectF(rect), theme, is_from_right=is_from_right)


def paint_row_bar(painter: QPainter, rect: QRectF, theme: Theme, *, is_from_right: bool) -> None:
    """Paints the bar at the beginning of a chosen row, whose tint alone is easily overlooked."""
    left = rect.right() - 3 if is_from_right else rect.left()
    bar = QRectF(left, rect.top() + 7, 3, rect.height() - 14)
    fill_rounded(painter, bar, theme.accent, 1.5)


def paint_focus_frame(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Paints a frame in a pane that has the keyboard and no current row to show it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent), 2.0))
    painter.drawRoundedRect(QRectF(rect).adjusted(7, 5, -7, -7), 9.0, 9.0)


def elided_name(metrics: QFontMetrics, name: str, width: int) -> str:
    """Returns as much of a name as has room, with an ellipsis at its end, whichever way it runs."""
    words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width)
    return words if words == name else f"\u2068{words}\u2069"


def draw_elided(painter: QPainter, whole: QRect, area: QRect, text: str) -> int:
    """Draws a line in a part of something, elided where it has no room; returns its width."""
    metrics = painter.fontMetrics()
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, area.width()))
    painter.drawText(placed(whole, area), Qt.AlignmentFlag.AlignVCenter, words)
    return metrics.horizontalAdvance(words)


def paint_progress(
    painter: QPainter, bar: QRectF, share: float, theme: Theme, *, is_from_right: bool
) -> None:
    """Paints a thin bar of which a share, 0 to 1, is done."""
    fill_rounded(painter, bar, blend(theme.muted, theme.line, 0.2), 1.5)
    if share > 0:
        done = QRectF(bar)
        length = max(bar.height(), bar.width() * min(1.0, share))
        if is_from_right:
            done.setLeft(bar.right() - length)
        else:
            done.setWidth(length)
        fill_rounded(painter, done, theme.accent, 1.5)


def paint_share(
    painter: QPainter, whole: QRect, right: int, width: int, share: float, ending: str, theme: Theme
) -> int:
    """Paints at the end of a row how much of something is done, and words; returns what is left of it.

    ``right`` is where that ends, as if from left to right; the bar is ``width`` pixels wide.
    """
    metrics = painter.fontMetrics()
    widest = max(metrics.horizontalAdvance(ending), metrics.horizontalAdvance("88") * 3)
    words = QRect(right - widest + 1, whole.top(), widest, whole.height())
    painter.setPen(QColor(theme.muted))
    end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter  # Qt mirrors it
    painter.drawText(placed(whole, words), end, ending)
    bar = QRect(words.left() - 8 - width, whole.center().y(), width, 3)
    place, is_from_right = QRectF(placed(whole, bar)), QGuiApplication.isRightToLeft()
    paint_progress(painter, place, share, theme, is_from_right=is_from_right)
    return bar.left() - 8


def paint_highlight_count(
    painter: QPainter, whole: QRect, right: int, count: int, theme: Theme
) -> int:
    """Paints a number on the tint of a highlight, ending at the right; returns what is left of it.

    ``right`` is as in ``paint_share``.
    """
    metrics, text = painter.fontMetrics(), number_text(count)
    width, height = metrics.horizontalAdvance(text) + 10, metrics.height() + 2
    chip = QRect(right - width + 1, whole.center().y() + 1 - height // 2, width, height)
    chip = placed(whole, chip)
    fill_rounded(painter, QRectF(chip), theme.highlights[Color.YELLOW], 4)
    painter.setPen(QColor(theme.ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    return right - width - 8


def paint_swatch(painter: QPainter, rect: QRect, tint: str, theme: Theme) -> None:
    """Paints a round sample of a highlight's colour, edged so that it shows on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(tint))
    painter.setPen(QPen(QColor(swatch_edge(theme, tint)), 1.0))
    painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def keys_width(metrics: QFontMetrics, keys: str) -> int:
    """Returns how wide ``paint_keys`` will be, in pixels."""
    widths = [_cap_width(metrics, token) for token in keys.split()]
    return sum(widths) + 4 * max(0, len(widths) - 1)


def paint_keys(
    painter: QPainter, left: int, middle: int, keys: str, theme: Theme, color: str = ""
) -> None:
    """Paints keys as caps, from left on, about the height ``middle``.

    Chords of a sequence are parted by a space ("g i"), alternatives by " · ".
    """
    metrics = painter.fontMetrics()
    font, ink = painter.font(), color or theme.muted
    ratio = painter.device().devicePixelRatioF()
    height = metrics.height() + 2
    cap = QRect(left, middle - height // 2, 0, height)
    for token in keys.split():
        cap.setWidth(_cap_width(metrics, token))
        if ratio == round(ratio):
            picture = _cap_picture(font, cap.size(), token, ink, theme, ratio)
            painter.drawImage(cap.topLeft(), picture)
        else:  # an image would not lie on whole dots
            _draw_cap(painter, cap, token, ink, theme)
        cap.moveLeft(cap.left() + cap.width() + 4)


def _cap_picture(
    font: QFont, size: QSize, token: str, ink: str, theme: Theme, ratio: float
) -> QImage:
    """Returns one key's cap, or a separator, on nothing."""
    looks = (font.key(), token, ink, theme.name, ratio)

    def draw(painter: QPainter) -> None:
        painter.setFont(font)
        _draw_cap(painter, QRect(QPoint(), size), token, ink, theme)

    return _small.get(looks, lambda: _picture_of(size, ratio, "", draw))


def _draw_cap(painter: QPainter, rect: QRect, token: str, ink: str, theme: Theme) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    if token != _SEPARATOR:
        painter.setPen(QPen(QColor(blend(theme.ink, theme.line, 0.12)), 1.0))
        painter.setBrush(QColor(blend(theme.side, theme.card, 0.7)))
        painter.drawRoundedRect(cap, 4.0, 4.0)
    painter.setPen(QColor(ink))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # "Shift+→" reads so everywhere
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, token)
    painter.restore()


def round_pen(color: QColor, width: float) -> QPen:
    """Returns the pen of signs that are drawn by lines."""
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(color, width, Qt.PenStyle.SolidLine, round_cap, round_join)


def paint_tick(painter: QPainter, rect: QRect, color: QColor, *, is_partial: bool = False) -> None:
    """Paints a tick, or a bar for what is only partly on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(round_pen(color, 1.8))
    x, y, size = rect.x(), rect.y(), rect.width()
    if is_partial:
        painter.drawLine(
            QPointF(x + 0.2 * size, y + 0.5 * size), QPointF(x + 0.8 * size, y + 0.5 * size)
        )
    else:
        painter.drawPolyline(
            [
                QPointF(x + 0.15 * size, y + 0.55 * size),
                QPointF(x + 0.4 * size, y + 0.8 * size),
                QPointF(x + 0.85 * size, y + 0.25 * size),
            ]
        )
    painter.restore()


def paint_warning(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Paints a triangle with an exclamation mark, for what is wrong."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(round_pen(QColor(theme.danger), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, size = rect.x(), rect.y(), rect.width()
    corners = ((0.5, 0.1), (0.96, 0.9), (0.04, 0.9))
    painter.drawPolygon([QPointF(x + h * size, y + v * size) for h, v in corners])
    middle = x + 0.5 * size
    painter.drawLine(QPointF(middle, y + 0.38 * size), QPointF(middle, y + 0.6 * size))
    painter.drawPoint(QPointF(middle, y + 0.76 * size))
    painter.restore()


def _cap_width(metrics: QFontMetrics, token: str) -> int:
    text = metrics.horizontalAdvance(token)
    return text if token == _SEPARATOR else max(metrics.height() + 2, text + 10)
