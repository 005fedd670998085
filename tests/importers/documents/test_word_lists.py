"""Lists that Word writes as paragraphs with a mark are lists."""

from collections.abc import Callable

from tests.each import each
from tests.importers.sources import read_page

GAP = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"


def item(words: str, mark: str = "·", level: int = 1) -> str:
    """An item as Word writes it into a page."""
    style = f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    mark = (
        f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}{GAP}</span></span>"
    )
    return f"<p class=MsoListParagraph style='{style}'><![if !supportLists]>{mark}<![endif]>{words}</p>\n"


def filtered(words: str, mark: str = "·", level: int = 1) -> str:
    """An item as Word writes it into a filtered page."""
    style = f"margin-left:{level * 36}.0pt;text-indent:-18.0pt"
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='{style}'><span>{mark}{GAP}</span>{words}</p>\n"
    )


def read(body: str) -> str:
    html = read_page(f"<html><head><title>T</title></head><body>{body}</body></html>").html
    return html.replace("\n", "")


@each("write", [item, filtered])
def test_bullets_and_levels(write: Callable[..., str]) -> None:
    body = write("a") + write("b", "o", 2) + write("c", "§", 3) + write("d", "o", 2) + write("e")
    inner = "<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul>"
    assert read(body) == f"<ul><li>a{inner}</li><li>e</li></ul>"


def test_numbers_go_on_behind_a_paragraph() -> None:
    body = item("a", "1.") + item("<b>b</b>", "2)") + "<p>Words.</p>" + item("c", "3.")
    expected = '<ol><li>a</li><li><b>b</b></li></ol><p>Words.</p><ol start="3"><li>c</li></ol>'
    assert read(body) == expected


def test_numbers_among_bullets_are_lists_of_their_own() -> None:
    body = item("a") + item("b", "1.", 2) + item("c", "o", 2) + item("d", "1.")
    inner = "<ol><li>b</li></ol><ul><li>c</li></ul>"
    assert read(body) == f"<ul><li>a{inner}</li></ul><ol><li>d</li></ol>"


@each("mark", ["1.1.", "a)", "Note", ""])
def test_a_mark_that_is_no_bullet_and_no_number_stays(mark: str) -> None:
    assert read(item("word", mark)).startswith("<p>")
    assert mark in read(item("word", mark))
