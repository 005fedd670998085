"""What is an address, and which two are the same page."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.web_addresses import (
    address_key,
    ascii_host,
    is_same_site,
    listed_addresses,
    typed_address,
    web_address,
)
from tests.each import each


@each(
    ("one", "other"),
    [
        ("https://Example.ORG/a", "http://example.org:80/a"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org/a?utm_source=x&b=2&fbclid=y", "https://example.org/a?b=2"),
        ("https://example.org/a?UTM_medium=x&gclid", "https://example.org/a"),
        ("https://example.org/a?mc_cid=1&mc_eid=2&igshid=3", "https://example.org/a"),
        ("https://example.org/a#section-2", "https://example.org/a"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
    ],
)
def test_the_same_page(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@each(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/a/"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://www.example.org/a"),
        ("https://example.org/a", "https://example.org:8080/a"),
        ("https://example.org/?ref=1", "https://example.org/"),
        ("https://example.org/?source=1", "https://example.org/?campaign=1"),
        ("https://example.org/?flag", "https://example.org/?flag="),
        ("https://example.org/?a=1&a=2", "https://example.org/?a=2&a=1"),
        ("https://example.org/?page=1", "https://example.org/?page=2"),
        ("https://example.org/%E4", "https://example.org/%C3%A4"),
        ("https://example.org/a//b", "https://example.org/a/b"),
        (
            "https://web.archive.org/web/1/https://a.org/",
            "https://web.archive.org/web/1/https:/a.org/",
        ),
        ("https://example.org/#/route/1", "https://example.org/#/route/2"),
        ("https://example.org/#!route", "https://example.org/"),
        ("https://example.org/a?next=https://b.org/", "https://b.org/"),
    ],
)
def test_another_page(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@each(
    "text",
    ["", "file:///a", "http://", "http://a:b/", "http://a:0/", "mailto:a@b.c", "http://[::/"],
)
def test_no_address_has_no_key(text: str) -> None:
    assert (web_address(text), address_key(text)) == ("", "")


@given(st.text())
def test_any_text_is_an_address_or_not(text: str) -> None:
    for one in (text, f"http://{text}", f"https://example.org/{text}"):
        address = web_address(one)
        assert address in ("", one.strip())
        assert bool(address_key(one)) >= bool(address)
        typed_address(one)
        listed_addresses(one)


def test_what_a_person_types_may_lack_the_scheme() -> None:
    assert typed_address("feed://example.org/a") == "http://example.org/a"
    assert typed_address(" example.org/a?b ") == "https://example.org/a?b"
    assert typed_address("www.例え.テスト") == "https://www.例え.テスト"
    assert typed_address("http://localhost:8000/a") == "http://localhost:8000/a"
    for near in ("localhost:8000/x", "localhost", "nas:80/feed", "192.168.1.7/a", "[::1]:8000/x"):
        assert typed_address(near) == f"http://{near}"
    for text in (
        "localhost is here",
        "notes.",
        "two words.org",
        "a@b.org",
        "/tmp/a.html",
        "word",
        "1.5",
        "mailto:a@b.c",
    ):
        assert typed_address(text) == ""


def test_a_list_has_nothing_but_addresses() -> None:
    text = "\ufeff# to read\r\nhttps://a.org/1\n\n  http://b.org/2\t\nhttps://a.org/1\n"
    assert listed_addresses(text) == ("https://a.org/1", "http://b.org/2")
    for other in ("", "# nothing", "Read https://a.org/1", "https://a.org/1\nand more words"):
        assert listed_addresses(other) == ()


def test_hosts_and_sites() -> None:
    assert ascii_host("EXAMPLE.org") == "example.org"
    page = "https://www.example.org/a"
    for one in ("https://example.org/i.png", "http://img.example.org/", "https://a.b.example.org/"):
        assert is_same_site(one, page)
    for one in ("https://example.com/", "https://notexample.org/", "https://org/x"):
        assert not is_same_site(one, page)
