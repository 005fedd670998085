"""Accepts the addresses a link may have: absolute http, https and mailto, with nothing hidden in them."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from reader.importers.limits import ADDRESS_CHARACTERS

_WEB = re.compile(r"(https?)://([^/?#\\]+)([/?#].*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^@?\\]+@[^@?\\]+(\?[^\\]*)?", re.IGNORECASE)
_ODD = re.compile("[\x00-\x20\x7f<>\"`'{}|^\\\\]")
_ASCII_SPACE = " \t\n\r\f"
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))


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
    """Percent-encodes characters that an address may not hold; empty if one hides something."""
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
