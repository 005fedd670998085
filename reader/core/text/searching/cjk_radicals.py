"""Replaces CJK radicals by the ideographs that look the same.

A face has one glyph for both, and many programs that write PDF say that it stands for the radical.
"""

import re
import unicodedata

_RADICALS = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")
# Those of the supplement that are characters as well; Unicode gives no compatible form of most of them.
_ALIKE = dict(
    zip(
        "⺒⺓⺔⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "巳幺彑母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)


def without_radicals(text: str) -> str:
    """Returns a text with characters in place of radicals; it has the same length."""
    return _RADICALS.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    return _ALIKE.get(found[0]) or unicodedata.normalize("NFKC", found[0])
