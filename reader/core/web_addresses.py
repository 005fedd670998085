"""Recognizes web addresses, and computes a key that is equal for addresses of the same page."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

_ADDRESS = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_BARE = re.compile(r"[^\s/?#:@]+\.[^\W\d_]{2,}(:\d+)?([/?#]\S*)?")  # a host without its scheme
# A host of one word, or the numbers of one, is taken for a host if a port or a path follows, so that
# it is no word and no figure.
_NEAR = re.compile(
    r"(?:localhost|[^\s/?#:@.]+(?=:)|\d+(?:\.\d+){3}|\[[\da-f:]+\])(:\d+)?([/?#]\S*)?",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}
_DOTS = str.maketrans({"\u3002": ".", "\uff61": "."})  # ideographic full stops, typed in host names
# What is appended to an address to follow people, and never chooses another page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid", re.IGNORECASE)
_COMMENT = "#"
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:[\w/?@!$&'()*+,;:=.~%#-]{1,500}")


@lru_cache(maxsize=256)  # an export names an article with each of its highlights
def web_address(text: str) -> str:
    """Returns the http or https address that a text is, as it is; else empty."""
    address = text.strip()
    return address if _ADDRESS.fullmatch(address) and _parts(address) else ""


def typed_address(text: str) -> str:
    """Returns the address that the user typed, who may leave its scheme out; else empty.

    What only a network of one's own knows, such as ``localhost`` and numbers, seldom has https.
    """
    bare = without_feed_scheme(text)
    if _BARE.fullmatch(bare):
        return web_address(f"https://{bare}")
    return web_address(f"http://{bare}" if _NEAR.fullmatch(bare) else bare)


def without_feed_scheme(text: str) -> str:
    """Returns the address in one that begins with ``feed:``, as links to feeds at times do."""
    address = text.strip()
    if address[:5].lower() != "feed:":
        return address
    return f"http:{address[5:]}" if address[5:7] == "//" else address[5:]


def listed_addresses(text: str) -> tuple[str, ...]:
    """Returns the addresses of a text that has nothing but one on each line; else nothing.

    Empty lines and lines that begin with ``#`` do not count.
    """
    lines = address_lines(text)
    found = tuple(web_address(line) for line in lines)
    return tuple(dict.fromkeys(found)) if all(found) else ()


def address_lines(text: str) -> list[str]:
    """Returns the lines of a list of addresses, without those that are empty or comments."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return [line for line in lines if line and not line.startswith(_COMMENT)]


@lru_cache(maxsize=8192)  # an import asks for that of each article several times
def address_key(address: str) -> str:
    """Returns what addresses of the same page have in common; empty for what is no web address.

    Only what certainly makes no difference is left out: the scheme, the usual port, the case of the
    host, parameters that follow people, and the fragment, unless a page reads its route from it.
    """
    parts = _parts(address.strip())
    if parts is None:
        return ""
    host = ascii_host(parts.hostname or "")
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    pieces = [one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.split("=")[0])]
    query = "?" + "&".join(pieces) if any(pieces) else ""
    is_route = parts.fragment.startswith(("/", "!", ":~:"))
    return f"//{host}{port}{parts.path or '/'}{query}" + (f"#{parts.fragment}" * is_route)


def is_urn(address: str) -> bool:
    """Returns whether an address is a name such as ``urn:isbn:…``, by which a book is known."""
    return bool(_URN.fullmatch(address))


def is_same_site(address: str, page: str) -> bool:
    """Returns whether an address is of a page's host, or of one below or above it."""
    one, other = (
        ascii_host(urlsplit(text).hostname or "").removeprefix("www.") for text in (address, page)
    )
    upper, lower = sorted((one, other), key=len)
    return upper == lower or ("." in upper and lower.endswith(f".{upper}"))


def ascii_host(host: str) -> str:
    """Returns a host name as the network knows it: lower case, other letters in Punycode.

    As browsers do, and unlike Python's own codec, letters such as “ß” stay what they are.
    """
    host = unicodedata.normalize("NFKC", host.translate(_DOTS).lower()).lower()
    if host.isascii():
        return host
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in host.split(".")
    )


def _parts(address: str) -> SplitResult | None:
    """Returns the parts of an address; None if it is no web address, or has no possible port."""
    try:
        parts = urlsplit(address)
        is_usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_usable else None
