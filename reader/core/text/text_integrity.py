"""Checks that a text matches its hash, and its HTML the text."""

import hashlib
import re

from reader.core.text.canonical_text import NORMALISER, read_html

# Tags, and the references that a sanitised page has: none stands for a letter.
_NO_LETTERS = re.compile(r"<[^>]*>|&(?:amp|lt|gt|quot|nbsp);")


def is_text_damaged(text: object, sha256: object) -> bool:
    """Returns whether a text differs from its hash, or is no text at all."""
    if not isinstance(text, str):
        return True
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != sha256


def is_page_damaged(html: object, text: object, normaliser: object) -> bool:
    """Returns whether sanitised HTML does not have its canonical text, as far as possible.

    Most often the letters alone tell: to convert the HTML takes a hundred times as long.
    """
    if normaliser != NORMALISER:  # converted by other rules, which are not known any more
        return False
    if not isinstance(html, str) or not isinstance(text, str):
        return True
    if _letters(_NO_LETTERS.sub("", html)) == _letters(text):
        return False
    return read_html(html).text != text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
