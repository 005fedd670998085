"""Counts the words of a text in any script."""

import re
from functools import cache

_CJK = r"[぀-ヿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ\U00020000-\U0003ffff]"
_WORD = r"[^\W_]++(?:['’\-.][^\W_]++)*+"


def count_words(text: str) -> int:
    """Returns how many words a text has; two ideographs or kana count as one word."""
    cjk, word = _patterns()
    ideographs = 0 if text.isascii() else len(cjk.findall(text))
    return len(word.findall(cjk.sub(" ", text) if ideographs else text)) + (ideographs + 1) // 2


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compiles the patterns at first use: it takes milliseconds, and showing a page needs none."""
    return re.compile(_CJK), re.compile(_WORD)
