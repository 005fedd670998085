"""Accepts the addresses that links may have: absolute http, https and mailto, without hidden parts.

A page that only sends a reader on is replaced by where it leads.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from reader.importers.limits import ADDRESS_CHARACTERS
from reader.importers.text_cleaning import names

_WEB = re.compile(r"(https?)://([^/?#\\]+)([/?#].*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^@?\\]+@[^@?\\]+(\?[^\\]*)?", re.IGNORECASE)
_ODD = re.compile("[\x00-\x20\x7f<>\"`'{}|^\\\\]")
_PARAMETER = re.compile("&(?=[A-Za-z0-9]+=)")
_ASCII_SPACE = " \t\n\r\f"
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))

# What the last part of such a page's path is called, or a part of its host's name.
_REDIRECTS = names(
    "away exit go jump l leave link linkfilter links lm out outbound outgoing r redir redirect "
    "safelinks sinaurl slack-redir url"
)


def escape_parameters(html: str) -> str:
    """Escapes the ampersands of addresses: Python reads ``&section=`` as ``§ion=``, browsers do not."""
    return _PARAMETER.sub("&amp;", html)


@lru_cache(maxsize=2048)  # an article's links are looked at in each round of sanitizing
def safe_address(value: str | None) -> str:
    """Returns the address, if it may be linked to, else empty.

    White space around it is dropped, as browsers do; white space, controls or invisible characters
    inside it are a disguise, and the whole address is dropped.
    """
    address = (value or "").strip(_ASCII_SPACE)
    if not address or len(address) > ADDRESS_CHARACTERS:
        return ""
    if not address.isascii() and any(unicodedata.category(c) in _HIDDEN for c in address):
        return ""
    if _ODD.search(address):
        address = _quoted(address)
    if not address:
        return ""
    if _MAIL.fullmatch(address):
        return "mailto:" + address[7:]
    match = _WEB.fullmatch(address)
    if match is None or not _has_host(address):
        return ""
    return match[1].lower() + address[len(match[1]) :]


def _quoted(address: str) -> str:
    """Percent-encodes characters that an address may not contain; empty if one hides something."""
    if any(c <= " " or c == "\x7f" or c == "\\" for c in address):
        return ""
    head, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    if set(host) & set("<>\"`'{}|^"):
        return ""
    for character in '<>"`{}|^':
        path = path.replace(character, f"%{ord(character):02X}")
    return head + mark + host + slash + path


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def resolve(value: str | None, base: str) -> str:
    """Returns a link's address as a safe absolute one, relative to base; empty if there is none.

    base: the page's own absolute address, or empty. Places within the page are no address.
    """
    address = (value or "").strip(_ASCII_SPACE)
    if safe := safe_address(address):
        return safe
    if not base or not address or address.startswith("#"):
        return ""
    try:
        return safe_address(urljoin(base, address))
    except ValueError:
        return ""


def without_redirect(address: str) -> str:
    """Returns the address that a redirecting page names in its query, else the address itself.

    Not asked of the network: only what is called a redirect, and names one page of another host, is one.
    """
    if "http" not in address[5:]:
        return address  # fast: nearly all of them
    try:
        parts = urlsplit(address)
        is_redirect = not _REDIRECTS.isdisjoint(_names_of(parts))
        values = [value for _name, value in parse_qsl(parts.query)] if is_redirect else []
        named = [found for value in values if (found := _web_address(value))]
        if len(named) == 1 and urlsplit(named[0]).hostname != parts.hostname:
            return named[0]
    except ValueError:
        pass
    return address


def _names_of(parts: SplitResult) -> list[str]:
    page = parts.path.rstrip("/").rpartition("/")[2].lower()
    return [page.partition(".")[0]] if page else (parts.hostname or "").split(".")


def _web_address(value: str) -> str:
    return safe_address(value) if value.lower().startswith(("http://", "https://")) else ""
