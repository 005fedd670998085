"""The HTTP client, against a server that does all that a server should not."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import count

import pytest

from reader.core.errors import FetchFailed
from reader.fetching.client import USER_AGENT, Client, Limits, Validators
from reader.fetching.content_encoding import decoded
from tests.web_server import CERTIFICATE, Asked, WebServer, answer, redirect, serve

PAGE = "<p>Foxes — 视图"
SMALL = Limits(seconds=20, received=100_000, decoded=200_000, redirects=3)


@pytest.fixture
def client() -> Client:
    """A client that may ask this machine, and takes little."""
    return Client(is_local_allowed=True, limits=SMALL)


def dripping(data: bytes, pause: float = 0.02) -> Callable[[socket.socket, Asked], None]:
    """Sends an answer byte by byte."""

    def send(connection: socket.socket, _asked: Asked) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return send


def endless(head: bytes, piece: bytes) -> Callable[[socket.socket, Asked], None]:
    """Sends the same for ever."""

    def send(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return send


def reset_after(data: bytes) -> Callable[[socket.socket, Asked], None]:
    """Sends something and breaks the connection off."""

    def send(connection: socket.socket, _asked: Asked) -> None:
        connection.sendall(data)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()

    return send


# -- what is asked, and what is taken --------------------------------------------------------------


def test_it_says_who_it_is_and_no_more(web: WebServer, client: Client) -> None:
    address = web.put("/a%E4/b?x=1&y&z=%20", PAGE, "Content-Type: text/html; charset=koi8-r")
    fetched = client.fetch(f"{address}#place")
    assert (fetched.data.decode(), fetched.media_type) == (PAGE, "text/html; charset=koi8-r")
    assert fetched.address == f"{address}#place"
    (asked,) = web.asked
    assert asked.headers == {
        "host": f"127.0.0.1:{web.port}",
        "user-agent": USER_AGENT,
        "accept": asked.headers["accept"],
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }
    assert USER_AGENT.startswith("Postil/")


def test_letters_of_an_address_are_encoded_as_browsers_do(web: WebServer, client: Client) -> None:
    web.put("/%C3%A4/%E8%A7%86?q=%C3%BC%7C", PAGE)
    client.fetch(web.address("/ä/视?q=ü|"))
    web.answers["/to"] = redirect("/ä b")  # UTF-8 as it is, and a space
    web.put("/%C3%A4%20b", PAGE)
    assert client.fetch(web.address("/to")).address == web.address("/%C3%A4%20b")


def test_a_body_of_several_streams_is_whole_wherever_it_is_cut() -> None:
    streams = [gzip.compress(part.encode()) for part in ("The quick ", "brown ", "fox")]
    body, ends = b"".join(streams), len(streams[0])
    for cut in range(ends - 2, ends + 4):
        pieces = (body[:cut], body[cut : cut + 1], body[cut + 1 :])
        assert b"".join(decoded(pieces, "gzip")) == b"The quick brown fox"


def test_a_body_is_decompressed(web: WebServer, client: Client) -> None:
    for encoding, body in (
        ("gzip", gzip.compress(PAGE.encode())),
        ("x-gzip", gzip.compress(PAGE.encode()) + b"\0" * 20),  # padding
        ("gzip", gzip.compress(PAGE.encode()[:4]) + gzip.compress(PAGE.encode()[4:])),
        ("gzip", PAGE.encode()),  # not true
        ("deflate", zlib.compress(PAGE.encode())),
        ("Deflate", zlib.compress(PAGE.encode(), wbits=-15)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE.encode()))),
        ("identity", PAGE.encode()),
    ):
        address = web.put("/", body, f"Content-Encoding: {encoding}")
        assert client.fetch(address).data.decode() == PAGE


def test_headers_on_several_lines_are_not_sent_back(web: WebServer, client: Client) -> None:
    web.answers["/"] = redirect("/a", "Set-Cookie: a=b\r\n c=d")
    address = web.put("/a", PAGE, 'ETag: "1\r\n 2"', "Last-Modified: Sat,\r\n 28 Nov 2026")
    fetched = client.fetch(web.address("/"))
    assert fetched.validators == Validators(address)
    assert client.fetch(address, validators=fetched.validators).data.decode() == PAGE


def test_a_body_may_come_in_chunks_and_after_other_answers(web: WebServer, client: Client) -> None:
    web.answers["/"] = (
        b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
        b"HTTP/1.1 100 Continue\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
    )
    assert client.fetch(web.address("/")).data == b"abcde"
    web.answers["/old"] = b"HTTP/1.0 200 OK\r\n\r\nuntil the end"
    assert client.fetch(web.address("/old")).data == b"until the end"


# -- redirects and cookies -------------------------------------------------------------------------


def test_redirects_lead_on_and_keep_the_place_in_the_page(web: WebServer, client: Client) -> None:
    for code, (path, target) in zip(
        (301, 302, 303, 307, 308),
        {
            "/1/a": "../2",
            "/2": "?3",
            "/2?3": "/4#at",
            "/4": "//127.0.0.1:{port}/5",
            "/5": "/6",
        }.items(),
        strict=True,
    ):
        web.answers[path] = redirect(target.format(port=web.port), status=f"{code} Moved")
    web.put("/6", PAGE)
    client = Client(is_local_allowed=True)
    assert client.fetch(web.address("/2?3")).address == web.address("/6#at")
    assert client.fetch(web.address("/1/a#there")).data.decode() == PAGE


def test_redirects_are_counted(web: WebServer, client: Client) -> None:
    web.answers["/a"], web.answers["/b"] = redirect("/b"), redirect("/a")
    with pytest.raises(FetchFailed, match="more than 3 times"):
        client.fetch(web.address("/a"))
    assert len(web.asked) == 4


def test_a_redirect_to_anything_but_a_page_is_refused(web: WebServer, client: Client) -> None:
    for target, reason in (
        ("file:///etc/hostname", "leads to “file:///etc/hostname”, which is not a web address"),
        ("ftp://example.org/a", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("http://user:pass@example.org/", "user name"),
        ("https:///a", "not a web address"),
        ("http://example.org:99999/", "not a web address"),
        ("http://exa mple.org/", "not a web address"),
        ("http://[nothing/", "not a web address"),
        ("http://[fe80::1%25lo]/", "not a web address"),
    ):
        web.answers["/"] = redirect(target)
        with pytest.raises(FetchFailed, match=reason) as error:
            client.fetch(web.address("/"))
        assert web.address("/") in str(error.value)


def test_cookies_go_with_the_fetch(web: WebServer, client: Client) -> None:
    def answer_with_cookie(connection: socket.socket, asked: Asked) -> None:
        known = asked.headers.get("cookie") == "seen=1"
        connection.sendall(answer(PAGE) if known else redirect("/", "Set-Cookie: seen=1; Path=/"))

    web.answers["/"] = answer_with_cookie
    assert client.fetch(web.address("/")).data.decode() == PAGE
    assert client.fetch(web.address("/")).data.decode() == PAGE
    assert ["cookie" in one.headers for one in web.asked] == [False, True, False, True]
    with serve() as other:  # another host gets none of them
        web.answers["/on"] = redirect(other.address("/", "localhost"), "Set-Cookie: seen=1")
        other.put("/", PAGE)
        client.fetch(web.address("/on"))
        assert "cookie" not in other.asked[0].headers


# -- time and size ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "send",
    [
        dripping(answer("x" * 500)),
        dripping(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda connection, _asked: connection.recv(1),  # says nothing at all
    ],
    ids=["body", "head", "interim", "nothing"],
)
def test_time_is_limited_as_a_whole(
    web: WebServer, send: Callable[[socket.socket, Asked], None]
) -> None:
    web.answers["/"] = send
    client = Client(is_local_allowed=True, limits=Limits(seconds=0.3))
    with pytest.raises(FetchFailed, match="did not send it within 0 seconds"):
        client.fetch(web.address("/"))


def test_it_can_be_stopped_while_it_waits(web: WebServer, client: Client) -> None:
    web.answers["/"] = dripping(answer("x" * 500))
    looks = count()
    with pytest.raises(FetchFailed, match="Stopped"):
        client.fetch(web.address("/"), is_cancelled=lambda: next(looks) > 10)


def test_size_is_limited_as_it_comes_and_as_it_is_decompressed(
    web: WebServer, client: Client
) -> None:
    for found in (
        answer("x", "Content-Length: 100001"),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 150_000,
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50_000),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nabcde\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 50_000),
        answer(gzip.compress(bytes(1_000_000)), "Content-Encoding: gzip"),
        answer(gzip.compress(gzip.compress(bytes(50_000_000))), "Content-Encoding: gzip, gzip"),
        answer(zlib.compress(bytes(1_000_000)), "Content-Encoding: deflate"),
    ):
        web.answers["/"] = found
        with pytest.raises(FetchFailed, match="larger than 0 MB"):
            client.fetch(web.address("/"))


# -- what goes wrong -------------------------------------------------------------------------------


def test_what_goes_wrong_is_said_in_a_sentence(web: WebServer, client: Client) -> None:
    for found, reason in (
        (answer("half", "Content-Length: 100"), "was interrupted"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "was interrupted"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfox\r\nabc", "was interrupted"),
        (reset_after(answer("half", "Content-Length: 100")), "was interrupted"),
        (reset_after(b"HTTP/1.1 200"), "was interrupted|web server"),
        (answer(gzip.compress(bytes(999))[:-9], "Content-Encoding: gzip"), "was interrupted"),
        (answer(b"\x1f\x8bfoxes", "Content-Encoding: gzip"), "was interrupted"),
        (answer("x", "Content-Encoding: br"), "not asked for .br."),
        (answer("x", "Content-Encoding: gzip,gzip,gzip,gzip"), "not asked for"),
        (b"", "was interrupted"),
        (b"SSH-2.0-OpenSSH\r\n", "as a web server does"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "as a web server does"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_000, "as a web server does"),
        (answer("", status="200 OK"), "page is empty"),
        (answer("", status="204 No Content"), "page is empty"),
        (answer("", status="304 Not Modified"), "answered “304 Not Modified”"),
        (answer("", status="401 Unauthorized"), "asks for a login"),
        (answer("", status="402 Payment Required"), "paywall"),
        (answer("", status="403 Forbidden"), "save the page with your browser"),
        (answer("Not here", status="404 Not Found"), "no such page .404."),
        (answer("", status="410 Gone"), "removed permanently"),
        (answer("", "Retry-After: 90", status="429 No"), "too often; try again in 2 minutes"),
        (answer("", status="429 No"), "too often; try again later"),
        (answer("", "Retry-After: Sat, 28 Nov 2026 10:00:00 GMT", status="503 x"), "2026-11-28"),
        (answer("", "Retry-After: soon", status="503 x"), "try again later"),
        (answer("", status="500 Oops"), "server failed .500 Oops."),
        (answer("", status="418 \x1b[2J"), "answered “418 I'm a Teapot”"),
    ):
        web.answers["/page"] = found
        with pytest.raises(FetchFailed, match=reason) as error:
            client.fetch(web.address("/page"))
        said = str(error.value)
        assert said.startswith(f"“{web.address('/page')}” was not fetched: ")
        assert said.endswith(".")
        assert said.isprintable()
        assert "{" not in said


def test_a_host_that_refuses_and_one_that_is_not_there(client: Client) -> None:
    with socket.socket() as closed:  # a port that nobody listens on
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(FetchFailed, match="refused the connection"):
            client.fetch(f"http://127.0.0.1:{closed.getsockname()[1]}/")

    def nowhere(host: str) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"there is no “nowhere.example”"):
        Client(resolver=nowhere).fetch("http://nowhere.example/")


def test_what_is_no_web_address_is_refused(client: Client) -> None:
    for address in (
        "file:///etc/a",
        "ftp://example.org/",
        "example.org",
        "http://",
        "http://a b/",
        "",
    ):
        with pytest.raises(FetchFailed, match="is not a web address"):
            client.fetch(address)


# -- again -----------------------------------------------------------------------------------------


def test_a_page_is_fetched_again_only_if_it_has_changed(web: WebServer, client: Client) -> None:
    def answer_by_version(connection: socket.socket, asked: Asked) -> None:
        is_known = asked.headers.get("if-none-match") == '"1"'
        headers = ('ETag: "1"', "Last-Modified: Sat, 28 Nov 2026 10:00:00 GMT")
        status = "304 Not Modified" if is_known else "200 OK"
        connection.sendall(answer("" if is_known else PAGE, *headers, status=status))

    web.answers["/"] = answer_by_version
    web.answers["/short"] = redirect("/")
    first = client.fetch(web.address("/short"))
    date = "Sat, 28 Nov 2026 10:00:00 GMT"
    assert first.validators == Validators(web.address("/"), '"1"', date)
    again = client.fetch(web.address("/short#place"), validators=first.validators)
    assert (again.is_modified, again.data, again.validators) == (False, b"", first.validators)
    assert web.asked[-1].headers["if-modified-since"] == date
    assert "if-none-match" not in web.asked[-2].headers  # what /short said itself is not known
    elsewhere = Validators("http://127.0.0.1/other", '"1"')
    assert client.fetch(web.address("/"), validators=elsewhere).is_modified


# -- secure connections ----------------------------------------------------------------------------


def test_a_certificate_has_to_be_the_hosts() -> None:
    with serve(is_secure=True) as web:
        web.put("/", PAGE)
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        at_home = {
            "context": trusting,
            "is_local_allowed": True,
            "resolver": lambda _: ["127.0.0.1"],
        }
        client = Client(**at_home)  # type: ignore[arg-type]
        assert client.fetch(web.address("/", "localhost")).data.decode() == PAGE
        with pytest.raises(FetchFailed, match=r"certificate of “other.example” is not valid"):
            client.fetch(web.address("/", "other.example"))
        with pytest.raises(FetchFailed, match=r"certificate of “localhost” is not valid"):
            Client(is_local_allowed=True).fetch(web.address("/", "localhost"))


def test_a_server_that_knows_no_secure_connections(web: WebServer, client: Client) -> None:
    with pytest.raises(FetchFailed, match=r"no secure connection to “127.0.0.1”"):
        client.fetch(f"https://127.0.0.1:{web.port}/")
