"""Marks and looks up translatable strings.

Strings are marked where they stand: ``_("…")`` looks one up now, ``N_("…")`` only marks it, for
data that is translated when it is shown. Catalogues are GNU gettext files (``postil.mo``); without
one the English text is used, and gettext itself is not even imported.
"""

from collections.abc import Callable
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


def install(directory: Path, languages: list[str]) -> None:
    """Uses the first catalogue found in directory/LANGUAGE/LC_MESSAGES/postil.mo, if any."""
    global _lookup, _lookup_plural
    if not directory.is_dir():
        return
    import gettext  # start-up time: English needs no gettext

    catalogue = gettext.translation("postil", directory, languages, fallback=True)
    _lookup, _lookup_plural = catalogue.gettext, catalogue.ngettext
