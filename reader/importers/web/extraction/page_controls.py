"""Recognizes the controls of a page: what is to be pressed or filled in, and what opens only then."""

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.titles import is_same
from reader.importers.web.extraction.element_evidence import is_hidden
from reader.importers.web.extraction.left_out_reasons import FORM, HIDDEN
from reader.importers.web.extraction.measures import RUNNING, SILENT, Measures

CONTROLS = names("button select textarea")
_CLOSES_DIALOG = ("data-dismiss", "data-bs-dismiss")
_BODIES = ("article", "main", "td")
_POLL = 100  # characters of running text of the answers
_BOX = 300  # characters of running text around a form


def unread(measures: Measures, title: str) -> list[int]:
    """Returns what may be on no page the user reads, in order.

    title: of the article; the dialog that has it as a heading is the page that was opened.
    """
    found = {*measures.tagged(*CONTROLS, "dialog"), *measures.with_attribute("hidden", "style")}
    for button in measures.with_attribute(*_CLOSES_DIALOG):
        found.update(up for up in measures.ancestors(button) if _is_dialog(measures.elements[up]))
    for heading in measures.tagged("h1", "h2"):
        if is_same(measures.text(heading), title):
            around = measures.ancestors(heading)
            found.difference_update(up for up in around if _is_dialog(measures.elements[up]))
    return sorted(found - {0})


def reason_unread(measures: Measures, number: int) -> str:
    """Returns why an element is on no page the user reads, or empty."""
    element = measures.elements[number]
    if element.tag == "textarea":
        return FORM
    if element.tag in SILENT:
        return ""
    if is_hidden(element) or _is_dialog(element):
        return HIDDEN
    return reason_control(measures, number)


def reason_control(measures: Measures, number: int) -> str:
    """Returns why an element is something to press, or empty."""
    return FORM if measures.elements[number].tag in CONTROLS else ""


def _is_dialog(element: etree._Element) -> bool:
    """Returns whether an element is named as a dialog that a page opens, and a button closes."""
    return "modal" in (element.get("class") or "").split()


def form_boxes(measures: Measures, title: str) -> list[int]:
    """Returns the elements that contain a form and a few words about it, such as an offer of news."""
    running, link_share = measures.sums[RUNNING], measures.link_share
    found = []
    for number in measures.tagged("form"):
        box = number
        is_asked = is_poll(measures, number)
        if not (measures.has_fields(number) or is_asked):
            continue
        most = 0 if is_asked else min(_BOX, running[0] * 0.2)
        if next(measures.elements[number].iterfind(".//input[@type='email']"), None) is not None:
            most = _BOX  # an offer of news, whatever else the page says
        if running[number] > _BOX:
            continue  # a form around the page
        while (up := measures.parent[box]) and running[up] - running[number] <= most:
            if measures.elements[up].tag in _BODIES or _has_title(measures, up, title):
                break
            box = up
        if is_asked or (running[box] > running[number] and link_share(box) < 0.3):
            found.append(box)
    return found


def _has_title(measures: Measures, number: int, title: str) -> bool:
    """Returns whether an element contains the heading of a page."""
    headings = (n for n in measures.tagged("h2") if number < n < measures.end[number])
    return has_first_heading(measures, number) or any(
        is_same(measures.text(one), title) for one in headings
    )


def has_first_heading(measures: Measures, number: int) -> bool:
    """Returns whether an element contains a heading of the first level."""
    return next(measures.elements[number].iter("h1"), None) is not None


def is_poll(measures: Measures, number: int) -> bool:
    """Returns whether an element offers answers of which one can be chosen, and little else."""
    inputs = measures.elements[number].iter("input")
    choices = sum(1 for one in inputs if (one.get("type") or "").lower() == "radio")
    return choices > 1 and measures.sums[RUNNING][number] < _POLL
