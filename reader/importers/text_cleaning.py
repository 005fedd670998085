"""Cleans, shortens and compares text, regardless of typography."""

import re
import unicodedata
from collections.abc import Iterable

# Controls, characters that layouts and sanitisers use for their own ends, and the bidi embeddings
# and isolates, which turn the direction of whatever follows. LRM, RLM, ZWJ and ZWNJ are kept.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffc\ufffe\uffff\ufdd0-\ufdef"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# All others, the most frequent first: a text is looked through twice as fast for these.
_WANTED = re.compile(
    "[\t-\r -~\xa0-\u2029\x85\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffb\ufffd"
    "\U00010000-\U0010ffff]*"
)
SPACE = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")
# Scripts without spaces between words; Hangul has them.
CJK = re.compile("[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")

SENTENCE_STOPS = ".!?…。！？؟۔։।"
_CLOSING = "\"'”’»›)]}」』）*_ \u00a0\u202f"  # French has no other blank before its quotes

_ELLIPSIS = re.compile(
    r"(?:\s*(?:\.\s?\.\s?\.|…|\[(?:\.\.\.|…|\+\d+ chars)\]|\((?:\.\.\.|…)\))\.?)"
    r"(?:\s*(?:read more|continue reading|more|weiterlesen|lire la suite|leer más)\W{0,3})?\s*$",
    re.IGNORECASE,
)


def names(text: str) -> frozenset[str]:
    """Returns the words of a text as a set, for tables of names."""
    return frozenset(text.split())


def wanted(text: str) -> str:
    """Returns the text without unwanted characters, for texts of any length."""
    return text if _WANTED.fullmatch(text) else UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """Returns the text with every run of white space as one space, without unwanted characters."""
    line = " ".join(text.split())
    if line.isprintable() and "\ufffc" not in line:
        return line  # no unwanted character is printable, but for this one
    return SPACE.sub(" ", UNWANTED.sub("", text)).strip()


def letters_and_digits(text: str) -> str:
    """Returns only the letters and digits, case-folded and compatibility-composed: for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTER.sub("", folded)


def cased(text: str, others: Iterable[str]) -> str:
    """Returns a text in capitals as another that says the same writes it."""
    if not text.isupper():
        return text
    key = letters_and_digits(text)
    alike = (other for other in others if letters_and_digits(other) == key and not other.isupper())
    return next(alike, text)


def tokens(text: str) -> list[str]:
    """Returns the words for comparing; each CJK character is a word of its own."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(rf"{CJK.pattern}|\w+", folded)


def ends_sentence(text: str) -> bool:
    """Returns whether the text ends with a sentence's stop, before any closing quote or bracket."""
    return text.rstrip().rstrip(_CLOSING)[-1:] in tuple(SENTENCE_STOPS)


def without_ellipsis(text: str) -> tuple[str, bool]:
    """Returns the text without a final "…", "[...]" or "read more", and whether it had one."""
    match = _ELLIPSIS.search(text[-80:])
    if match is None:
        return text, False
    return text[: max(0, len(text) - 80) + match.start()].rstrip(), True


def shorten(text: str, limit: int) -> str:
    """Returns the text on one line, cut at a word with "…" if longer than limit characters."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    if at > limit // 2 and not CJK.match(text[limit - 1]):
        cut = cut[:at]
    return cut.rstrip(" ,;:–—-") + "…"
