"""Refuses all requests except those of the relay page that the receiver itself serves."""

from collections.abc import Sequence
from email.message import Message
from hmac import compare_digest
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.core.translation import _
from reader.core.web_addresses import web_address
from reader.receiving.bookmarklet import Key

HOST = "127.0.0.1"
PAGE, PROOF, SAVE = "/", "/proof", "/page"
_METHODS = {PAGE: "GET", PROOF: "POST", SAVE: "POST"}
_CONTENT_TYPE = "text/html; charset=utf-8"


class Refusal(NamedTuple):
    """Why a request is refused."""

    status: HTTPStatus
    text: str


def refusal(method: str, path: str, headers: Message, key: Key, most: int) -> Refusal | None:
    """Returns why a request is refused, before its body is read; None if it is not.

    most: bytes that its body may have.
    """
    # Another name for this machine: a page elsewhere that has its name lead here (DNS rebinding).
    if _only(headers, "Host") != f"{HOST}:{key.port}":
        return Refusal(HTTPStatus.MISDIRECTED_REQUEST, _("The request was for another host."))
    if path not in _METHODS:
        return Refusal(HTTPStatus.NOT_FOUND, _("There is nothing here."))
    if method != _METHODS[path]:
        return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, _("This kind of request is not allowed."))
    if not _is_own(method, headers, key):
        return Refusal(HTTPStatus.FORBIDDEN, _("Other pages are not allowed to request this."))
    if method == "GET":
        return None
    if not compare_digest(_only(headers, "Postil-Token").encode(), key.token.encode()):
        text = _(
            "This bookmarklet is outdated or of another library: use the one that Postil shows now."
        )
        return Refusal(HTTPStatus.FORBIDDEN, text)
    return _length_refusal(headers, most) or (_address_refusal(headers) if path == SAVE else None)


def body_length(headers: Message) -> int:
    """Returns how many bytes the body of a request has that was not refused."""
    return int(_only(headers, "Content-Length"))


def page_address(headers: Message) -> str:
    """Returns where a page is from; empty if that is no address, or not where the browser says."""
    address = web_address(_only(headers, "Postil-Address"))
    parts = urlsplit(address)
    place = parts.netloc.rpartition("@")[2]
    if not address or _only(headers, "Postil-Origin") != f"{parts.scheme}://{place}":
        return ""
    return parts._replace(netloc=place).geturl()  # without a password


def _is_own(method: str, headers: Message, key: Key) -> bool:
    """Returns whether a request is of a window of its own, or of the page in it, as browsers tell."""
    if method == "GET":
        return _only(headers, "Sec-Fetch-Dest", "document") == "document"
    return (
        _only(headers, "Origin") == f"http://{HOST}:{key.port}"
        and _only(headers, "Sec-Fetch-Site", "same-origin") == "same-origin"
        and _only(headers, "Content-Type").lower() == _CONTENT_TYPE
    )


def _length_refusal(headers: Message, most: int) -> Refusal | None:
    length = _only(headers, "Content-Length")
    if "Transfer-Encoding" in headers or not (length.isascii() and length.isdigit()):
        return Refusal(HTTPStatus.LENGTH_REQUIRED, _("The length of the page was not given."))
    if len(length) > len(str(most)) or int(length) > most:
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The page is too large."))
    return None


def _address_refusal(headers: Message) -> Refusal | None:
    if page_address(headers):
        return None
    text = _("Only web pages can be saved this way: add a file in Postil itself.")
    return Refusal(HTTPStatus.BAD_REQUEST, text)


def _only(headers: Message, name: str, default: str = "") -> str:
    """Returns the value of a field; the default if it is not there, nothing fit if it is there twice."""
    values: Sequence[str] = headers.get_all(name, [default])
    return str(values[0]) if len(values) == 1 else ""
