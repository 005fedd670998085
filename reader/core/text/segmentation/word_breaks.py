"""Finds the words that the reading cursor steps through, also in scripts without spaces.

Chinese and Japanese are split by rule, for no dictionary is at hand: a foreign word in katakana is
one, kanji take the hiragana that follow (a phrase, 読みました), and a run of ideographs alone is
parted at the commonest words of one character (的, 了, 是 …) and else into pairs, as most words of
Chinese are; three that are left stay together. The pieces are handles to get hold of a passage by,
not always what a dictionary has. Thai, Lao, Khmer and Burmese words are parted at spaces and marks
only.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from reader.core.text.segmentation.segmentation import words

Span = tuple[int, int]

_HIRAGANA, _KATAKANA = "ぁ-ゖゝゞ", "ァ-ヺヽヾー"
_JAPANESE = re.compile(
    f"[{_KATAKANA}]+[\u3099\u309a]*|[^{_HIRAGANA}{_KATAKANA}]*[{_HIRAGANA}\u3099\u309a]+"
    f"|[^{_HIRAGANA}{_KATAKANA}]+"
)
_KANA = re.compile(f"[{_HIRAGANA}{_KATAKANA}]")
_ALONE = frozenset(
    "的了是在和不我你您他她它这那也就都与與及或把被从從对對很有一着著过過吗嗎呢吧啊而但之以于於为為"
    "這個个說说要会會到去上下里裡又还還"
)
# First and last: radicals, marks that stand for ideographs, kana, ideographs, half-width kana, and
# the ideographic planes. As a set of a regular expression they would take 4 ms of a start.
_SPACELESS = (
    ("\u2e80", "\u2fdf"),
    ("\u3005", "\u3007"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff66", "\uff9f"),
    ("\U00020000", "\U0003ffff"),
)


def reading_words(text: str, start: int, end: int) -> list[Span]:
    """Returns the words of text[start:end] in order: half open spans that contain every letter and digit."""
    found: list[Span] = []
    for begin, close in words(text, start, end):
        if close - begin > 1 and is_spaceless(text[begin]):
            found.extend(_parts(text, begin, close))
        else:
            found.append((begin, close))
    return found


def is_spaceless(character: str) -> bool:
    """Returns whether a character is an ideograph or a kana, which words are written of without spaces."""
    if character < _SPACELESS[0][0]:  # as most of what is asked is
        return False
    return any(first <= character <= last for first, last in _SPACELESS)


def _parts(text: str, start: int, end: int) -> list[Span]:
    clusters = list(_clusters(text, start, end))
    if _KANA.search(text, start, end):
        borders = [found.start() for found in _JAPANESE.finditer(text, start, end)]
        starts = {begin for begin, _ in clusters}
        borders = [one for one in borders if one in starts]
    else:
        borders = _pairs([text[begin] for begin, _ in clusters], [begin for begin, _ in clusters])
    return list(zip(borders, [*borders[1:], end], strict=True))


def _clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the characters with the marks that belong to them, such as variation selectors."""
    begin = start
    for at in range(start + 1, end):
        if not unicodedata.category(text[at]).startswith("M"):
            yield begin, at
            begin = at
    yield begin, end


def _pairs(characters: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Returns where the words of a run of ideographs begin."""
    borders: list[int] = []
    at, count = 0, len(characters)
    while at < count:
        borders.append(starts[at])
        size = 1
        if characters[at] not in _ALONE:
            near = itertools.takewhile(lambda one: one not in _ALONE, characters[at : at + 4])
            run = sum(1 for _ in near)
            size = run if run <= 3 else 2
        at += size
        if at < count and characters[at] in "们們":
            at += 1  # we, you, they
    return borders
