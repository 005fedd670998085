"""Finds the highlight colour nearest to a colour of another program."""

import re
from colorsys import hsv_to_rgb, rgb_to_hsv

from reader.core.models import Color

# As they look on a page, about: by these a colour of numbers is compared.
_SHOWN = {
    Color.YELLOW: (255, 221, 87),
    Color.GREEN: (130, 200, 120),
    Color.BLUE: (100, 170, 240),
    Color.PINK: (245, 150, 190),
    Color.PURPLE: (170, 130, 225),
    Color.ORANGE: (250, 165, 75),
    Color.RED: (240, 95, 90),
    Color.GREY: (170, 170, 170),
}
_NAMES = {color.value: color for color in Color} | {
    "magenta": Color.PURPLE,
    "violet": Color.PURPLE,
    "lavender": Color.PURPLE,
    "plum": Color.PURPLE,
    "gold": Color.YELLOW,
    "amber": Color.ORANGE,
    "brown": Color.ORANGE,
    "peach": Color.ORANGE,
    "coral": Color.ORANGE,
    "salmon": Color.PINK,
    "rose": Color.PINK,
    "lime": Color.GREEN,
    "olive": Color.GREEN,
    "mint": Color.GREEN,
    "teal": Color.GREEN,
    "turquoise": Color.BLUE,
    "cyan": Color.BLUE,
    "aqua": Color.BLUE,
    "indigo": Color.BLUE,
    "navy": Color.BLUE,
    "crimson": Color.RED,
    "gray": Color.GREY,
    "black": Color.GREY,
    "white": Color.GREY,
}
_GREYISH, _PALE = 0.08, 0.5  # saturations: what has less than the first is grey
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\b.*")


def shown_color(color: Color) -> tuple[int, int, int]:
    """Returns approximately how a colour looks on a page: red, green and blue, from 0 to 255."""
    return _SHOWN[color]


def nearest_color(name: str) -> Color | None:
    """Returns the nearest colour to a name, ``#rrggbb`` or ``rgb(…)``; None for anything else."""
    name = name.strip().lower()
    words = re.findall(r"[a-z]+", name)
    for word in reversed(words):
        if word in _NAMES:
            return _NAMES[word]
    if match := _HEX.fullmatch(name):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * one for one in match[1])
        return _nearest(tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4)))
    if match := _RGB.fullmatch(name):
        return _nearest(tuple(int(one) for one in match.groups()))
    return None


def _nearest(color: tuple[int, ...]) -> Color:
    """Returns the most similar colour; a pale one is compared as if it were stronger."""
    hue, saturation, _value = rgb_to_hsv(*(one / 255 for one in color))
    if saturation < _GREYISH:
        return Color.GREY
    if saturation < _PALE:
        color = tuple(round(255 * one) for one in hsv_to_rgb(hue, _PALE, 0.95))

    def distance(one: Color) -> int:
        return sum((a - b) ** 2 for a, b in zip(_SHOWN[one], color, strict=True))

    return min(_SHOWN, key=distance)
