"""Replaces each formula of a page by one text: TeX where it is known.

MathML; KaTeX and MathJax, which show a formula twice or more; images of formulas, such as
Wikipedia's, whose description is their TeX.
"""

import re

from lxml import etree

from reader.importers.text_cleaning import names, one_line
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import detach, storable, turn_into
from reader.importers.web.normalization.mathml_text import mathml_text

_STYLE = re.compile(r"\{\\+(?:display|text|script)style\s+(.*)\}\s*", re.DOTALL)
_WRAPPERS = names(
    "katex katex-display mwe-math-element mathjax_display mathjax mathjax_chtml mathjax_svg"
)
_RENDERED = names(
    "mathjax_preview mathjax mathjax_display mathjax_chtml mathjax_svg mathjax_svg_display "
    "mjx-chtml mathjax_mathml katex-html"
)
_PICTURES = re.compile(
    r"(?:^|[\s_-])(?:tex|latex|math|mwe-math\S*|ql-img\S*|katex|equation|formula)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEX = re.compile(r"[\\^_{}=+<>]|^[A-Za-z0-9]$|^[A-Za-z]\([A-Za-z]\)$")
_TEX_NOTES = ("application/x-tex", "tex", "latex", "application/x-latex", "text/x-tex")


def rewrite_formulas(root: etree._Element) -> None:
    """Leaves of each formula one ``<code>`` element."""
    for script in list(root.iter("script")):
        kind = (script.get("type") or "").lower()
        if kind.startswith("math/"):
            _replace_script(script, kind)
    for formula in list(root.iter("math", "m:math", "mml:math")):  # of HTML, and of XHTML
        _replace(_outermost(formula), formula_text(formula))
    for container in list(root.iter("mjx-container")):
        said = container.get("data-latex") or container.get("aria-label") or ""
        _replace(container, said) if said else detach(container)
    for rendered in _rendered(root):
        if rendered.getparent() is not None and rendered.find(".//code") is None:
            _remove_rendered(rendered)
    for image in list(root.iter("img")):
        said = one_line(image.get("alt") or "")
        is_named = bool(_PICTURES.search(image.get("class") or "")) or "/math/" in (
            image.get("src") or ""
        )
        if is_named and said and _TEX.search(said):
            _replace(image, _plain_tex(said))


def formula_text(formula: etree._Element) -> str:
    """Returns the text of a ``<math>`` element: its TeX if it has it, else what it shows."""
    for note in formula.iter("annotation", "m:annotation", "mml:annotation"):
        if (note.get("encoding") or "").lower() in _TEX_NOTES and (note.text or "").strip():
            return _plain_tex(note.text or "")
    said = formula.get("alttext") or formula.get("data-latex") or ""
    return _plain_tex(said) if said.strip() else mathml_text(formula)


def _plain_tex(text: str) -> str:
    """Returns TeX without what only says how large it is set, and without signs around it."""
    text = one_line(text)
    for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        if text.startswith(opening) and text.endswith(closing) and len(text) > 2 * len(opening):
            text = text[len(opening) : -len(closing)].strip()
    match = _STYLE.fullmatch(text)
    return match[1].strip() if match and _is_balanced(match[1]) else text


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def _outermost(formula: etree._Element) -> etree._Element:
    """Returns the element that shows a formula: itself, or what KaTeX or the like wrapped it in."""
    found = formula
    for around in formula.iterancestors():
        kinds = set((around.get("class") or "").lower().split())
        if around.tag == "mjx-container" or not kinds.isdisjoint(_WRAPPERS):
            found = around
        elif around.tag not in ("span", "mjx-assistive-mml", "nobr"):
            break
    return found


def _replace_script(script: etree._Element, kind: str) -> None:
    """Replaces MathJax's source of a formula; what it rendered of it is before it."""
    text = script.text or ""
    if "mml" in kind:
        formula = next(parse(f"<html><body>{text}").iter("math"), None)
        text = "" if formula is None else formula_text(formula)
    else:
        text = re.sub(r"^\s*(?:%\s*)?<!\[CDATA\[|(?:%\s*)?\]\]>\s*$", "", text)
    before = script.getprevious()
    while before is not None and not (before.tail or "").strip():
        kinds = set((before.get("class") or "").lower().split())
        rendered, before = before, before.getprevious()
        if kinds.isdisjoint(_RENDERED):
            break
        detach(rendered)
    _replace(script, _plain_tex(text))


def _rendered(root: etree._Element) -> list[etree._Element]:
    return [
        element
        for element in root.iter("span", "div")
        if not _RENDERED.isdisjoint((element.get("class") or "").lower().split())
    ]


def _remove_rendered(rendered: etree._Element) -> None:
    """Removes what a formula was rendered to, if the formula itself is beside it."""
    for beside in (rendered.getprevious(), rendered.getnext()):
        if beside is not None and (beside.tag == "code" or beside.find(".//code") is not None):
            detach(rendered)
            return


def _replace(element: etree._Element, text: str) -> None:
    """Turns an element into code with a text; what follows it stays."""
    text = storable(one_line(text))
    if element.getparent() is None:
        return
    if not text:
        detach(element)
        return
    turn_into(element, "code", text)
