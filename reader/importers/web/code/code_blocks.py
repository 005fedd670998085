"""Normalizes code blocks to one ``<pre>`` each: no line numbers, all lines, with the language."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import BLOCKS, detach, storable, text_content, turn_into

_NUMBERS = re.compile(r"\s*\d{1,6}(?:\s+\d{1,6})*\s*")
_NUMBER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:line-?numbers?|lineno|linenos?|lno|lnos?|ln|ln-n|gutter|rouge-gutter|linenumber|"
    r"line-?num|blob-num|hljs-ln-n|hljs-ln-numbers|lnt|cl-num|line-numbers-rows|code-line-number)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CODE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:highlight\w*|code\w*|source\w*|syntax\w*|hljs\w*|rouge\w*|blob\w*|listing|chroma|"
    r"lntable|crayon\w*|wp_syntax)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|highlight-(?!er\b)|brush:\s*|prettyprint\s+lang-|"
    r"sh_)([A-Za-z][\w+#.-]{0,39})",
)
_BARE_LANGUAGES = names(
    "ada asm awk bash c clojure cmake coffeescript console cpp c++ cs csharp c# css dart diff "
    "dockerfile elixir elm erlang fortran fsharp go graphql groovy haskell html http ini java "
    "javascript js json jsx julia kotlin latex less lisp lua make makefile matlab nim nix objc "
    "objective-c ocaml pascal perl php powershell prolog protobuf python py r racket ruby rb rust "
    "sass scala scheme scss sh shell shell-session sql svelte swift tcl tex toml ts tsx typescript "
    "vb vim vue xml yaml yml zig"
)
_BARE_HOLDERS = names(
    "hljs highlight sourcecode codehilite chroma code src listing syntaxhighlighter"
)
_NO_LANGUAGES = names(
    "none default plain text plaintext nohighlight source code block line numbers linenums auto"
)
_NUMBERED = names("span a div td")
_LINES = names("li div p tr section")


def rewrite_code(root: etree._Element) -> None:
    """Turns tables of numbered code into ``<pre>``, and cleans every ``<pre>``."""
    for table in list(root.iter("table")):
        if table.getparent() is not None and (text := _numbered_table(table)) is not None:
            _make_pre(table, text, _language(table) or _inner_language(table))
    for ordered in list(root.iter("ol")):
        kinds = ordered.get("class") or ""
        is_code = _CODE_CLASS.search(kinds) and ordered.find(".//code") is not None
        is_lines = is_code or "linenums" in kinds.split()
        if is_lines and next(ordered.iterancestors("pre"), None) is None:
            _make_pre(ordered, _code_text(ordered), _language(ordered))
    for pre in list(root.iter("pre")):
        if pre.getparent() is not None:
            _clean(pre)
    for code in root.iter("code"):
        if code.get("class") is not None and next(code.iterancestors("pre"), None) is None:
            _name_language(code, _language(code))


def _clean(pre: etree._Element) -> None:
    if _is_gutter(pre):
        detach(pre)
        return
    _remove_gutters_beside(pre)
    language = _language(pre) or _inner_language(pre)
    for button in list(pre.iter("button")):
        detach(button)
    numbers: list[etree._Element] = []
    walk = etree.iterwalk(pre, events=("start",))
    for _event, element in walk:
        if element is not pre and element.tag in _NUMBERED and _is_number(element):
            numbers.append(element)
            walk.skip_subtree()
    if _are_in_order(" ".join(text_content(one) for one in numbers).split()):
        for number in numbers:
            detach(number)
    if any(element.tag in _LINES for element in pre.iter() if element is not pre) or (
        len(pre.findall("code")) > 1
    ):
        _make_pre(pre, _code_text(pre), language)
    else:
        codes = pre.findall("code")
        _name_language(pre, "" if codes else language)
        for code in codes:
            _name_language(code, language)


def _is_number(element: etree._Element) -> bool:
    """Returns whether an element is named like the number of a line, or of several, and is one."""
    is_named = (
        _is_named_number(element)
        or element.get("data-line-number") is not None
        or element.get("data-linenos") is not None
    )
    if not is_named and "user-select" not in (element.get("style") or ""):
        return False
    text = text_content(element)
    return not text.strip() or bool(_NUMBERS.fullmatch(text))


def _is_named_number(element: etree._Element) -> bool:
    kinds = element.get("class")
    return bool(kinds) and _is_number_class(kinds)


@lru_cache(maxsize=4096)
def _is_number_class(kinds: str) -> bool:
    return _NUMBER_CLASS.search(kinds) is not None


def _are_in_order(numbers: list[str]) -> bool:
    """Returns whether words are the numbers of lines that follow one another."""
    if not all(number.isdecimal() for number in numbers):
        return False
    found = [int(number) for number in numbers]
    return all(after - before in (0, 1) for before, after in pairwise(found))


def _is_gutter(element: etree._Element) -> bool:
    """Returns whether an element contains the numbers of the lines of the ``<pre>`` beside it."""
    numbers = " ".join(map(str, element.itertext())).split()
    if len(numbers) < 2 or not _are_in_order(numbers):
        return False
    around = element.getparent()
    beside = [one for one in ([] if around is None else around) if one is not element]
    return any(one.tag in ("pre", "code") or one.find(".//code") is not None for one in beside)


def _remove_gutters_beside(pre: etree._Element) -> None:
    for beside in (pre.getprevious(), pre.getnext()):
        if beside is not None and _is_named_number(beside) and _is_gutter(beside):
            detach(beside)


def _numbered_table(table: etree._Element) -> str | None:
    """Returns the code of a table that lays code out beside the numbers of its lines."""
    rows = [*table.findall("tr"), *table.findall("*/tr")]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if not cells or not all(len(row) == 2 and _is_number_cell(row[0]) for row in cells):
        return None
    around = table.getparent()
    kinds = f"{table.get('class') or ''} {'' if around is None else around.get('class') or ''}"
    is_code = (
        bool(_CODE_CLASS.search(kinds))
        or next(table.iterancestors("pre", "code"), None) is not None
    )
    if not is_code and not all(_holds_code(row[1]) for row in cells):
        return None
    lines = [_code_text(row[1]) for row in cells]
    return "\n".join(lines)


def _holds_code(cell: etree._Element) -> bool:
    return cell.find(".//pre") is not None or bool(_CODE_CLASS.search(cell.get("class") or ""))


def _is_number_cell(cell: etree._Element) -> bool:
    text = text_content(cell)
    if _NUMBERS.fullmatch(text):
        return True
    if not text.strip() and cell.get("data-line-number") is not None:
        return True
    letters = sum(character.isalpha() for character in text)
    return letters <= len(text) / 2 and _is_named_number(cell)


def _code_text(element: etree._Element) -> str:
    """Returns the text of code, a line for each element that the page shows as a line."""
    parts: list[str] = []
    for text in _pieces(element):
        if text == "":
            if parts and not parts[-1].endswith("\n"):
                parts.append("\n")
        else:
            parts.append(text)
    return "".join(parts).strip("\r\n")


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yields the texts inside an element, and an empty one where a line begins or ends."""
    is_pre = element.tag == "pre" or element.find(".//pre") is not None
    codes = element.findall("code") if element.tag == "pre" else []
    code_lines = frozenset(codes if len(codes) > 1 else ())
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        is_line = node is not element and (node.tag in _LINES or node in code_lines)
        if event == "start":
            if node is not element and (node.tag == "button" or _is_number(node)):
                walk.skip_subtree()
                continue
            if node.tag == "br":
                yield "\n"
                continue
            if is_line:
                yield ""
            holder: etree._Element | None = node
            text = node.text
        else:
            if is_line:
                if not len(node) and not node.text:
                    yield "\n"
                yield ""
            holder = node.getparent()
            text = node.tail if node is not element else None
        if not text or holder is None:
            continue
        if text.strip() or not _parts_lines(holder, code_lines, is_pre=is_pre):
            yield text


