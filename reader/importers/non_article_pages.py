"""Recognizes pages shown instead of an article: logins, paywalls, consent, empty shells, errors.

A page is one of these only if it has little text besides: a sign alone says nothing, as many articles
have a login in their head and a line about cookies at their foot.
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.translation import N_, _
from reader.importers.safe_addresses import escape_parameters, resolve

# Characters of text: what a page has before its scripts make the rest, what is around a form,
# what a paywall leaves of an article, and what lawyers write about cookies.
_SHELL, _NOTICE, _BEGINNING, _TERMS = 300, 800, 1500, 2500

_PASSWORD = re.compile(r"<input[^>]{1,500}type\s*=\s*[\"']?password", re.IGNORECASE)
_NOT_FREE = re.compile(
    r"\"isAccessibleForFree\"\s*:\s*\"?false"
    r"|article:content_tier[\"']\s+content\s*=\s*[\"'](?:locked|metered)",
    re.IGNORECASE,
)
_LOGIN_PLACE = re.compile(r"(?:log|sign)[-_]?in|sso|oauth2?|auth|accounts?", re.IGNORECASE)
_CONSENT_PLACE = re.compile(
    r"(?:(?:cookie|privacy|gdpr|user)[-_]?)?consent(?:[-_](?:page|wall|form|check))?"
    r"|gdpr|cookie[-_]?wall",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"cookie", re.IGNORECASE)
_SCRIPTS = re.compile(
    r"<noscript\b[^>]{0,200}>(?:(?!</noscript).){0,2000}?javascript", re.IGNORECASE | re.DOTALL
)
_ASKS_FOR_SCRIPTS = re.compile(r"javascript", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_ERROR = re.compile(  # not any title with such a number in it
    r"^\s*4(?:04|10)\s*(?:$|[-–—|:·!(]|error\b|not\b)|\berror:?\s+4(?:04|10)\b|[\[(]4(?:04|10)[\])]"
    r"|\b(?:page|article|file)\b.{0,20}\bnot found\b|\bnot found\s*$",
    re.IGNORECASE,
)
_META = re.compile(r"<meta\b[^>]{1,2000}>", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(
    r"\bcontent\s*=\s*([\"'])\s*\d[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?(.+?)[\"']?\s*\1",
    re.IGNORECASE,
)
_BY_BROWSER = N_("open it in your browser, save the page and add the file")
_ONCE_SHOWN = N_("save it again once the browser shows the whole article")


def refuse_walls(source: Source, text: str, given: str, *, is_rendered: bool = False) -> None:
    """Raises ImportFailed, in one sentence, if a page is not an article but a wall before one.

    text: what was found to be the article. given: the address that was asked for, which may have led
    elsewhere. is_rendered: a browser has run its scripts.
    """
    page = source.data.decode("utf-8", "replace")
    for is_wall, reason in _WALLS:
        if is_rendered and is_wall is _is_shell:
            continue  # what it has now is what there is, and many pages ask for scripts beside it
        if is_wall(page, text, _places(source.address) - _places(given)):
            message = _("“{address}” was not added: {reason}.")
            reason = _(reason).format(advice=_(_ONCE_SHOWN if is_rendered else _BY_BROWSER))
            raise ImportFailed(message.format(address=given, reason=reason))


def refresh_target(source: Source) -> str:
    """Returns the address that a page leads to by itself (``<meta http-equiv="refresh">``), or empty."""
    for meta in _META.finditer(source.data[:100_000].decode("utf-8", "replace")):
        content = _CONTENT.search(meta[0]) if _REFRESH.search(meta[0]) else None
        if content is not None:
            return resolve(unescape(escape_parameters(content[2])), source.address)
    return ""


def _places(address: str) -> set[str]:
    """Returns the parts of an address that tell what kind of page it is."""
    parts = urlsplit(address)
    return {*(parts.hostname or "").split("."), *parts.path.split("/")}


_Sign = Callable[[str, str, set[str]], bool]  # of the page, its text, and where it led


def _is_login(page: str, text: str, led_to: set[str]) -> bool:
    most = _NOTICE if any(map(_LOGIN_PLACE.fullmatch, led_to)) else _SHELL
    return len(text) < most and _PASSWORD.search(page) is not None


def _is_paywall(page: str, text: str, _led_to: set[str]) -> bool:
    return len(text) < _BEGINNING and _NOT_FREE.search(page) is not None


def _is_consent(_page: str, text: str, led_to: set[str]) -> bool:
    if any(map(_CONSENT_PLACE.fullmatch, led_to)):
        return len(text) < _TERMS
    return len(text) < _NOTICE and len(_COOKIES.findall(text)) >= 3


def _is_shell(page: str, text: str, _led_to: set[str]) -> bool:
    if len(text) >= _SHELL:
        return False
    return _ASKS_FOR_SCRIPTS.search(text) is not None or _SCRIPTS.search(page) is not None


def _is_error(page: str, text: str, _led_to: set[str]) -> bool:
    title = _TITLE.search(page[:20_000])
    return len(text) < _NOTICE and title is not None and _ERROR.search(title[1]) is not None


_WALLS: tuple[tuple[_Sign, str], ...] = (
    (_is_login, N_("it asks for a login; {advice}")),
    (_is_paywall, N_("only its beginning can be read without paying; {advice}")),
    (_is_consent, N_("it asks for consent to cookies first; {advice}")),
    (_is_error, N_("the page says that it no longer exists")),
    (_is_shell, N_("its text is created by scripts, which are not run; {advice}")),
)
