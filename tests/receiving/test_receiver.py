"""The receiver takes pages from the page that it serves itself, and refuses everything else."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from reader.receiving.bookmarklet import Key, new_key
from reader.receiving.bookmarklet_relay_page import content_security_policy, receiver_page
from reader.receiving.receiver import Limits, PageResult, ReceivedPage, Receiver, ReceiverFailed
from tests.each import each
from tests.receiving.sender import SITE, Sender, rest

MOST = 1000
LIMITS = Limits(MOST)
SAVED = PageResult("Saved.", is_saved=True)


class Running(Sender):
    """A receiver that runs, with what it took, and a browser's requests to it."""

    def __init__(self, take: Callable[[ReceivedPage], PageResult], limits: Limits) -> None:
        self.taken: list[ReceivedPage] = []

        def keep(page: ReceivedPage) -> PageResult:
            self.taken.append(page)
            return take(page)

        self.receiver, key = free_receiver(keep, limits)
        super().__init__(key)


def free_receiver(
    take: Callable[[ReceivedPage], PageResult], limits: Limits
) -> tuple[Receiver, Key]:
    """Starts a receiver on a port that no other program of this machine has."""
    for _try in range(20):
        key = new_key()
        try:
            return Receiver(key, take, limits), key
        except ReceiverFailed:
            continue
    raise AssertionError("no port is free")


@contextmanager
def running(
    limits: Limits = LIMITS, take: Callable[[ReceivedPage], PageResult] = lambda _page: SAVED
) -> Iterator[Running]:
    """Runs a receiver until the end of the block."""
    one = Running(take, limits)
    try:
        yield one
    finally:
        one.receiver.close()


@pytest.fixture(scope="module")
def receiver() -> Iterator[Running]:
    """A receiver for tests that leave it as it was."""
    with running(Limits(MOST, a_minute=10_000)) as one:
        yield one


def test_a_page_is_received(receiver: Running) -> None:
    assert receiver.request("POST", "/proof", b"") == (200, receiver.key.proof)
    address = f"{SITE}/a?b=c#d"
    assert receiver.request(body="<p>Ä".encode(), fields={"Postil-Address": address}) == (
        200,
        "Saved.",
    )
    assert receiver.taken.pop() == ReceivedPage("<p>Ä".encode(), address)


def test_what_becomes_of_a_page_is_told_with_its_status() -> None:
    with running(take=lambda _page: PageResult("It has no text.", is_saved=False)) as receiver:
        assert receiver.request() == (422, "It has no text.")


def test_the_page_it_serves_holds_no_secret_and_may_be_in_no_frame(receiver: Running) -> None:
    host = f"Host: 127.0.0.1:{receiver.key.port}"
    answer = receiver.ask(f"GET / HTTP/1.1\r\n{host}\r\n\r\n".encode()).decode()
    head, _empty, page = answer.partition("\r\n\r\n")
    assert page == receiver_page(MOST)
    assert receiver.key.token not in answer
    assert receiver.key.proof not in answer
    policy = content_security_policy(page)
    assert f"Content-Security-Policy: {policy}\r\n" in head
    for directive in ("default-src 'none'", "frame-ancestors 'none'", "script-src 'sha256-"):
        assert directive in policy
    for field in ("Access-Control", "Server:", "Date:"):
        assert field not in head


@each(
    ("field", "values", "status"),
    [
        # Names that lead to this machine, as those of pages elsewhere may (DNS rebinding).
        (
            "Host",
            ("localhost:{port}", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}", None),
            421,
        ),
        # What only another page than the receiver's own sends.
        (
            "Origin",
            (SITE, "null", None, "http://localhost:{port}", "https://127.0.0.1:{port}"),
            403,
        ),
        ("Sec-Fetch-Site", ("cross-site", "same-site", "none"), 403),
        ("Content-Type", ("text/plain", "application/x-www-form-urlencoded", None), 403),
        # A bookmarklet of another time, or none at all.
        ("Postil-Token", ("", None, "0" * 32, "{proof}", "{token}0", "é"), 403),
        ("Content-Length", (None, "", "-1", "+4", "4x", "²"), 411),
        ("Transfer-Encoding", ("chunked", "identity"), 411),
        ("Content-Length", (str(MOST + 1), "9" * 40), 413),
        # Where the browser says that the page is from, and where the page says so itself.
        ("Postil-Origin", ("https://other.example", "http://news.example", "null", "", None), 400),
        ("Postil-Address", ("https://other.example/", "file:///etc/hostname", "about:blank"), 400),
        ("Postil-Address", ("javascript:alert(1)", "https://[", "", None), 400),
        ("Postil-Address", (f"{SITE}@other.example/", f"{SITE}:443/", f"{SITE}.example/"), 400),
    ],
)
def test_what_is_not_as_the_receivers_own_page_sends_it_is_refused(
    receiver: Running, field: str, values: tuple[str | None, ...], status: int
) -> None:
    key = receiver.key
    for value in values:
        text = value and value.format(port=key.port, token=key.token, proof=key.proof)
        answered, said = receiver.request(fields={field: text})
        assert (answered, receiver.taken) == (status, []), value
        assert key.proof not in said


def test_a_field_that_is_there_twice_is_refused(receiver: Running) -> None:
    for field, value in receiver.headers().items():
        both = f"{value}\r\n{field}: {value}"
        assert receiver.request(fields={field: both})[0] >= 400, field
    assert receiver.request(fields={"Content-Length": "4\r\nContent-Length: 4"})[0] == 411
    assert receiver.taken == []


