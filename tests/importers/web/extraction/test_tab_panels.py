"""What tabs show one at a time is read one below the other, each with its label."""

from reader.importers.web.extraction.tab_panels import open_tab_panels
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import text_of
from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_page

BEFORE = (
    "<p>The ferry left before the fog had lifted, with nine passengers and a crate of lemons.</p>"
)
AFTER = "<p>By noon the harbour office had telephoned twice, and it was about the lemons.</p>"
ONE, TWO = "Ask at the office on the quay.", "Ask the keeper of the lighthouse."
SHOWN = ["Weekdays", ONE, "Sundays", TWO]


def lines(body: str) -> list[str]:
    article = f"<article>{BEFORE}{body}{AFTER}</article>"
    html = read_page(f"<html><head><title>T</title></head><body>{article}</body></html>").html
    text = text_in(html.replace("</p>", "</p>\n").replace("</pre>", "</pre>\n"))
    return [line for line in text.split("\n") if line][1:-1]


def tabs(row: str, one: str = "", two: str = "") -> str:
    panels = f"<div role=tabpanel {one}><p>{ONE}</p></div><div role=tabpanel hidden {two}><p>{TWO}</p></div>"
    return f"<div>{row}{panels}</div>"


@each(
    "body",
    [
        tabs(
            "<div role=tablist><button role=tab id=t1>Weekdays</button><button role=tab id=t2>Sundays</button></div>",
            "aria-labelledby=t1",
            "aria-labelledby=t2 style='display: none; color: red'",
        ),
        tabs(
            "<div role=tablist><a role=tab href='#p2'>Sundays</a><a role=tab href='#p1'>Weekdays</a></div>",
            "id=p1",
            "id=p2 aria-hidden=true",
        ),
        tabs("<ul role=tablist><li role=tab>Weekdays</li><li role=tab>Sundays</li></ul>"),
        (
            "<div><input type=radio id=r1><input type=radio id=r2>"
            "<div><label for=r1>Weekdays</label><label for=r2>Sundays</label></div>"
            f"<div><div><p>{ONE}</p></div><div><p>{TWO}</p></div></div></div>"
        ),
        (
            f"<div><input type=radio id=r1><label for=r1>Weekdays</label><div><p>{ONE}</p></div>"
            f"<input type=radio id=r2><label for=r2>Sundays</label><div><p>{TWO}</p></div></div>"
        ),
    ],
)
def test_each_panel_has_its_label(body: str) -> None:
    assert lines(body) == SHOWN


def test_a_label_that_the_panel_repeats_is_read_once() -> None:
    row = "<div role=tablist><button role=tab>Ask</button><button role=tab>Sundays</button></div>"
    assert lines(tabs(row)) == [ONE, "Sundays", TWO]


def test_a_panel_within_its_tab_stays() -> None:
    panel = f"<div role=tabpanel aria-labelledby=t><p>{ONE}</p></div>"
    assert ONE in lines(f"<div role=tab id=t><p>Weekdays</p>{panel}</div>")


def test_what_a_heading_folds_is_read() -> None:
    heading = "<h3><button aria-expanded=false aria-controls=a>Weekdays</button></h3>"
    assert "".join(lines(f"{heading}<div id=a hidden><p>{ONE}</p></div>")) == f"Weekdays{ONE}"
    menu = "<button aria-expanded=false aria-controls=a>Menu</button>"
    assert ONE not in lines(f"{menu}<div id=a hidden><p>{ONE}</p></div>")


@each("attribute", ["readonly", "disabled", "aria-readonly=true"])
def test_a_text_to_be_copied_is_code(attribute: str) -> None:
    area = f"<p>Write this:</p><textarea {attribute}>\n[core]\n  key = 1</textarea>"
    assert lines(area) == ["Write this:", "[core]", "  key = 1"]


@each("area", ["<textarea>typed\nwords</textarea>", "<textarea readonly>one line</textarea>"])
def test_what_was_typed_stays_out(area: str) -> None:
    assert lines(f"<form>{area}</form>") == []


@each(
    "body",
    [
        "<div><input type=radio id=r>" + "<label for=r>a</label>" * 40_000 + "</div><div></div>",
        "<b role=tab id=t>a</b>" * 40_000 + "<i role=tabpanel aria-labelledby=t>b</i>" * 40_000,
    ],
)
def test_many_tabs_are_looked_at_once(body: str) -> None:
    """Otherwise this would take minutes."""
    root = parse(body)
    open_tab_panels(root)
    assert text_of(root).startswith("a")
