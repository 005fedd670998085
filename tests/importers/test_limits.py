"""What is too large is refused at once; what is large is read in seconds."""

import time

import pytest

from reader.core.errors import ImportFailed
from reader.importers import limits, read
from tests.importers.sources import text_source

SENTENCE = "The committee met again on Tuesday and, after a long debate, decided nothing about the bridge. "


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("large.txt", SENTENCE * 4 + "\n\n"),
        ("large.txt", SENTENCE),
        ("large.txt", "word\n" * 50 + "\n"),
        ("large.md", f"## Head\n\n{SENTENCE * 6}\n\n"),
        ("large.html", f"<p>{SENTENCE * 4}</p>"),
        ("one-word.txt", "a"),
    ],
)
def test_two_megabytes_are_read_in_seconds(name: str, unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    started = time.process_time()
    draft = read(text_source(text, name, ""))
    assert time.process_time() - started < 20
    assert len(draft.html) > 1_000_000


@pytest.mark.parametrize("name", ["large.txt", "large.md", "large.bin"])
def test_fifty_megabytes_of_text_are_refused_quickly(name: str) -> None:
    data = SENTENCE.encode() * (50_000_000 // len(SENTENCE))
    started = time.process_time()
    with pytest.raises(ImportFailed, match=r"“large.*” is too long"):
        read(text_source(data, name, ""))
    assert time.process_time() - started < 2


def test_more_than_fifty_megabytes_are_refused_whatever_they_are() -> None:
    with pytest.raises(ImportFailed, match="larger than 50 MB"):
        read(text_source(b"<p>x" * (limits.FILE_BYTES // 4 + 1), "x.html", "text/html"))


def test_too_many_lines() -> None:
    with pytest.raises(ImportFailed, match="too many lines"):
        read(text_source("a\n" * (limits.LINES + 1), "x.txt"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "html",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x",
        "<p>x" + "<!--" * 100_000,
        "<article><p>abc" * 1500,
        "<ul><li>" * 3000 + "x",
        "<i><p>x" * 1000,
        "<a href=https://x.example>" * 10_000 + "x",
        "<table>" + "<tr><td>1" * 50_000,
        "<table><tr><td>" * 500 + "x",
        "<p>x" + "<" * 300_000,
        "<p>x" + "<a" * 300_000,
        "<p>x" + "&" * 300_000,
        "<font><b><i>" * 5000 + "x",
        "x<br>" * 50_000,
        "<div><a href=https://x.example>x</a></div>" * 10_000,
        "<span title='" + "t" * 1_000_000 + "'>x</span>",
    ],
    ids=lambda html: str(html[:24]),
)
def test_pages_made_to_keep_a_parser_busy(html: str) -> None:
    started = time.process_time()
    try:
        draft = read(text_source(html, "x.html", "text/html"))
    except ImportFailed as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017
    else:
        assert "x" in draft.html or "1" in draft.html or "abc" in draft.html
    assert time.process_time() - started < 20
