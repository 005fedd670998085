"""Guesses the charset of a text that declares none, from its letters and the words they form."""

import re
import unicodedata
from itertools import islice

_ENCODINGS = (
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 "
    "windows-1257 windows-1258 koi8-r koi8-u cp866 cp932 euc-jp gb18030 big5hkscs cp949 cp874 "
    "iso-8859-2 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-15 cp437 cp850 cp852 macroman maccyrillic"
)
# Of another than cp1252, if that is as sound; and where several letters beyond ASCII are of one language.
_MINIMUM_CONFIDENCE, _OF_SEVERAL_LETTERS = 0.09, 0.05
_OF_NO_LANGUAGE = 0.4  # how likely letters are that no language has together
_USUAL, _ADVANTAGE = ("Windows-1252", "iso8859-15"), 1.05  # where two are about as likely
_ADVANTAGE_OF_NAMES = 1.25  # of several languages, as a list of books has them
_SAMPLE = 200_000
_JUDGED = 20_000  # bytes
_LIKELY = 12
_IN_WORDS = frozenset("’'‘-‐‑·­՚")
# The letters beyond ASCII of languages in Latin script, in lower case.
_ALPHABETS = tuple(
    map(
        frozenset,
        "áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž ąćęłńóśźż áéíóöőúüű ăâîșțşţ ćčđšž çğıiöşüâîû\u0307 "
        "ąčęėįšųūž āčēģīķļņšūž äõöüšž äöüß àâæçèéêëîïôœùûüÿ áéíñóúüºª áâãàçéêíóôõúüºª "
        "àèéìíîòóùúºª åäöé æøåéèòóôäö áðéíóúýþæö àçèéíïòóúü ëç ĉĝĥĵŝŭ éèëïöüóáí "
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
        "\u0300\u0301\u0303\u0309\u0323".split(),
    )
)
_NOT_BEHIND_LETTERS = frozenset("‚„•†‡‰")
_LONE = re.compile(r"(?<=[a-z,] )([^\W\d_\x00-\x7f])(?= [a-z])")  # a letter that is a word
_WORD_OF_OTHER_SCRIPT = re.compile(r"[^\W\d_\x00-\u024f]{2}")


def guessed_charset(data: bytes) -> str:
    """Returns the charset that bytes are most likely in; empty if none is likely."""
    import chardet  # start-up time: most files are UTF-8

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 200) if first else 0
    sample = data[start : start + _SAMPLE]
    guesses = chardet.detect_all(
        sample, ignore_threshold=True, include_encodings=_ENCODINGS.split()
    )
    judged = sample[:_JUDGED]
    likelihood = _likelihood(judged.decode("cp1252", "replace"))
    best, best_score = "", 0.0
    for guess in islice(guesses, _LIKELY):
        encoding, confidence = str(guess["encoding"] or ""), float(guess["confidence"] or 0)
        if not encoding:
            continue
        text = judged.decode(encoding, "replace")
        is_of_one = _has_one_alphabet(text)
        if encoding in _USUAL:
            confidence *= _ADVANTAGE
        elif not is_of_one:
            confidence /= _ADVANTAGE_OF_NAMES
        is_sure = is_of_one and len(_letters_of(text)) > 1
        minimum = _OF_SEVERAL_LETTERS if is_sure else _MINIMUM_CONFIDENCE
        score = confidence * _likelihood(text)
        if score > max(best_score, minimum * likelihood):
            best, best_score = encoding, score
    return best


def _likelihood(text: str) -> float:
    """Returns how much a text's letters and signs beyond ASCII look like those of a language: 0 to 1."""
    return _soundness(text) * (1 if _has_one_alphabet(text) else _OF_NO_LANGUAGE)


def _has_one_alphabet(text: str) -> bool:
    """Returns whether one language has all letters beyond ASCII of a text, whose words are of one script."""
    letters = _letters_of(text)
    if all(map(_is_latin, letters)):
        return not letters or any(letters <= alphabet for alphabet in _ALPHABETS)
    return not any(map(_is_latin, letters)) and bool(_WORD_OF_OTHER_SCRIPT.search(text))


def _letters_of(text: str) -> set[str]:
    return {sign for sign in text.lower() if not sign.isascii() and sign.isalpha()}


def _soundness(text: str) -> float:
    """Returns how many of a text's letters and signs beyond ASCII are where such signs usually are: 0 to 1."""
    count = faults = 0
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if character.isascii():
            continue
        count += 1
        faults += _is_fault(before, character, after)
    faults += sum(1 for found in _LONE.findall(text) if found.isupper() and _is_latin(found))
    return max(0.0, 1 - faults / count) if count else 1.0


def _is_fault(before: str, character: str, after: str) -> bool:
    """Returns whether a character is rare between its neighbours in every language."""
    if unicodedata.category(character) in ("Cc", "Cn", "Co"):
        return True
    if not character.isalpha():
        if before.isalpha() and character in _NOT_BEHIND_LETTERS:
            return True
        return (before.isalpha() or after.isalpha()) and (
            unicodedata.category(character) in ("Sm", "So", "Sc", "Sk", "No")
            or (before.isalpha() and after.isalpha() and character not in _IN_WORDS)
        )
    is_latin = _is_latin(character)
    if any(other.isalpha() and _is_latin(other) != is_latin for other in (before, after)):
        return True
    return character.isupper() and before.islower()


def _is_latin(character: str) -> bool:
    return character < "\u0250" or "\u1e00" <= character < "\u1f00"
