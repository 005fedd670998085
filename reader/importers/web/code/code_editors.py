"""Replaces code editors in a page, and read-only text areas, by code blocks."""

import re
from itertools import groupby
from typing import cast

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import storable, text_content, turn_into

# Of CodeMirror 6 and 5, Ace and Monaco.
_EDITORS = names("cm-editor CodeMirror ace_editor monaco-editor")
_LINES = names("cm-line CodeMirror-line ace_line view-line")
_NOT_TYPED = ("readonly", "disabled", "aria-readonly")
_TOP = re.compile(r"(?:^|[\s;])top:\s*(\d{1,7})")
_FIND_LINES = etree.XPath(
    "//*["
    + " or ".join(f"contains(concat(' ', @class, ' '), ' {one} ')" for one in sorted(_LINES))
    + "]"
)


def rewrite_editors(root: etree._Element, html: str) -> None:
    """Turns each editor into a ``<pre>`` of its lines, without their numbers.

    Read-only text areas of several lines are converted too. html: the page's source, in which it
    is seen fast that there is none.
    """
    for area in list(root.iter("textarea")):
        text = text_content(area).strip("\n")
        if "\n" in text and any(area.get(name, "false") != "false" for name in _NOT_TYPED):
            turn_into(area, "pre", text)
    if not any(line in html for line in _LINES):
        return
    lines = cast("list[etree._Element]", _FIND_LINES(root))
    for editor, inside in groupby(lines, _editor_around):
        if editor is not None:
            _write_as_pre(editor, list(inside))


def _editor_around(line: etree._Element) -> etree._Element | None:
    """Returns the editor that a line is in."""
    for element in line.iterancestors():
        if not _EDITORS.isdisjoint((element.get("class") or "").split()):
            return element
    return None


def _write_as_pre(editor: etree._Element, lines: list[etree._Element]) -> None:
    lines.sort(key=_top)  # an editor may write the lines in another order than it shows them
    text = "\n".join(text_content(line).rstrip("\n") for line in lines)
    language = next((said for one in editor.iter() if (said := one.get("data-language"))), "")
    turn_into(editor, "pre")
    code = etree.SubElement(editor, "code")
    code.text = storable(text.replace("\xa0", " ").replace("\u200b", ""))
    if language:
        code.set("data-language", storable(language))


def _top(line: etree._Element) -> int:
    """Returns how far down a line is shown, if its style says so."""
    match = _TOP.search(line.get("style") or "")
    return int(match[1]) if match else 0
