"""Fetches an address over checked redirects, with limits on time and size, keeping no cookies."""

import contextlib
import re
import ssl
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.client import HTTPResponse, IncompleteRead
from http.cookiejar import CookieJar
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit
from urllib.request import Request

from reader import __version__
from reader.core.web_addresses import ascii_host, web_address
from reader.fetching import failures
from reader.fetching.address_guard import IPAddress, NotPublic, Resolver, addresses_of, look_up
from reader.fetching.connection import GuardedConnection, TooMuch
from reader.fetching.content_encoding import ASKED_FOR, decoded
from reader.fetching.time_limit import TimeLimit

USER_AGENT = f"Postil/{__version__} (article reader; fetches what its user asks for)"
PAGES = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,*/*;q=0.5"
PICTURES = "image/png,image/jpeg,image/gif,image/webp,image/*;q=0.5"

_PIECE = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_PATH = "/%:@!$&'()*+,;=~-._"  # what stays as it is; the rest is percent-encoded
_QUERY = _PATH + "?"
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take."""

    seconds: float = 30.0  # over all hops
    received: int = 20 * 1024 * 1024  # bytes, as they come
    decoded: int = 50 * 1024 * 1024  # bytes, once they are decompressed
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about the version fetched before, to ask only for a newer one.

    It is sent only to the address it came from, as it could identify the user.
    """

    address: str = ""  # the last of the redirects, without a place in the page
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address led to."""

    address: str  # the last of the redirects
    data: bytes  # empty when it was not modified
    media_type: str  # as the server says, with its parameters
    validators: Validators = Validators()
    is_modified: bool = True  # no: the version that the validators stand for is the current one


NOTHING_KNOWN = Validators()


def _never() -> bool:
    return False


class Client:
    """Fetches addresses. Threads may share one; nothing is kept from one fetch to the next."""

    def __init__(
        self,
        *,
        is_local_allowed: bool = False,
        local_hosts: Collection[str] = (),
        limits: Limits = Limits(),
        resolver: Resolver = look_up,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """With ``is_local_allowed`` also hosts of the user's own machine and network are asked.

        local_hosts: those that are asked in any case, for addresses of their own: no other host may
        redirect to them.
        """
        self._is_local_allowed, self._local_hosts = is_local_allowed, local_hosts
        self._limits, self._resolver = limits, resolver
        self._given_context = context

    def fetch(
        self,
        address: str,
        *,
        accept: str = PAGES,
        validators: Validators = NOTHING_KNOWN,
        is_cancelled: Callable[[], bool] = _never,
    ) -> Fetched:
        """Fetches an address, following redirects.

        Raises FetchFailed, in one sentence, when nothing was fetched.
        """
        limit = TimeLimit(self._limits.seconds, is_cancelled)
        # Some sites redirect until a cookie comes back; it is forgotten after the fetch.
        jar = CookieJar()
        hop = address
        own = host_of(address)
        for _number in range(self._limits.redirects + 1):
            parts = _checked(hop, address)
            is_same = urldefrag(hop).url == validators.address
            known = validators if is_same else NOTHING_KNOWN
            try:
                host = ascii_host(parts.hostname or "")
                is_local_allowed = self._is_local_allowed or (
                    host == own and host in self._local_hosts
                )
                addresses = addresses_of(
                    host, limit, self._resolver, is_local_allowed=is_local_allowed
                )
                with self._answer(parts, addresses, accept, known, jar, limit) as response:
                    location = response.getheader("Location")
                    if response.status not in _REDIRECTS or not location:
                        return self._taken(address, hop, response, known)
            except TooMuch as error:
                raise failures.too_large(address, self._limits.received) from error
            except NotPublic as error:
                found = str(error.address)
                is_named = error.host == own
                raise failures.not_public(address, error.host, found, is_named=is_named) from error
            except failures.CAUSES as error:
                name = parts.hostname or ""
                raise failures.failed(address, name, error, limit.seconds) from error
            hop = _joined(hop, location)
        raise failures.redirected_too_often(address, self._limits.redirects)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """The certificates that the system trusts, which take 20 ms to read."""
        return self._given_context or ssl.create_default_context()

    @contextlib.contextmanager
    def _answer(
        self,
        parts: SplitResult,
        addresses: Sequence[IPAddress],
        accept: str,
        known: Validators,
        jar: CookieJar,
        limit: TimeLimit,
    ) -> Iterator[HTTPResponse]:
        """Requests an address from one host; yields the response when its head has arrived."""
        host = ascii_host(parts.hostname or "")
        target = quote(parts.path or "/", safe=_PATH, errors="replace")
        if parts.query:
            target += "?" + quote(parts.query, safe=_QUERY, errors="replace")
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": accept,
            "Accept-Encoding": ASKED_FOR,
            "Connection": "close",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        place = f"[{host}]" if ":" in host else host
        bearer = Request(f"{parts.scheme}://{place}{target}")  # noqa: S310 - for the cookies alone
        jar.add_cookie_header(bearer)
        cookies = bearer.get_header("Cookie") or ""
        if cookies and cookies.isprintable():
            headers["Cookie"] = cookies
        context = self._context if parts.scheme == "https" else None
        connection = GuardedConnection(
            parts.scheme, host, parts.port, addresses, limit, self._limits.received, context
        )
        try:
            connection.request("GET", target, headers=headers)
            with connection.getresponse() as response:
                jar.extract_cookies(response, bearer)
                yield response
        finally:
            connection.shut()

    def _taken(self, address: str, hop: str, response: HTTPResponse, known: Validators) -> Fetched:
        """Returns the content of a response that is not a redirect, read to its end."""
        media_type = response.getheader("Content-Type") or ""
        if response.status == HTTPStatus.NOT_MODIFIED and known != NOTHING_KNOWN:
            return Fetched(hop, b"", media_type, known, is_modified=False)
        if not 200 <= response.status < 300:
            retry_after = response.getheader("Retry-After") or ""
            raise failures.refused(address, response.status, response.reason, retry_after)
        if (response.length or 0) > self._limits.received:
            raise TooMuch
        encodings = response.getheader("Content-Encoding") or ""
        data = bytearray()
        for piece in decoded(_body(response), encodings):
            data += piece
            if len(data) > self._limits.decoded:
                raise failures.too_large(address, self._limits.decoded)
        if not data:
            raise failures.empty(address)
        etag, modified = _line(response, "ETag"), _line(response, "Last-Modified")
        said = Validators(urldefrag(hop).url, etag, modified)
        return Fetched(hop, bytes(data), media_type, said)


def host_of(address: str) -> str:
    """Returns the host that an address names, as it is asked for; empty where it names none."""
    parts = urlsplit(address) if web_address(address) else None
    return ascii_host((parts and parts.hostname) or "")


def is_local(address: str, resolver: Resolver = look_up) -> bool:
    """Returns whether an address is one of the user's own machine or network."""
    try:
        addresses_of(host_of(address), TimeLimit(5, _never), resolver, is_local_allowed=False)
    except NotPublic:
        return True
    except failures.CAUSES:
        return False
    return False


def _body(response: HTTPResponse) -> Iterator[bytes]:
    """Yields a body as it arrives, to its end."""
    while piece := response.read(_PIECE):
        yield piece
    if response.length:  # read(n) is silent about what is missing
        raise IncompleteRead(b"", response.length)


def _line(response: HTTPResponse, name: str) -> str:
    """Returns a header that may be sent back; empty if it is none, or has line breaks in it."""
    value = response.getheader(name) or ""
    return value if value.isprintable() else ""


def _checked(hop: str, address: str) -> SplitResult:
    """Returns the parts of the address of a hop; raises FetchFailed when it cannot be one."""
    parts = urlsplit(hop) if web_address(hop) else None
    if parts is None or not _HOST.fullmatch(ascii_host(parts.hostname or "")):
        raise failures.not_an_address(hop, of="" if hop == address else address)
    if parts.username is not None or parts.password is not None:
        raise failures.has_password(address)
    return parts


def _joined(hop: str, location: str) -> str:
    """Returns the address that a redirect leads to, with the fragment of the first address."""
    raw = "".join(location.split("\n")).strip().encode("latin-1", "replace")
    try:
        target = urljoin(hop, quote(raw, safe=_QUERY + "#[]"))
    except ValueError:  # brackets that contain no address
        return location
    place = urlsplit(hop).fragment
    return f"{target}#{place}" if place and "#" not in target else target
