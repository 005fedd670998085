"""Explains in one sentence why an address was not fetched, and what to do."""

import errno
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead

from reader.core.errors import FetchFailed
from reader.core.translation import N_, _, ngettext
from reader.fetching.content_encoding import BrokenEncoding, UnknownEncoding
from reader.fetching.time_limit import TooLate

#: What a fetch may fail with, besides FetchFailed itself.
CAUSES = (OSError, HTTPException, TooLate, BrokenEncoding, UnknownEncoding)

_BROKEN_OFF = (ConnectionError, IncompleteRead, BrokenEncoding)
# The first that fits is said, so what is special comes before what is general.
_REASONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (
        (TooLate, TimeoutError),
        N_("“{host}” did not send it within {seconds} seconds; try again later"),
    ),
    (
        ssl.SSLCertVerificationError,
        N_("the certificate of “{host}” is not valid ({error}), so it may be another server"),
    ),
    (ssl.SSLError, N_("no secure connection to “{host}” could be made ({error})")),
    (
        socket.gaierror,
        N_("there is no “{host}”; check the address and that you are online"),
    ),
    (ConnectionRefusedError, N_("“{host}” refused the connection; try again later")),
    (_BROKEN_OFF, N_("the connection to “{host}” was interrupted; try again")),
    (UnknownEncoding, N_("“{host}” compressed it in a way that was not asked for ({error})")),
    (HTTPException, N_("“{host}” did not answer as a web server does ({error})")),
)
_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN)


def failed(address: str, host: str, error: Exception, seconds: float) -> FetchFailed:
    """Returns the error for an address that could not be fetched, by its cause."""
    text = _reason(error).format(host=host, seconds=round(seconds), error=_words_of(error))
    return _about(address, text)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in _NO_NETWORK:
        return _("there is no network; check that you are online")
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return _("“{host}” could not be looked up; check that you are online and try again")
    for kinds, text in _REASONS:
        if isinstance(error, kinds):
            return _(text)
    return _("“{host}” cannot be reached ({error}); try again later")


def _words_of(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError):
        return error.reason or type(error).__name__
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    text = "".join(letter for letter in str(error)[:100].strip() if letter.isprintable())
    return text or type(error).__name__


def refused(address: str, status: int, reason: str, retry_after: str) -> FetchFailed:
    """Returns the error for an answer that is no page, by its status."""
    sentences = {
        401: _("it asks for a login; log in with your browser, save the page and add the file"),
        402: _("it is behind a paywall; save the page with your browser and add the file"),
        403: _(
            "the server does not give it to you; it may ask for a login: save the page with your"
            " browser and add the file"
        ),
        404: _("there is no such page (404); check the address"),
        407: _("a proxy asks for a login"),
        410: _("the page was removed permanently (410)"),
        429: _("the server has been asked too often; try again {when}"),
        451: _("it cannot be shown for legal reasons (451)"),
        503: _("the server is busy or closed for now; try again {when}"),
    }
    text = sentences.get(status)
    if text is None:
        if not reason.isprintable() or not reason.strip():
            reason = HTTPStatus(status).phrase if status in list(HTTPStatus) else ""
        name = f"{status} {reason}".strip()[:100]
        text = _("the server failed ({name}); try again later") if status >= 500 else ""
        text = (text or _("the server answered “{name}”")).replace("{name}", name)
    text = text.replace("{when}", _when(retry_after))
    return _about(address, text, status, _seconds(retry_after))


def _seconds(retry_after: str) -> int:
    """Returns for how long the server asks to wait, as it says it: in seconds, or as a date."""
    if retry_after.strip().isdecimal():
        return min(int(retry_after[:9]), 10_000_000)
    try:
        moment = parsedate_to_datetime(retry_after)
        if moment.tzinfo is None:
            return 0
        return min(max(0, int((moment - datetime.now(UTC)).total_seconds())), 10_000_000)
    except (ValueError, OverflowError):
        return 0


def _when(retry_after: str) -> str:
    """Returns when to try again, as the server says it: in seconds, or as a date."""
    if retry_after.strip().isdecimal():
        minutes = max(1, -(-_seconds(retry_after) // 60))
        return ngettext("in {n} minute", "in {n} minutes", minutes).format(n=minutes)
    try:
        return _("after {date}").format(date=parsedate_to_datetime(retry_after).isoformat(" "))
    except ValueError:
        return _("later")


def not_public(address: str, host: str, found: str, *, is_named: bool) -> FetchFailed:
    """Returns the error for a host of the user's own machine or network.

    is_named: whether the address itself names the host, and no redirect led to it.
    """
    text = _(
        "“{host}”{found} is on your own machine or network, from which nothing is fetched "
        "unless you allow it (“Fetch from your own network too” in the command palette, "
        "--local-network in a terminal)"
    )
    resolved = "" if found == host else f" ({found})"
    error = _about(address, text.format(host=host, found=resolved))
    error.is_own_host = is_named
    return error


def empty(address: str) -> FetchFailed:
    """Returns the error for an answer without a body."""
    return _about(address, _("the page is empty; try again later"))


def too_large(address: str, limit: int) -> FetchFailed:
    """Returns the error for a body that is larger than is fetched."""
    return _about(address, _("it is larger than {limit} MB").format(limit=limit // (1024 * 1024)))


def redirected_too_often(address: str, count: int) -> FetchFailed:
    """Returns the error for an address that leads on and on."""
    text = _("it was redirected more than {n} times; it may need a login or cookies")
    return _about(address, text.format(n=count))


def not_an_address(address: str, of: str = "") -> FetchFailed:
    """Returns the error for what cannot be fetched; ``of`` is the address that led to it."""
    shown = address if len(address) <= 200 else address[:200] + "…"
    if of:
        return _about(
            of, _("it leads to “{target}”, which is not a web address").format(target=shown)
        )
    text = _("“{address}” is not a web address; one begins with http:// or https://.")
    return FetchFailed(text.format(address=shown))


def has_password(address: str) -> FetchFailed:
    """Returns the error for an address with a user name in it."""
    text = _("it contains a user name, which is never sent; remove it")
    return _about(address, text)


def _about(address: str, text: str, status: int = 0, retry_after: int = 0) -> FetchFailed:
    shown = address if len(address) <= 200 else address[:200] + "…"
    message = _("“{address}” was not fetched: {reason}.")
    return FetchFailed(message.format(address=shown, reason=text), status, retry_after, text)
