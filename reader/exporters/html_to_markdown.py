"""Converts the HTML of an article to Markdown; imported only when one is exported, as lxml is slow to load."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import parse_fragment
from reader.core.text.html_elements import CONTAINERS, HEADINGS
from reader.exporters.markdown_escaping import (
    escape_line_starts,
    escape_text,
    escape_within,
    escape_words,
)

_CODE = frozenset(("code", "kbd", "samp"))
_SIGNS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_SCHEMES = ("http:", "https:", "mailto:")
_LISTS = ("ul", "ol", "menu")
_HOLDERS = CONTAINERS | {"figcaption", "caption", "summary", "li", "dt", "dd", "tr", "td", "th"}
_BLOCKS = _HOLDERS | HEADINGS.keys() | {*_LISTS, "blockquote", "pre", "hr", "table"}
_SPACE = re.compile(r"[ \t\n\r\f]+")


class _Block(NamedTuple):
    """A piece of Markdown that stands on lines of its own."""

    text: str
    kind: str = ""  # the element it is made of, empty for text that none is around


class _Place(NamedTuple):
    """What is around a piece of text."""

    is_line: bool = False  # where Markdown has room for one line: a heading, a cell
    is_link: bool = False
    signs: frozenset[str] = frozenset()  # of emphasis, which is not begun twice


class Converter:
    """Writes literal text, safe addresses, fences that hold, and pictures by name.

    An element (``el``) is lxml's; its type is not named here, for that library is the core's affair.
    """

    def __init__(self, picture: Callable[[str], str]) -> None:
        self.picture = picture

    def convert(self, html: str) -> str:
        """Returns a fragment of sanitized HTML as Markdown."""
        return _joined(self._blocks(parse_fragment(html)))

    # -- blocks ---------------------------------------------------------------------------------

    def _blocks(self, el: Any) -> list[_Block]:
        """Returns what stands in an element, its own text as paragraphs."""
        found: list[_Block] = []
        children = _children(el)
        line: list[str] = [self._text(el.text, _Place(), children[:1])]
        for number, child in enumerate(children, 1):
            if child.tag in _BLOCKS or _holds_blocks(child):
                found += self._paragraph(line)
                found += self._block(child)
                line = []
            else:
                line.append(self._inline(child, _Place()))
            line.append(self._text(child.tail, _Place(), children[number : number + 1]))
        return found + self._paragraph(line)

    def _block(self, el: Any) -> list[_Block]:
        tag = el.tag
        if tag in HEADINGS:
            words = self._words(el, _Place(is_line=True))
            return [_Block(f"{'#' * int(tag[1])} {words}", tag)] if words else []
        if tag in _LISTS:
            return self._list(el)
        if tag == "blockquote":
            text = _joined(self._blocks(el))
            lines = (f"> {line}" if line else ">" for line in text.split("\n"))
            return [_Block("\n".join(lines), tag)] if text else []
        if tag == "pre":
            return self._pre(el)
        if tag == "hr":
            return [_Block("***", tag)]  # which no program takes for front matter
        if tag == "table":
            return self._table(el)
        found = self._blocks(el)
        if tag in ("dt", "dd"):
            text = _joined(found)
            text = (
                ":   " + text.replace("\n", "\n    ").replace("\n    \n", "\n\n")
                if tag == "dd"
                else text
            )
            return [_Block(text, tag)] if found else []
        return [_Block(one.text, one.kind or tag) for one in found]

    def _paragraph(self, parts: Sequence[str]) -> list[_Block]:
        """Returns a paragraph whose first words begin no list, heading or table."""
        lines = "".join(parts).strip(" \n").split("\n")
        words = escape_line_starts("\n".join(line.lstrip(" ") for line in lines))
        return [_Block(words)] if words else []

    def _list(self, el: Any) -> list[_Block]:
        start = str(el.get("start", ""))
        number = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
        items: list[str] = []
        for child in el:
            text = _joined(self._blocks(child) if child.tag == "li" else self._block(child))
            if text:  # an empty one would become a rule
                bullet = f"{min(number, 999_999_999)}. " if el.tag == "ol" else "- "
                indent = "\n" + " " * len(bullet)
                items.append(bullet + indent.join(text.split("\n")).replace(indent + "\n", "\n\n"))
            number += child.tag == "li"
        return [_Block("\n".join(_trimmed_lines(items)), el.tag)] if items else []

    def _pre(self, el: Any) -> list[_Block]:
        code = next(el.iter("code"), None)
        names = " ".join(one.get("class") or "" for one in (el, code) if one is not None).split()
        language = next((n[9:] for n in names if re.fullmatch(r"language-[\w+#.-]+", n)), "")
        body = _raw(el).strip("\n")
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", body))])
        return [_Block(f"{fence}{language}\n{body}\n{fence}", "pre")] if body.strip() else []

    def _table(self, el: Any) -> list[_Block]:
        captions = [block for one in el.iterchildren("caption") for block in self._block(one)]
        rows = [[one for one in row if one.tag in ("td", "th")] for row in el.iter("tr")]
        cells = [[self._cell(cell) for cell in row] for row in rows if row]
        if not cells:
            return captions
        columns = max(sum(1 + cell.count("\0") for cell in row) for row in cells)
        lines = [
            "|" + "|".join(f" {cell} " for cell in row).replace("\0", " |") + "|" for row in cells
        ]
        first = next(row for row in rows if row)
        if not all(cell.tag == "th" for cell in first):
            lines.insert(0, "|" + "  |" * columns)
        lines.insert(1, "|" + " --- |" * columns)
        return [*captions, _Block("\n".join(lines), "table")]

    def _cell(self, el: Any) -> str:
        """Returns the words of a cell, its bars escaped, with a mark for each further column it spans."""
        span = str(el.get("colspan", ""))
        columns = min(max(int(span), 1), 100) if re.fullmatch(r"[0-9]{1,9}", span) else 1
        words = " ".join(self._words(el, _Place(is_line=True)).split())
        return words.replace("|", r"\|") + "\0" * (columns - 1)

    # -- within a line --------------------------------------------------------------------------

    def _words(self, el: Any, place: _Place) -> str:
        """Returns the words of an element as one line."""
        return self._inside(el, place).strip(" \n")

    def _inside(self, el: Any, place: _Place) -> str:
        children = _children(el)
        parts = [self._text(el.text, place, children[:1])]
        for number, child in enumerate(children, 1):
            following = children[number : number + 1]
            parts += [self._inline(child, place), self._text(child.tail, place, following)]
        return "".join(parts)

    def _text(self, text: str | None, place: _Place, following: Sequence[Any]) -> str:
        """Returns text that contains no markup; a final “!” makes no picture of the link that follows."""
        if not text:
            return ""
        plain = _SPACE.sub(" ", text)
        literal = escape_words(plain).replace("]", r"\]") if place.is_link else escape_within(plain)
        if literal.endswith("!") and _leads_to_link(following):
            return literal[:-1] + r"\!"
        return literal

    def _inline(self, el: Any, place: _Place) -> str:
        tag = el.tag
        if tag == "br":
            return " " if place.is_line or place.is_link else "  \n"
        if tag == "img":
            return self._image(el, place)
        if tag in _CODE:
            return _code(_raw(el))
        if tag == "a":
            return self._link(el, place)
        if tag == "q":
            return f"“{self._inside(el, place)}”"
        if tag in _BLOCKS:
            words = self._words(el, place._replace(is_line=True))
            return f" {words} " if words else ""
        sign = _SIGNS.get(tag, "")
        if not sign or sign in place.signs:
            return self._inside(el, place)
        return _around(self._inside(el, place._replace(signs=place.signs | {sign})), sign, sign)

    def _link(self, el: Any, place: _Place) -> str:
        """Returns a link, if its address is safe to follow."""
        address = str(el.get("href") or "").strip()
        if place.is_link or not address.casefold().startswith(_SCHEMES):
            return self._inside(el, place)
        if _raw(el) == address and re.fullmatch(r"https?://[^\s<>\\]+", address):
            return f"<{address}>"
        inner = self._inside(el, place._replace(is_link=True))
        return _around(inner, "[", f"]({_address(address)})")

    def _image(self, el: Any, place: _Place) -> str:
        """Returns a picture; only its description where Markdown allows no picture."""
        description = escape_text(" ".join(str(el.get("alt") or "").split())).replace("]", r"\]")
        if place.is_line:
            return description
        if el.get("src") == NO_PICTURE:
            return rf"\[{description}\]"
        return f"![{description}]({_address(self.picture(str(el.get('src') or '')))})"


def _joined(blocks: Sequence[_Block]) -> str:
    """Returns blocks one below the other; a list stands right below the text that it belongs to."""
    parts: list[str] = []
    for before, one in zip((None, *blocks), blocks, strict=False):
        if before is not None:
            is_close = (one.kind in _LISTS and not before.kind) or (
                one.kind == "dd" and before.kind in ("dt", "dd")
            )
            parts.append("\n" if is_close else "\n\n")
        parts.append(one.text)
    return "".join(parts)


def _trimmed_lines(items: Sequence[str]) -> Iterator[str]:
    for item in items:
        yield "\n".join(line if line.strip() else "" for line in item.split("\n"))


def _around(inner: str, before: str, after: str) -> str:
    """Returns text with signs around its words, which white space must not part from them."""
    words = inner.strip(" \n")
    if not words:
        return inner
    at = inner.index(words)
    return f"{inner[:at]}{before}{words}{after}{inner[at + len(words) :]}"


def _code(text: str) -> str:
    """Returns code within a line, between more backticks than there are in it."""
    words = _SPACE.sub(" ", text)
    if not words.strip():
        return words
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    space = " " if "`" in (words[0], words[-1]) or words[0] == words[-1] == " " else ""
    return f"{ticks}{space}{words}{space}{ticks}"


def _raw(el: Any) -> str:
    """Returns the text of an element, with line ends for breaks."""
    parts = [el.text or ""]
    for child in el:
        parts += ["\n" if child.tag == "br" else _raw(child), child.tail or ""]
    return "".join(parts)


def _children(el: Any) -> list[Any]:
    """Returns the children of an element; spans of code that touch are one, else they would share backticks."""
    found: list[Any] = []
    for child in el:
        last = found[-1] if found else None
        if child.tag in _CODE and last is not None and last.tag in _CODE and not last.tail:
            last.text = _raw(last) + _raw(child)
            last[:] = []
            last.tail = child.tail
        else:
            found.append(child)
    return found


def _holds_blocks(el: Any) -> bool:
    return len(el) > 0 and next(el.iterdescendants(*_BLOCKS), None) is not None


def _leads_to_link(following: Sequence[Any]) -> bool:
    """Returns whether an element is a link, or begins with one."""
    while following and following[0].tag != "a":
        following = () if following[0].text else following[0][:1]
    return bool(following)


def _address(url: str) -> str:
    """Returns a URL as the destination of a link: nothing in it ends or escapes it."""
    return re.sub(r"[\s()<>\\\"]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)
