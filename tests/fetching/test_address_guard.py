"""Which hosts are asked: none of the person's own, however they are named, unless they say so."""

import ipaddress
import threading
from collections.abc import Sequence

import pytest

from reader.core.errors import FetchFailed
from reader.fetching.address_guard import is_public
from reader.fetching.client import Client, Limits
from tests.web_server import WebServer, redirect

OWN = """
127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.2.3
240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%lo fec0::1 fc00::1 fd00::1 ff02::1 ff0e::1 2001:db8::1
2001::1 100::1 3fff::1 5f00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::1
""".split()
PUBLIC = """
1.1.1.1 93.184.215.14 100.63.255.255 172.32.0.1 192.0.1.1 2606:4700:4700::1111 2a00:1450:4001::1
::ffff:1.1.1.1 64:ff9b::101:101 2002:101:101::1
""".split()


def test_which_addresses_are_public() -> None:
    for address in OWN:
        assert not is_public(ipaddress.ip_address(address)), address
    for address in PUBLIC:
        assert is_public(ipaddress.ip_address(address)), address


def test_nothing_is_asked_of_the_own_machine_and_network(web: WebServer) -> None:
    for host in (
        *("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "[::1]", "localhost"),
        *("[::ffff:127.0.0.1]", "169.254.169.254", "[fd00::1]", "100.64.0.1", "[64:ff9b::7f00:1]"),
        *("１２７.0.0.1", "127。0。0。1", "192.168.0.1"),
    ):
        with pytest.raises(FetchFailed, match="own machine or network"):
            Client().fetch(f"http://{host}:{web.port}/")
    assert not web.asked


def _all_over(host: str) -> Sequence[str]:
    return {"mixed.example": ["1.1.1.1", "10.0.0.1"], "none.example": []}.get(host, ["127.0.0.1"])


def test_an_address_is_named_once(web: WebServer) -> None:
    with pytest.raises(FetchFailed, match=r"“127\.0\.0\.1” is on your own machine") as refused:
        Client().fetch(web.address("/", "127.0.0.1"))
    assert refused.value.is_own_host


def test_a_name_may_not_lead_there_either(web: WebServer) -> None:
    for host in ("own.example", "mixed.example"):
        with pytest.raises(FetchFailed, match=rf"“{host}” .* own machine or network"):
            Client(resolver=_all_over).fetch(f"http://{host}:{web.port}/")
    with pytest.raises(FetchFailed, match=r"there is no “none.example”"):
        Client(resolver=_all_over).fetch("http://none.example/")
    assert not web.asked


def test_each_hop_is_checked(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    web.answers["/"] = redirect(f"http://10.0.0.1:{web.port}/secret")
    checked = []

    def is_test_host(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        checked.append(str(address))
        return str(address) == "127.0.0.1"  # this machine stands for a public one

    monkeypatch.setattr("reader.fetching.address_guard.is_public", is_test_host)
    with pytest.raises(FetchFailed, match=r"10.0.0.1.* own machine or network") as refused:
        Client().fetch(web.address("/"))
    assert not refused.value.is_own_host  # another chose it, so nobody is asked to allow it
    assert checked[0] == "127.0.0.1"
    assert len(web.asked) == 1


def test_the_address_that_was_checked_is_the_one_that_is_asked(web: WebServer) -> None:
    """A name that is looked up twice could be another host the second time."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    web.put("/", "here")
    client = Client(is_local_allowed=True, resolver=lambda _host: answers.pop(0))
    assert client.fetch(f"http://rebound.example:{web.port}/").data == b"here"
    assert answers == [["10.0.0.1"]]
    assert web.asked[0].headers["host"] == f"rebound.example:{web.port}"


def test_a_host_of_ones_own_that_is_allowed_is_asked_for_its_own_addresses_alone(
    web: WebServer,
) -> None:
    web.put("/", "here")
    web.answers["/away"] = redirect(web.address("/", "localhost"))
    web.answers["/on"] = redirect("/")
    client = Client(local_hosts={"127.0.0.1"}, resolver=lambda _host: ["127.0.0.1"])
    assert client.fetch(web.address("/on", "127.0.0.1")).data == b"here"
    for address in (web.address("/", "localhost"), web.address("/away", "127.0.0.1")):
        with pytest.raises(FetchFailed, match="own machine or network"):
            client.fetch(address)
    client = Client(local_hosts={"localhost"}, resolver=lambda _host: ["127.0.0.1"])
    with pytest.raises(FetchFailed, match="own machine or network"):  # of another's choosing
        client.fetch(web.address("/away", "127.0.0.1"))


def test_the_next_address_is_tried_when_one_refuses(web: WebServer) -> None:
    web.put("/", "here")
    client = Client(is_local_allowed=True, resolver=lambda _host: ["::1", "127.0.0.1"])
    assert client.fetch(f"http://two.example:{web.port}/").data == b"here"


def test_names_in_other_scripts_are_asked_as_browsers_do(web: WebServer) -> None:
    asked = []

    def resolver(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    web.put("/", "here")
    client = Client(is_local_allowed=True, resolver=resolver)
    for host in ("Straße.example", "例え。テスト", "WWW.Example"):
        client.fetch(f"http://{host}:{web.port}/")
    assert asked == ["xn--strae-oqa.example", "xn--r8jz45g.xn--zckzah", "www.example"]


def test_a_name_that_is_looked_up_for_ever_does_not_keep_a_fetch(web: WebServer) -> None:
    is_over = threading.Event()

    def resolver(_host: str) -> Sequence[str]:
        is_over.wait(10)
        return ["127.0.0.1"]

    client = Client(is_local_allowed=True, limits=Limits(seconds=0.1), resolver=resolver)
    with pytest.raises(FetchFailed, match="did not send it within"):
        client.fetch(web.address("/", "slow.example"))
    is_over.set()
