"""Sends to a receiver what a browser sends, or what it never would."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.receiving.bookmarklet import Key

SITE = "https://news.example"


@dataclass
class Sender:
    """Asks the receiver that a key is of."""

    key: Key

    def headers(self, path: str = "/page") -> dict[str, str | None]:
        """What a browser sends with a request."""
        own = {"Host": f"127.0.0.1:{self.key.port}"}
        posted = {
            "Origin": f"http://127.0.0.1:{self.key.port}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "text/html; charset=utf-8",
            "Postil-Token": self.key.token,
        }
        page = {"Postil-Address": f"{SITE}/a", "Postil-Origin": SITE}
        return {**own, **(posted if path != "/" else {}), **(page if path == "/page" else {})}

    def ask(self, data: bytes) -> bytes:
        """What is answered to some bytes, until the receiver has closed the connection."""
        with self.connect() as connection:
            connection.sendall(data)
            return rest(connection)

    def request(
        self,
        method: str = "POST",
        path: str = "/page",
        body: bytes = b"<p>x",
        fields: Mapping[str, str | None] = MappingProxyType({}),
    ) -> tuple[int, str]:
        """The status and text that are answered; ``fields`` replaces some, with None leaves them out."""
        length = {"Content-Length": str(len(body))} if method == "POST" else {}
        sent = {**length, **self.headers(path), **fields}
        lines = [f"{name}: {value}" for name, value in sent.items() if value is not None]
        answer = self.ask(
            "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode("latin-1") + body
        )
        head, _empty, text = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), text.decode()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.key.port), 20)


def rest(connection: socket.socket) -> bytes:
    """All that still comes."""
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except ConnectionResetError:
        pass  # it was cut while there was more to read
    return data
