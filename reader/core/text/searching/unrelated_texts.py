"""Determines whether two texts are unrelated, not two versions of the same text."""

_SAMPLES, _LETTERS = 64, 12  # of a text, evenly taken, each of so many characters without spaces
_LEAST = 200  # characters, below which a text has too few words to tell by


def is_another(text: str, other: str) -> bool:
    """Returns whether less than a tenth of a text's words are in another, whatever their order."""
    text, other = ("".join(one.split()).casefold() for one in (text, other))
    if len(text) < _LEAST:
        return False
    step = (len(text) - _LETTERS) / (_SAMPLES - 1)
    starts = [round(number * step) for number in range(_SAMPLES)]
    return 10 * sum(text[start : start + _LETTERS] in other for start in starts) < _SAMPLES
