"""What is too large is refused unread; what is large is read with work in proportion."""

import pytest

from reader.core.errors import ImportFailed
from reader.importers import limits, read
from tests.each import each
from tests.importers.sources import text_source
from tests.work import calls_of, grows_with_its_input

SENTENCE = "The committee met again on Tuesday and, after a long debate, decided nothing about the bridge. "


@each(
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
def test_twice_as_much_is_twice_the_work(name: str, unit: str) -> None:
    def act(text: str) -> None:
        assert len(read(text_source(text, name, "")).html) > len(text) // 2

    assert grows_with_its_input(act, unit, 10_000 // len(unit))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("large.txt", SENTENCE * 10_000),
        ("large.html", f"<p>{SENTENCE * 4}</p>" * 2_500),
        ("one-word.txt", "a" * 1_000_000),
    ],
)
def test_a_megabyte_is_read(name: str, text: str) -> None:
    assert len(read(text_source(text, name, "")).html) > 900_000


@pytest.mark.parametrize("name", ["large.txt", "large.md", "large.bin"])
def test_fifty_megabytes_of_text_are_refused_unread(name: str) -> None:
    source = text_source(SENTENCE.encode() * (50_000_000 // len(SENTENCE)), name, "")

    def act() -> None:
        with pytest.raises(ImportFailed, match=r"“large.*” is too long"):
            read(source)

    act()  # what is imported at the first use does not count
    assert calls_of(act, most=1000)


def test_more_than_fifty_megabytes_are_refused_whatever_they_are() -> None:
    with pytest.raises(ImportFailed, match="larger than 50 MB"):
        read(text_source(b"<p>x" * (limits.FILE_BYTES // 4 + 1), "x.html", "text/html"))


def test_too_many_lines() -> None:
    with pytest.raises(ImportFailed, match="too many lines"):
        read(text_source("a\n" * (limits.LINES + 1), "x.txt"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("start", "unit", "count", "end"),
    [
        ("<p>x", "<!--", 50_000, ""),
        ("", "<article><p>abc", 1000, ""),
        ("", "<ul><li>", 1500, "x"),
        ("", "<i><p>x", 1000, ""),
        ("", "<a href=https://x.example>", 1200, "x"),
        ("<table>", "<tr><td>1", 2_000, ""),
        ("", "<table><tr><td>", 500, "x"),
        ("<p>x", "<", 60_000, ""),
        ("<p>x", "<a", 60_000, ""),
        ("<p>x", "&", 60_000, ""),
        ("", "<font><b><i>", 2500, "x"),
        ("", "x<br>", 4_000, ""),
        ("", "<div><a href=https://x.example>x</a></div>", 1200, ""),
        ("<span title='", "t", 500_000, "'>x</span>"),
    ],
)
def test_pages_made_to_keep_a_parser_busy(start: str, unit: str, count: int, end: str) -> None:
    def act(text: str) -> None:
        try:
            draft = read(text_source(f"{start}{text}{end}", "x.html", "text/html"))
        except ImportFailed as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017
        else:
            assert "x" in draft.html or "1" in draft.html or "abc" in draft.html

    act(unit * count)
    assert grows_with_its_input(act, unit, count // 20)


def test_a_tag_with_too_many_attributes_is_refused() -> None:
    names = " ".join(f"a{n}=1" for n in range(60_000))
    with pytest.raises(
        ImportFailed,
        match=r"“x.html” was not read: the page has an element with too many attributes.",
    ):
        read(text_source(f"<p {names}>x", "x.html", "text/html"))
