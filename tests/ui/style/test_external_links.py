"""Only web and mail addresses are opened, and only whole ones."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reader.ui.style.external_links import open_outside, refusal
from tests.each import each

GOOD = (
    "https://example.org/a?b=c#d",
    "http://example.org",
    "HTTPS://EXAMPLE.ORG/%E4",
    "https://例え.jp/道",
    "https://[::1]:8080/x",
    "mailto:ada@example.org?subject=x",
)
BAD = (
    "",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "smb://server/share",
    "ftp://example.org/x",
    "vscode://open",
    "http:/nohost",
    "https://",
    "https:///path",
    "mailto:",
    "mailto:nobody",
    "//example.org/x",
    "example.org",
    "/etc/passwd",
    "x.html",
    "C:\\Windows\\x.exe",
    "https://example.org/a b",
    "https://example.org/\u202egnp.exe",
    "https://example.org/\x00",
    " https://example.org",
    "java\nscript:alert(1)",
)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the desktop."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString())
        return "nobody" not in url.toString()

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


@pytest.mark.parametrize("address", GOOD)
def test_web_and_mail_are_opened(opened: list[str], address: str) -> None:
    assert open_outside(address) == ""
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [
        ("text=in%201926%2D,closed", "text=in%201926,closed"),
        ("text=open-,%2Dended&text=co%2Dop%2d", "text=open-,ended&text=co-op"),
    ],
)
def test_a_passage_is_opened_though_qt_writes_an_escaped_hyphen_as_a_sign(
    monkeypatch: pytest.MonkeyPatch, words: str, passed_on: str
) -> None:
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(bytes(url.toEncoded().data()).decode())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert open_outside(f"https://example.org/a%2D#:~:{words}") == ""
    assert found == [f"https://example.org/a-#:~:{passed_on}"]


@each("address", BAD)
def test_all_else_is_refused_in_one_sentence(opened: list[str], address: str) -> None:
    reason = open_outside(address)
    assert reason.startswith("This link is not opened: ")
    assert reason.endswith(".")
    assert "\n" not in reason
    assert opened == []


def test_a_place_within_the_article_says_so() -> None:
    assert "within the article" in refusal("#part-2")


def test_a_long_address_is_shortened() -> None:
    assert len(refusal("file:///" + "x" * 5000)) < 200


def test_where_no_program_is_set_up(opened: list[str]) -> None:
    assert "nobody.example" in open_outside("https://nobody.example")
