"""Reduces words to their stems by language, with the Snowball stemmers."""

from collections.abc import Callable
from functools import cache, lru_cache

# What Snowball calls the languages that it has stemmers for and that are written with spaces.
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "yi": "yiddish",
}
_SHORTEST = 3  # letters of a word that has other forms
_LONGEST = 40
_LEAST = 2  # letters that all forms of a word begin with


def has_stems(language: str) -> bool:
    """Returns whether words of a language, named as in ``en``, can be reduced to stems."""
    return language in _ALGORITHMS


def can_have_forms(word: str) -> bool:
    """Returns whether a word, without case and accents, may have other forms."""
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Returns what all forms of a word have in common, for a language that has stems."""
    stemmed: str = _stemmer(_ALGORITHMS[language])(word)
    return stemmed


def common_beginning(word: str, stemmed: str) -> str:
    """Returns what all forms of a word begin with: its stem up to where the two part, but for a letter."""
    same = 0
    while same < min(len(word), len(stemmed)) and word[same] == stemmed[same]:
        same += 1
    return word[: max(_LEAST, same - 1)]


@cache
def _stemmer(algorithm: str) -> Callable[[str], str]:
    from snowballstemmer import stemmer  # start-up time: only where other forms are sought

    word: Callable[[str], str] = stemmer(algorithm).stemWord
    return word
