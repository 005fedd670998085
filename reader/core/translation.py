"""Marks and looks up translatable strings.

Strings are marked where they stand: ``_("…")`` looks one up now, ``N_("…")`` only marks it, for
data that is translated when it is shown. Catalogues are GNU gettext files (``postil.mo``); without
one the English text is used, and gettext itself is not even imported.
"""

from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

_lookup: Callable[[str], str] = str


def _english_plural(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


_lookup_plural: Callable[[str, str, int], str] = _english_plural


def _(message: str) -> str:
    """Returns the message in the person's language."""
    return _lookup(message)


def N_(message: str) -> str:
    """Marks a message for translation without looking it up."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """Returns the form of a counted message for n, not yet formatted."""
    return _lookup_plural(one, many, n)


def install(directory: Path, languages: list[str]) -> str:
    """Uses the first catalogue found in directory/LANGUAGE/LC_MESSAGES/postil.mo; returns its language.

    Where there is none, or English comes before, the words are English, for which it returns "en".
    """
    global _lookup, _lookup_plural
    before_english = list(takewhile(lambda one: one.partition("_")[0] != "en", languages))
    if not directory.is_dir() or not before_english:
        return "en"
    import gettext  # start-up time: English needs no gettext

    found = gettext.find("postil", directory, before_english)
    if found is None:
        return "en"
    catalogue = gettext.translation("postil", directory, before_english)
    _lookup, _lookup_plural = catalogue.gettext, catalogue.ngettext
    return Path(found).parent.parent.name
