"""Marks and looks up translatable strings.

Strings are marked where they are: ``_("…")`` looks one up now, ``N_("…")`` only marks it, for
data that is translated when it is shown. Catalogues are GNU gettext files (``postil.mo``); without
one the English text is used, and gettext itself is not even imported.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

# The languages that there are, by their own names.
LANGUAGES = {"en": "English", "de": "Deutsch", "ar": "العربية"}

_lookup: Callable[[str], str] = str


def _english_plural(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


_lookup_plural: Callable[[str, str, int], str] = _english_plural


def _(message: str) -> str:
    """Returns the message in the user's language."""
    return _lookup(message)


def N_(message: str) -> str:
    """Marks a message for translation without looking it up."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """Returns the form of a counted message for n, not yet formatted."""
    return _lookup_plural(one, many, n)


def counted_text(one: str, many: str, n: int) -> str:
    """Returns a counted message with its only placeholder, ``n``, filled in."""
    return _lookup_plural(one, many, n).format(n=number_text(n))


def counts_line(parts: Iterable[tuple[int, str]]) -> str:
    """Returns counts with their messages on one line, of which ``n`` is to be filled in; no zeros."""
    return " · ".join(text.format(n=number_text(count)) for count, text in parts if count)


def number_text(number: float, decimals: int = 0) -> str:
    """Returns a number with the separators of the language."""
    # Translators: a number as your language writes it, with the same digits.
    sample = _("1,234.5")
    group, point = sample[1:-5], sample[-2]
    text = f"{number:,.{decimals}f}"
    return text.translate({ord(","): group, ord("."): point})


def all_of(words: Sequence[str]) -> str:
    """Returns some words as a list within a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} and {last}").format(words=_(", ").join(words[:-1]), last=words[-1])


@cache
def in_every_language(directory: Path, messages: tuple[str, ...]) -> dict[str, str]:
    """Returns messages by their words in English and in each language of the directory."""
    found = {message: message for message in messages}
    for file in sorted(directory.glob("*/LC_MESSAGES/postil.mo")):
        catalogue = _catalogue(file)
        for message in messages:
            found.setdefault(catalogue.gettext(message), message)
    return found


@cache  # reading one takes tens of milliseconds
def _catalogue(file: Path) -> "GNUTranslations":
    import gettext  # start-up time: English needs no gettext

    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def system_languages() -> list[str]:
    """Returns the languages that the environment asks for, as gettext reads them."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := os.environ.get(name))), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return []
    return [*os.environ.get("LANGUAGE", "").split(":"), locale]


def install(directory: Path, languages: Iterable[str]) -> str:
    """Uses the first language with a catalogue in directory/LANGUAGE/LC_MESSAGES; returns its code.

    Where there is none, or English comes before, the words are English.
    """
    global _lookup, _lookup_plural
    _lookup, _lookup_plural = str, _english_plural
    for name in languages:
        code = re.split("[-_.@]", name)[0]
        if code == "en":
            break
        file = directory / code / "LC_MESSAGES" / "postil.mo"
        if code.isalpha() and file.is_file():
            catalogue = _catalogue(file)
            _lookup, _lookup_plural = catalogue.gettext, catalogue.ngettext
            return code
    return "en"
