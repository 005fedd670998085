"""How long a text is, in words, whatever its script."""

import re

_CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")


def count_words(text: str) -> int:
    """How many words a text has; two ideographs or kana count as one word."""
    ideographs = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text) if ideographs else text)) + (ideographs + 1) // 2
