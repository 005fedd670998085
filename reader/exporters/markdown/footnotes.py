"""Recognizes the footnotes of a text that was Markdown, to write them as Markdown again."""

import re
from typing import Any, NamedTuple

_CALL = re.compile(r"\[\d{1,4}(?::\d{1,4})?\]")

_BACK = "↩\ufe0e"  # the link from a note to its call


class Notes(NamedTuple):
    """The footnotes at the end of a text."""

    section: Any  # the element that contains them, None if there are none
    rule: Any  # the line above them, which is none of the text, or None
    labels: dict[str, str]  # of each note, by the address that leads to it
    calls: frozenset[str]  # the addresses that lead back


NO_NOTES = Notes(None, None, {}, frozenset())


def notes_of(root: Any) -> Notes:
    """Returns the footnotes of a text, if reading them as Markdown gives the same text again."""
    section = next((one for one in root.iter("section") if _is_last(one)), None)
    if section is None or [one.tag for one in section] != ["ol"]:
        return NO_NOTES
    labels = {f"#{one.get('id')}": str(n) for n, one in enumerate(section[0], 1)}
    links = [one for one in root.iter("a") if one.get("href") in labels]
    calls = frozenset(f"#{one.get('id')}" for one in links)
    back = [one.text for one in root.iter("a") if one.get("href") in calls]
    between = (section.text, section[0].text, *(one.tail for one in section.iter("ol", "li")))
    if (
        list(dict.fromkeys(one.get("href") for one in links)) != list(labels)
        or len(labels) != len(section[0])
        or not all(map(_is_call, links))
        or back != [_BACK] * len(links)
        or any(text and text.strip() for text in between)
    ):
        return NO_NOTES
    before = section.getprevious()
    is_rule = before is not None and before.tag == "hr" and not (before.tail or "").strip()
    return Notes(section, before if is_rule else None, labels, calls)


def _is_call(link: Any) -> bool:
    around = link.getparent()
    is_raised = around.tag == "sup" and len(around) == 1 and not (around.text or link.tail)
    return is_raised and not len(link) and bool(_CALL.fullmatch(link.text or ""))


def _is_last(element: Any) -> bool:
    """Returns whether nothing comes after an element."""
    while (around := element.getparent()) is not None:
        if element.getnext() is not None or (element.tail or "").strip():
            return False
        element = around
    return True
