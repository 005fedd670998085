"""Corrects the characters of glyphs in a PDF for which Qt has chosen others that look the same.

Of the characters that a face has one glyph for, Qt writes the first: a tab for each blank, and a radical
for many an ideograph. Otherwise a search for words of the text would not find them.
"""

import re

from reader.core.text.searching.cjk_radicals import without_radicals

_TABLE = re.compile(rb"(?<=beginbfrange\n)[<>\[\]0-9A-F\s]*(?=endbfrange)")
_LIST = re.compile(rb"\[[^\]]*\]")
_LETTER = re.compile(rb"<([0-9A-F]{4})>")
_LIKELIER = {"\t": " ", "\u02bc": "\u2019"}


def with_letters_of_the_text(data: bytes) -> bytes:
    """Returns a part of a PDF that Qt has written, as long as it was, with the likelier letters."""
    return _TABLE.sub(lambda table: _LIST.sub(_corrected_list, table[0]), data)


def _corrected_list(letters: re.Match[bytes]) -> bytes:
    return _LETTER.sub(_corrected_letter, letters[0])


def _corrected_letter(found: re.Match[bytes]) -> bytes:
    letter = chr(int(found[1], 16))
    return b"<%04X>" % ord(_LIKELIER.get(letter) or without_radicals(letter))
