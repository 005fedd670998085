"""Connects to a checked address and speaks HTTP within the time limit of a fetch."""

import errno
import io
import os
import selectors
import socket
import ssl
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from reader.fetching.address_guard import IPAddress
from reader.fetching.time_limit import TimeLimit, TooLate

_PORTS = {"http": 80, "https": 443}
_PENDING = (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN)
_CONNECTING = 10.0  # seconds for one of several addresses
_BUFFER = 1 << 16


class _Response(HTTPResponse):
    """Skips the interim answers that may come before the one that counts, such as 103."""

    def begin(self) -> None:
        super().begin()
        while 100 <= self.status < 200 and self.status != 101:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class TooMuch(Exception):
    """A server sends more than is taken."""


class GuardedConnection(HTTPConnection):
    """An HTTP connection to one of some addresses that were checked; no name is looked up here.

    With a TLS context the certificate must be the host's, whatever the address.
    """

    response_class = _Response

    def __init__(
        self,
        scheme: str,
        host: str,
        port: int | None,
        addresses: Sequence[IPAddress],
        limit: TimeLimit,
        most: int,
        context: ssl.SSLContext | None,
    ) -> None:
        """most: bytes that are received; more raise TooMuch. context: for a secure connection."""
        self.default_port = _PORTS[scheme]
        super().__init__(host, port or self.default_port)
        self._addresses, self._limit, self._most = addresses, limit, most
        self._context = context
        self._connected: socket.socket | None = None

    def connect(self) -> None:
        """Connects to the first address that answers; raises OSError, TooLate or FetchFailed."""
        plain = self._first_connected()
        self._connected = plain
        if self._context is not None:
            secure = self._context.wrap_socket(
                plain, server_hostname=self.host, do_handshake_on_connect=False
            )
            self._connected = secure
            self._limit.wait_for(secure, secure.do_handshake)
        self.sock: Any = _BoundedSocket(self._connected, self._limit, self._most)

    def shut(self) -> None:
        """Ends the connection, which ``close`` leaves to an answer that is still being read."""
        self.close()
        if self._connected is not None:
            self._connected.close()

    def _first_connected(self) -> socket.socket:
        for place, address in enumerate(self._addresses):
            is_last = place == len(self._addresses) - 1
            try:
                return _connected(address, self.port, self._limit, is_patient=is_last)
            except OSError:
                if is_last:
                    raise
        raise AssertionError("a host without addresses")


def _connected(
    address: IPAddress, port: int, limit: TimeLimit, *, is_patient: bool
) -> socket.socket:
    """Connects to an address; gives up after a while when there are others to try."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.setblocking(False)
        code = plain.connect_ex((str(address), port))
        if code in _PENDING:
            code = _awaited(plain, limit if is_patient else limit.part(_CONNECTING))
    except TooLate as error:
        plain.close()
        if is_patient:
            raise
        raise TimeoutError from error
    except BaseException:
        plain.close()
        raise
    if code:
        plain.close()
        raise OSError(code, os.strerror(code))
    return plain


def _awaited(plain: socket.socket, limit: TimeLimit) -> int:
    """Waits for a connection to come about; returns the number of the error, or 0."""
    with selectors.DefaultSelector() as selector:
        selector.register(plain, selectors.EVENT_WRITE)
        while not selector.select(limit.step()):
            pass
    return plain.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)


class _BoundedSocket:
    """What http.client needs of a socket, within the limits of time and size."""

    def __init__(self, own: socket.socket, limit: TimeLimit, most: int) -> None:
        self._own, self._limit = own, limit
        self._reader = io.BufferedReader(_BoundedReader(own, limit, most), _BUFFER)

    def sendall(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            sent = self._limit.wait_for(self._own, lambda: self._own.send(rest))  # noqa: B023
            rest = rest[sent:]

    def makefile(self, _mode: str) -> io.BufferedIOBase:
        return self._reader

    def close(self) -> None:
        """Does nothing: the answer is still read from it, see GuardedConnection.shut."""


class _BoundedReader(io.RawIOBase):
    """Reads from a socket, so long and so much.

    It is counted here and not where the body is read, as http.client reads all there is of a chunk
    with a negative size.
    """

    def __init__(self, own: socket.socket, limit: TimeLimit, most: int) -> None:
        self._own, self._limit, self._left = own, limit, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._limit.wait_for(self._own, lambda: self._own.recv_into(buffer))
        self._left -= count
        if self._left < 0:
            raise TooMuch
        return count
