"""A web server on this machine that answers as a test says, also in ways that no server should."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # for the name localhost alone, for tests


@dataclass
class Asked:
    """One request, as it came."""

    path: str
    headers: dict[str, str]


#: Writes an answer; what raises because the client has gone is no matter.
Answer = Callable[[socket.socket, Asked], None]


@dataclass
class WebServer:
    """What the server answers, by path, and what it was asked."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer | bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    connections: int = 0  # also those on which nothing was asked

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, *headers: str, status: str = "200 OK") -> str:
        """Answers a path with a body, whole and as it should be; returns its address."""
        self.answers[path] = answer(body, *headers, status=status)
        return self.address(path)

    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [one.path for one in self.asked]


def answer(body: bytes | str, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    data = body.encode() if isinstance(body, str) else body
    lines = [*headers]
    if not any(line.lower().startswith("content-type:") for line in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    if not any(line.lower().startswith("content-length:") for line in headers):
        lines.append(f"Content-Length: {len(data)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + data


def redirect(target: str, *headers: str, status: str = "302 Found") -> bytes:
    """An answer that leads somewhere else."""
    return answer(b"", f"Location: {target}", *headers, status=status)


class _Handler(socketserver.BaseRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        try:
            asked = self._read()
            if asked is not None:
                self._answer(asked)
        except (OSError, ValueError):
            pass  # the client has gone

    def _read(self) -> Asked | None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.request.recv(65536)
            if not piece or data + piece < b"A":
                return None  # gone, or no HTTP: TLS begins with a control character
            data += piece
        lines = data.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        return Asked(lines[0].split(" ")[1], {key.lower(): value for key, value in headers.items()})

    def _answer(self, asked: Asked) -> None:
        web = self.server.web
        with self.server.lock:
            web.asked.append(asked)
            self.server.count += 1
            web.most_at_once = max(web.most_at_once, self.server.count)
        try:
            found = web.answers.get(asked.path, answer("", status="404 Not Found"))
            if isinstance(found, bytes):
                self.request.sendall(found)
            else:
                found(self.request, asked)
        finally:
            with self.server.lock:
                self.server.count -= 1


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64
    web: WebServer
    count = 0

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.lock = threading.Lock()
        self.context = context
        super().__init__(("127.0.0.1", 0), _Handler)

    def verify_request(self, request: object, client_address: object) -> bool:
        self.web.connections += 1
        return True

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        if self.context is not None:
            try:
                request = self.context.wrap_socket(request, server_side=True)
            except OSError:
                return  # the client does not trust the certificate
        with closing(request):
            _Handler(request, client_address, self)


@contextmanager
def serve(*, is_secure: bool = False) -> Iterator[WebServer]:
    """Runs a server until the end of the block."""
    context = None
    if is_secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    with _Server(context) as server:
        server.web = WebServer(server.server_address[1], "https" if is_secure else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.web
        finally:
            server.shutdown()
            thread.join()
