"""Listens on the local host for pages that the bookmarklet sends."""

import os
import socket
import socketserver
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import NamedTuple

from reader.core.errors import PostilError
from reader.core.translation import _
from reader.receiving.bookmarklet import Key
from reader.receiving.bookmarklet_relay_page import content_security_policy, receiver_page
from reader.receiving.request_guard import (
    HOST,
    PAGE,
    PROOF,
    SAVE,
    body_length,
    page_address,
    refusal,
)


class ReceiverFailed(PostilError):
    """The receiver could not be started."""


class ReceivedPage(NamedTuple):
    """A page as the browser showed it."""

    data: bytes  # HTML in UTF-8
    address: str


class PageResult(NamedTuple):
    """The result for a page, as shown in the browser."""

    text: str
    is_saved: bool


class Limits(NamedTuple):
    """How much is received."""

    bytes: int  # of a page
    seconds: float = 30  # until a request has come whole
    idle: float = 10  # seconds in which nothing comes
    connections: int = 8  # at once; browsers open some in advance
    a_minute: int = 20  # pages


class Receiver:
    """Receives pages, in threads of its own, until it is closed."""

    def __init__(
        self, key: Key, take: Callable[[ReceivedPage], PageResult], limits: Limits
    ) -> None:
        """``take`` is called in one of the threads for each page, and returns the result.

        Raises ReceiverFailed when the port is taken.
        """
        try:
            self._server = _Server(key, take, limits)
        except OSError as error:
            text = _(
                "No pages can be saved from the browser: the port {port} of this machine "
                "cannot be used ({reason}). Close the program that has it, or create a new "
                "bookmarklet."
            )
            reason = error.strerror or str(error)
            raise ReceiverFailed(text.format(port=key.port, reason=reason)) from error
        self._thread = threading.Thread(target=self._server.serve, name="receiver", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops listening, cuts off what is coming, and waits until ``take`` has returned."""
        self._server.stop()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    # On Windows this would let another program take the port away.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self, key: Key, take: Callable[[ReceivedPage], PageResult], limits: Limits
    ) -> None:
        self.key, self.take, self.limits = key, take, limits
        self.page = receiver_page(limits.bytes)
        self.policy = content_security_policy(self.page)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._times: deque[float] = deque(maxlen=limits.a_minute)  # when the last pages came
        self._is_stopping = False
        super().__init__((HOST, key.port), _Handler)

    def serve(self) -> None:
        """Takes connections until ``stop``; in between it sleeps, without looking at a clock."""
        while not self._is_stopping:
            self.handle_request()

    def stop(self) -> None:
        """Ends ``serve`` and all reading; what came whole is still answered."""
        self._is_stopping = True
        with suppress(OSError):
            socket.create_connection((HOST, self.key.port), 1).close()  # wakes it
        with self._lock:
            for one in self._open:
                cut(one, socket.SHUT_RD)

    def verify_request(self, request: object, _address: object) -> bool:
        """Returns whether there is room for another connection."""
        assert isinstance(request, socket.socket)
        with self._lock:
            if self._is_stopping or len(self._open) >= self.limits.connections:
                return False
            self._open.add(request)
            return True

    def shutdown_request(self, request: object) -> None:
        assert isinstance(request, socket.socket)
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, _request: object, _address: object) -> None:
        """Does nothing if a connection was cut; what else went wrong is a bug."""
        if not isinstance(sys.exc_info()[1], OSError):
            raise

    def is_flooded(self) -> bool:
        """Returns whether more pages come than the user can save, and counts another one."""
        with self._lock:
            now = time.monotonic()
            if len(self._times) == self.limits.a_minute and now - self._times[0] < 60:
                return True
            self._times.append(now)
            return False


def cut(connection: socket.socket, how: int = socket.SHUT_RDWR) -> None:
    """Ends a connection, also while another thread waits for it."""
    with suppress(OSError):
        connection.shutdown(how)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server
    error_content_type = "text/plain; charset=utf-8"  # for what is no request at all
    error_message_format = "%(message)s"

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.limits.idle)
        self._deadline = threading.Timer(self.server.limits.seconds, cut, [self.connection])
        self._deadline.daemon = True
        self._deadline.start()

    def finish(self) -> None:
        self._deadline.cancel()
        super().finish()

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_HEAD = do_OPTIONS = do_PUT = do_DELETE = do_PATCH = do_GET

    def _answer(self) -> None:
        server = self.server
        refused = refusal(self.command, self.path, self.headers, server.key, server.limits.bytes)
        if refused is not None:
            self._send(refused.status, refused.text)
        elif self.path == PAGE:
            self._send(HTTPStatus.OK, server.page, "text/html")
        else:
            length = body_length(self.headers)
            data = self.rfile.read(length)
            if len(data) < length:
                return  # it was cut: a part of a page is none
            self._deadline.cancel()
            if self.path == PROOF:
                self._send(HTTPStatus.OK, server.key.proof)
            elif self.path == SAVE:
                self._save(data)

    def _save(self, data: bytes) -> None:
        if self.server.is_flooded():
            text = _("Too many pages at once: wait a minute, then save this one again.")
            self._send(HTTPStatus.TOO_MANY_REQUESTS, text)
            return
        told = self.server.take(ReceivedPage(data, page_address(self.headers)))
        status = HTTPStatus.OK if told.is_saved else HTTPStatus.UNPROCESSABLE_ENTITY
        self._send(status, told.text)

    def _send(self, status: HTTPStatus, text: str, kind: str = "text/plain") -> None:
        body = text.encode()
        self.send_response_only(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", self.server.policy),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        return "Postil"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Does nothing: what the user reads is nothing for a log."""
