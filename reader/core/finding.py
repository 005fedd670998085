"""Where some words stand in a text, whatever their case, accents, quotes and white space."""

import re
import unicodedata

MOST = 10_000  # places that are told at most

Span = tuple[int, int]


def places(text: str, sought: str) -> list[Span]:
    """Start and end, in code points, of each place where the sought words stand, in order.

    Upper and lower case, accents and soft hyphens make no difference; white space in what is
    sought stands for any.
    """
    words = sought.split()
    if not words:
        return []
    folded, starts = _fold(text)
    wanted = r"\s+".join(re.escape(_fold(word)[0]) for word in words)
    found: list[Span] = []
    for match in re.finditer(wanted, folded):
        if match.end() > match.start():
            found.append((starts[match.start()], starts[match.end() - 1] + 1))
        if len(found) == MOST:
            break
    return found


def _fold(text: str) -> tuple[str, list[int] | range]:
    """The text without case, accents and soft hyphens, and where each character came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    characters: list[str] = []
    starts: list[int] = []
    for place, character in enumerate(text):
        plain = character
        if not character.isascii():
            kept = (c for c in unicodedata.normalize("NFKD", character) if not _is_mark(c))
            plain = "".join(kept)
        plain = plain.translate(_QUOTES).lower()
        characters.append(plain)
        starts.extend([place] * len(plain))
    return "".join(characters), starts


def _is_mark(character: str) -> bool:
    # Only marks that sit on Latin, Greek, Cyrillic, Hebrew or Arabic letters: the vowel signs of
    # other scripts are letters to those who read them.
    return (
        character == "\u00ad"
        or "\u0300" <= character <= "\u036f"
        or "\u0591" <= character <= "\u05c7"
        or "\u064b" <= character <= "\u065f"
    )


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