@each(
    ("method", "path", "status"),
    [
        ("GET", "/page", 405),
        ("GET", "/proof", 405),
        ("POST", "/", 405),
        ("HEAD", "/", 405),
        ("PUT", "/page", 405),
        ("DELETE", "/page", 405),
        ("OPTIONS", "/page", 405),  # a preflight: no other page may ever ask
        ("TRACE", "/page", 501),
        ("GET", "/settings.json", 404),
        ("GET", "/../library.sqlite", 404),
        ("GET", "/?x", 404),
        ("POST", "/page/", 404),
        ("GET", "http://127.0.0.1/", 404),
    ],
)
def test_there_is_nothing_else_to_ask_for(
    receiver: Running, method: str, path: str, status: int
) -> None:
    assert receiver.request(method, path)[0] == status
    assert receiver.taken == []


def test_it_is_shown_in_a_window_of_its_own_alone(receiver: Running) -> None:
    assert receiver.request("GET", "/", fields={"Sec-Fetch-Dest": "document"})[0] == 200
    for dest in ("iframe", "empty", "image", "script", "object"):
        assert receiver.request("GET", "/", fields={"Sec-Fetch-Dest": dest})[0] == 403


def test_an_address_is_kept_without_its_password(receiver: Running) -> None:
    receiver.request(fields={"Postil-Address": "https://me:secret@news.example/a"})
    assert receiver.taken.pop().address == f"{SITE}/a"


@each(
    "data",
    [
        b"",
        b"\x16\x03\x01",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"A" * 70_000 + b"\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
    ],
)
def test_what_is_no_request_is_no_matter(receiver: Running, data: bytes) -> None:
    with receiver.connect() as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in rest(connection)
    assert receiver.request()[0] == 200
    receiver.taken.clear()


def test_half_a_page_is_none(receiver: Running) -> None:
    with receiver.connect() as connection:
        fields = {**receiver.headers(), "Content-Length": "100"}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        connection.sendall(f"POST /page HTTP/1.1\r\n{head}\r\n<p>half".encode())
        connection.shutdown(socket.SHUT_WR)
        assert rest(connection) == b""
    assert receiver.taken == []


def test_it_listens_on_the_loopback_interface_alone(receiver: Running) -> None:
    bound = receiver.receiver._server.socket.getsockname()
    assert bound == ("127.0.0.1", receiver.key.port)
    for host in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection((host, receiver.key.port), 5)


@pytest.mark.parametrize("limits", [Limits(MOST, seconds=0.05, idle=1000), Limits(MOST, idle=0.05)])
def test_a_slow_request_is_cut_off(limits: Limits) -> None:
    with running(limits) as receiver, receiver.connect() as connection:
        connection.sendall(b"POST /page HTTP/1.1\r\n")
        rest(connection)  # ends as the receiver closes the connection
        assert receiver.taken == []


def test_a_request_that_never_rests_is_cut_off_too() -> None:
    with running(Limits(MOST, seconds=0.2)) as receiver, receiver.connect() as connection:
        connection.settimeout(0.01)
        with pytest.raises(ConnectionError):  # noqa: PT012 - it may be met by either
            for _one in range(500):
                connection.sendall(b"A")
                with suppress(TimeoutError):
                    if not connection.recv(1):
                        raise ConnectionError


def test_what_becomes_of_a_page_may_take_longer() -> None:
    def take(_page: ReceivedPage) -> PageResult:
        return PageResult("Late.", is_saved=threading.Event().wait(0.3))

    with running(Limits(MOST, seconds=0.2, idle=0.2), take) as receiver:
        assert receiver.request() == (422, "Late.")


def test_few_connections_are_taken_at_once() -> None:
    with running(Limits(MOST, connections=3)) as receiver, ExitStack() as stack:
        idle = [stack.enter_context(receiver.connect()) for _one in range(3)]
        for one in idle:
            one.sendall(b"GET / HTTP/1.1\r\n")
        while len(receiver.receiver._server._open) < 3:
            threading.Event().wait(0.001)
        with pytest.raises((ConnectionError, IndexError)):  # no answer
            receiver.request()
        idle[0].shutdown(socket.SHUT_WR)
        rest(idle[0])
        while len(receiver.receiver._server._open) > 2:
            threading.Event().wait(0.001)
        assert receiver.request()[0] == 200


def test_no_more_pages_are_taken_than_a_person_saves() -> None:
    with running(Limits(MOST, a_minute=2)) as receiver:
        assert [receiver.request()[0] for _one in range(4)] == [200, 200, 429, 429]
        assert len(receiver.taken) == 2


def test_closing_cuts_off_what_is_coming_and_frees_the_port() -> None:
    with running() as receiver, receiver.connect() as connection:
        connection.sendall(b"POST /page HTTP/1.1\r\n")
        receiver.receiver.close()
        rest(connection)
        with pytest.raises(ConnectionRefusedError):
            receiver.connect()
        Receiver(receiver.key, lambda _page: SAVED, LIMITS).close()


def test_a_port_that_is_taken_is_said() -> None:
    with running() as receiver:
        with pytest.raises(ReceiverFailed, match=f"port {receiver.key.port} of this machine"):
            Receiver(receiver.key, lambda _page: SAVED, LIMITS)
        assert receiver.request()[0] == 200