def _parts_lines(
    holder: etree._Element, code_lines: frozenset[etree._Element], *, is_pre: bool
) -> bool:
    """Returns whether white space in an element is between lines, not in one."""
    if holder.tag in ("ol", "ul", "table", "tbody", "tr") or (code_lines and holder.tag == "pre"):
        return True
    if is_pre and holder.tag not in BLOCKS:
        return False
    return any(child.tag in _LINES for child in holder)


def _language(element: etree._Element) -> str:
    """Returns the language of code as the element or what is close around it names it."""
    found: etree._Element | None = element
    for _level in range(4):
        if found is None or found.tag in ("article", "main", "body"):
            return ""
        if said := _own_language(found):
            return said
        found = found.getparent()
    return ""


def _own_language(element: etree._Element) -> str:
    for name in ("data-lang", "data-language", "data-code-language"):
        if (said := element.get(name)) and re.fullmatch(r"[A-Za-z][\w+#.-]{0,39}", said):
            return said.lower()
    return _language_in_class(element.get("class") or "")


@lru_cache(maxsize=4096)
def _language_in_class(kinds: str) -> str:
    match = _LANGUAGE.search(kinds)
    if match and match[1].lower() not in _NO_LANGUAGES:
        return match[1].lower()
    tokens = kinds.lower().split()
    if not _BARE_HOLDERS.isdisjoint(tokens):
        return next((token for token in tokens if token in _BARE_LANGUAGES), "")
    return ""


def _inner_language(element: etree._Element) -> str:
    code = next(element.iter("code"), None)
    return "" if code is None or code is element else _own_language(code)


def _name_language(element: etree._Element, language: str) -> None:
    element.attrib.pop("class", "")
    if language:
        element.set("class", f"language-{language}")


def _make_pre(element: etree._Element, text: str, language: str) -> None:
    """Turns an element into code; into its text alone if it is in a ``<pre>`` already."""
    name = element.get("id")
    if next(element.iterancestors("pre"), None) is not None:
        turn_into(element, "span", text)
    else:
        turn_into(element, "pre")
        code = etree.SubElement(element, "code")
        code.text = storable(text)
        _name_language(code, language)
    if name:
        element.set("id", storable(name))
