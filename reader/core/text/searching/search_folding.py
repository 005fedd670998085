"""Folds text for searching: removes accents, and maps ø to o, æ to ae, ł to l, ٣ and ३ to 3.

Unicode writes é as e with a mark, which can be left out, but has ø, ł or đ as letters of their own,
and decimal digits of their own for each of some seventy scripts.
The Arabic letters are those that Lucene's ArabicNormalizer and PersianNormalizer fold.
"""

import re
import unicodedata
from functools import cache

_INVISIBLE = "[\x00-\x08\u00ad\u0640\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]"
# The marks that a word is found without: those that Latin, Greek and Cyrillic letters are written
# with, Hebrew points, Arabic vowels. In the scripts of India and South East Asia marks are vowels.
_DIACRITICS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Kana, ideographs, Hangul, and the scripts of South East Asia, which part words by no spaces.
UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3040-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = dict(
    pair.split(":")
    for pair in "æ:ae œ:oe ı:i ȷ:j þ:th ð:d ŋ:n ĸ:k Æ:AE Œ:OE Þ:TH Ð:D Ŋ:N"
    " \u0671:\u0627 \u0649:\u064a \u06cc:\u064a \u06a9:\u0643 \u0629:\u0647 \u06d5:\u0647".split()
)
_NAME = r"LATIN (SMALL|CAPITAL) LETTER ([A-Z]{1,2}) WITH [A-Z -]+"


class _Folds(dict[int, str]):
    """What is typed for each character; found when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = _LETTERS.get(letter)
        if folded is None:
            name = _compiled(_NAME).fullmatch(unicodedata.name(letter, ""))
            digit = unicodedata.decimal(letter, None)
            folded = letter if digit is None else str(digit)
            if name is not None:
                folded = name[2].lower() if name[1] == "SMALL" else name[2]
        self[code] = folded
        return folded


_FOLDS = _Folds()


def without_invisible(text: str) -> str:
    """Returns the text without soft hyphens, joiners, tatweel and the like."""
    return _compiled(_INVISIBLE).sub("", text)


def without_diacritics(text: str) -> str:
    """Returns the decomposed text without marks, its letters and digits those that are typed for them."""
    plain = _compiled(_DIACRITICS).sub("", unicodedata.normalize("NFD", text))
    is_odd = any(not sign.isascii() and _FOLDS[ord(sign)] != sign for sign in set(plain))
    return plain.translate(_FOLDS) if is_odd else plain


def is_in_word(sign: str) -> bool:
    """Returns whether a character of folded text belongs to a word; others part words."""
    category = unicodedata.category(sign)
    return category[0] in "LNM" or category == "Co"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiles the patterns at first use, as it takes milliseconds."""
    return re.compile(pattern)
