"""Finds a teaser before an article that only repeats its beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reader.importers.text_cleaning import (
    ends_sentence,
    letters_and_digits,
    one_line,
    tokens,
    without_ellipsis,
)

_WINDOW = 3  # a teaser is one of the first three texts, and begins one of the three after it
_SPAN = 30  # how many texts a teaser may run over
_LONGEST = 1000
_CUT_WORDS, _WHOLE_WORDS = 4, 6
_ALIGNED = 0.85
_GLIMPSE, _FIRST_LETTERS = 40, 4


@dataclass(frozen=True, slots=True)
class Teaser:
    """The index of the teaser, and its text with its last word completed."""

    index: int
    excerpt: str


def find_teaser(texts: Sequence[str], candidates: Sequence[bool]) -> Teaser | None:
    """Returns the teaser among an article's first texts, of those that are candidates.

    It is one when the texts after it begin with the same letters, or, if it is marked as cut, with
    nearly the same words.
    """
    for index in range(min(_WINDOW, len(texts) - 1)):
        if not candidates[index] or len(texts[index]) > _LONGEST:
            continue
        text = one_line(texts[index])
        stripped, is_cut = without_ellipsis(text)
        count = len(tokens(stripped))
        if count < (_CUT_WORDS if is_cut else _WHOLE_WORDS):
            continue
        wanted = letters_and_digits(stripped)
        for start in range(index + 1, min(index + 1 + _WINDOW, len(texts))):
            begins_alike = wanted.startswith(
                letters_and_digits(texts[start][:_GLIMPSE])[:_FIRST_LETTERS]
            )
            if not (begins_alike or is_cut):
                continue  # as nearly always
            following = _beginning(texts[start : start + _SPAN], 2 * len(stripped) + 100)
            if excerpt := _excerpt(stripped, wanted, following, is_cut=is_cut):
                return Teaser(index, excerpt)
    return None


def _beginning(texts: Sequence[str], length: int) -> str:
    """Joins the texts, as far as they are needed."""
    joined = ""
    for text in texts:
        joined += f" {one_line(text[:length])}"
        if len(joined) > length:
            break
    return joined.strip()


def _excerpt(teaser: str, wanted: str, following: str, *, is_cut: bool) -> str:
    if wanted and letters_and_digits(following).startswith(wanted):
        end = _reach(following, len(wanted))
        word = _rest_of_word(following, end)
        return _ended(teaser.rstrip() + word if word else teaser, following[end:])
    if is_cut and _alignment(tokens(teaser), tokens(following[: len(teaser) * 2])) >= _ALIGNED:
        return _ended(teaser, "…")
    return ""


def _reach(text: str, letters: int) -> int:
    """Returns where a text's first letters (counted as letters_and_digits counts) end."""
    seen = 0
    for at, character in enumerate(text):
        if seen >= letters:
            return at
        seen += len(letters_and_digits(character))
    return len(text)


def _rest_of_word(text: str, at: int) -> str:
    if at == 0 or not text[at - 1].isalnum():
        return ""
    end = at
    while end < len(text) and text[end].isalpha() and end - at < 40:
        end += 1
    return text[at:end] if end - at < 40 and text[at:end].isascii() else ""


def _ended(text: str, rest: str) -> str:
    """Returns the text with one ellipsis where it was cut; none where a sentence ends with it."""
    text = text.rstrip()
    if ends_sentence(text) or not letters_and_digits(rest):
        return text
    return text.rstrip(" ,;:–—-") + "…"


def _alignment(words: list[str], others: list[str]) -> float:
    if not words or len(words) > 600:
        return 0.0
    matcher = SequenceMatcher(None, words, others[: len(words) + 10], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)
