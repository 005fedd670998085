"""Determines the language to read a text aloud in: as marked, or else by its script."""

import unicodedata
from collections import Counter

_SAMPLE = 2_000  # characters that are looked at
# The first word of a character's Unicode name, and the language most often written so.
_LANGUAGES = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "TAMIL": "ta",
    "THAI": "th",
}


def spoken_language(language: str, text: str) -> str:
    """Returns the language of a text as a tag; empty where only the system's can be assumed."""
    if language:
        return language
    letters = filter(str.isalpha, text[:_SAMPLE])
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > scripts["CJK"] / 10:
        scripts["HIRAGANA"] += scripts["CJK"]
    script, _count = scripts.most_common(1)[0] if scripts else ("", 0)
    return _LANGUAGES.get(script, "")
