"""Converts the HTML of an article to Markdown; imported only when one is exported, as lxml is slow to load."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import parse_fragment
from reader.core.text.heading_names import heading_name, heading_names
from reader.core.text.html_elements import CONTAINERS, HEADINGS
from reader.core.text.markup.table_grid import place_cells, table_rows
from reader.exporters.markdown.emphasis import code, emphasis, set_emphasis, whole
from reader.exporters.markdown.footnotes import NO_NOTES, notes_of
from reader.exporters.markdown_escaping import (
    escape_line_starts,
    escape_text,
    escape_within,
    escape_words,
)

_CODE = frozenset(("code", "kbd", "samp"))
# What Markdown has no sign for, but leaves to HTML: without them 10 to the 6th would be 106.
_TAGS = ("mark", "sub", "sup")
_SIGNS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_SCHEMES = ("http:", "https:", "mailto:")
_LISTS = ("ul", "ol", "menu")
_BULLETS = dict.fromkeys(("ul", "menu", "dd"), "bullets")  # what is written as a list of bullets
_HOLDERS = CONTAINERS | {"figcaption", "caption", "summary", "li", "dt", "dd", "tr", "td", "th"}
_BLOCKS = _HOLDERS | HEADINGS.keys() | {*_LISTS, "blockquote", "pre", "hr", "table"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BOX = re.compile(r"([☑☐]) +(?=\S)")  # what a task of a list begins with
_DEFINITION = re.compile(r"^(\[\^\d+\]):", re.MULTILINE)


class _Block(NamedTuple):
    """A piece of Markdown that is on lines of its own."""

    text: str
    kind: str = ""  # the element it is made of, empty for text that none is around
    other: str = ""  # of a list: the same with other bullets, which part it from one right above


class _Place(NamedTuple):
    """What is around a piece of text."""

    is_line: bool = False  # where Markdown has room for one line: a heading, a cell
    is_link: bool = False
    signs: frozenset[str] = frozenset()  # of emphasis, which is not begun twice
    around: tuple[tuple[str, str], ...] = ()  # what each line of words is put between


class Converter:
    """Writes literal text, safe addresses, fences long enough, and images by name.

    An element (``el``) is lxml's; its type is not named here, for that library is the core's affair.
    """

    def __init__(self, picture: Callable[[str], str], title: str) -> None:
        self.picture, self._title = picture, title
        self._notes = NO_NOTES
        self._names: dict[str, str] = {}  # of places that links lead to: those of their headings

    def convert(self, html: str) -> str:
        """Returns a fragment of sanitized HTML as Markdown."""
        root = parse_fragment(html)
        self._notes = notes_of(root)
        self._names = _heading_names(root, self._title) if 'href="#' in html else {}
        return _joined(self._blocks(root, _Place()))

    # -- blocks ---------------------------------------------------------------------------------

    def _blocks(self, el: Any, place: _Place) -> list[_Block]:
        """Returns what is in an element, its own text as paragraphs."""
        found: list[_Block] = []
        children = list(el)
        line: list[str] = [self._text(el.text, place, children[:1])]
        for number, child in enumerate(children, 1):
            if child.tag in _BLOCKS or _holds_blocks(child):
                found += self._paragraph(line, place)
                found += self._block(child, place)
                line = []
            else:
                line.append(self._inline(child, place))
            line.append(self._text(child.tail, place, children[number : number + 1]))
        return found + self._paragraph(line, place)

    def _block(self, el: Any, place: _Place) -> list[_Block]:
        tag = el.tag
        if el is self._notes.section:
            return [self._footnote(one, place) for one in el[0]]
        if el is self._notes.rule:
            return []
        if tag in HEADINGS:
            words = self._line(el, place)
            return [_Block(f"{'#' * int(tag[1])} {words}", tag)] if words else []
        if tag in _LISTS:
            return self._list(el, place)
        if tag == "blockquote":
            text = _joined(self._blocks(el, place))
            lines = (f"> {line}" if line else ">" for line in text.split("\n"))
            return [_Block("\n".join(lines), tag)] if text else []
        if tag == "pre":
            return self._pre(el, place)
        if tag == "hr":
            return [_Block("***", tag)]  # which no program takes for front matter
        if tag == "table":
            return self._table(el, place)
        found = self._blocks(el, self._within(el, place))
        if tag in ("dt", "dd"):
            return _part_of_definition(_joined(found), tag)
        return [_Block(one.text, one.kind or tag) for one in found]

    def _paragraph(self, parts: Sequence[str], place: _Place) -> list[_Block]:
        """Returns a paragraph whose first words begin no list, heading or table."""
        text = "".join(parts)
        if not text.strip(" \n"):  # as between two blocks: half of all there are
            return []
        words = _finished(text, place)
        if "\n" in words:
            words = "\n".join(line.lstrip(" ") for line in words.split("\n"))
        words = escape_line_starts(words)
        if "]:" in words:
            words = _DEFINITION.sub(r"\1\\:", words)
        return [_Block(words)] if words else []

    def _list(self, el: Any, place: _Place) -> list[_Block]:
        number = _number(el, "start", 1)
        items: list[tuple[str, str, str]] = []
        signs = (".", ")")

        def add(text: str) -> None:
            if text:  # an empty one would become a rule
                if box := _BOX.match(text):
                    text = ("[x] " if box[1] == "☑" else "[ ] ") + text[box.end() :]
                shown = min(number, 999_999_999)
                numbers = (f"{shown}{signs[0]} ", f"{shown}{signs[1]} ")
                bullets = numbers if el.tag == "ol" else ("- ", "+ ")
                items.append((*bullets, _trimmed_lines(text, " " * len(bullets[0]))))

        add(self._loose(el.text, place))
        for child in el:
            is_item = child.tag == "li"
            if is_item and (given := _number(child, "value", number)) != number:
                # Only the first number of a list is read, and another sign begins another list.
                number, signs = given, signs[::-1] if items else signs
            add(_joined(self._blocks(child, place) if is_item else self._block(child, place)))
            number += is_item
            add(self._loose(child.tail, place))
        texts = ("\n".join(item[n] + item[2] for item in items) for n in (0, 1))
        return [_Block(next(texts), el.tag, next(texts))] if items else []

    def _footnote(self, el: Any, place: _Place) -> _Block:
        text = _trimmed_lines(_joined(self._blocks(el, place)), " " * 4)
        return _Block(f"[^{self._notes.labels['#' + el.get('id')]}]: {text}", "section")

    def _loose(self, text: str | None, place: _Place) -> str:
        """Returns text that is in a list, but in none of its items."""
        return _joined(self._paragraph((self._text(text, place, ()),), place))

    def _pre(self, el: Any, place: _Place) -> list[_Block]:
        code = next(el.iter("code"), None)
        names = " ".join(one.get("class") or "" for one in (el, code) if one is not None).split()
        language = next((n[9:] for n in names if re.fullmatch(r"language-[\w+#.-]+", n)), "")
        body = _raw(el).strip("\n")
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall(r"`{3,}", body))])
        lines = [_Block(f"{fence}{language}\n{body}\n{fence}", "pre")] if body.strip() else []
        return lines + self._paragraph(self._pictures(el), place)

    def _table(self, el: Any, place: _Place) -> list[_Block]:
        captions = [b for one in el.iterchildren("caption") for b in self._block(one, place)]
        rows = [[one for one in row if one.tag in ("td", "th")] for row in table_rows(el)]
        rows = [row for row in rows if row]
        if not rows:
            return captions
        placed, columns = place_cells(rows)
        cells: list[list[str]] = [[] for _row in rows]  # empty ones where others span
        for cell, row, column, high, wide in placed:
            for line in cells[row : row + high]:
                line += [""] * (column + wide - len(line))
            cells[row][column] = self._cell(cell, place)
        cells[0] += [""] * (columns - len(cells[0]))  # else it is read as no table
        lines = [
            "|" + "|".join(f" {cell} " if cell else " " for cell in row) + "|" for row in cells
        ]
        if not all(cell.tag == "th" for cell in rows[0]):
            lines.insert(0, "|" + "  |" * columns)
        lines.insert(1, "|" + " --- |" * columns)
        return [*captions, _Block("\n".join(lines), "table")]

    def _cell(self, el: Any, place: _Place) -> str:
        """Returns the words of a cell, its bars escaped."""
        return " ".join(self._line(el, place).split()).replace("|", r"\|")

    # -- within a line --------------------------------------------------------------------------

    def _line(self, el: Any, place: _Place) -> str:
        """Returns the words of an element as a line of its own."""
        return _finished(self._inside(el, place._replace(is_line=True)), place)

    def _within(self, el: Any, place: _Place) -> _Place:
        """Returns what is around the text of an element, be it emphasis or a link."""
        sign = _SIGNS.get(el.tag, "")
        if sign and sign not in place.signs:
            around = (emphasis(sign), *place.around)
            return place._replace(signs=place.signs | {sign}, around=around)
        address = self._target(el)
        if address and not place.is_link:
            around = (_link_ends(address), *place.around)
            return place._replace(is_link=True, around=around)
        return place

    def _inside(self, el: Any, place: _Place) -> str:
        children = list(el)
        parts = [self._text(el.text, place, children[:1])]
        for number, child in enumerate(children, 1):
            following = children[number : number + 1]
            parts += [self._inline(child, place), self._text(child.tail, place, following)]
        return "".join(parts)

    def _text(self, text: str | None, place: _Place, following: Sequence[Any]) -> str:
        """Returns text that contains no markup; a final “!” makes no image of the link that follows."""
        if not text:
            return ""
        plain = _with_single_spaces(text)
        literal = escape_words(plain).replace("]", r"\]") if place.is_link else escape_within(plain)
        if literal.endswith("!") and _leads_to_link(following):
            return literal[:-1] + r"\!"
        return literal

    def _inline(self, el: Any, place: _Place) -> str:
        tag = el.tag
        if tag == "br":
            return " " if place.is_line or place.is_link else "  \n"
        if tag == "img":
            return self._image(el)
        if tag in _CODE:
            return code(_with_single_spaces(_raw(el))) + "".join(self._pictures(el))
        if tag == "a":
            return self._link(el, place)
        if tag == "sup" and len(el) and (label := self._notes.labels.get(el[0].get("href", ""))):
            return whole(f"[^{label}]")
        if tag in _TAGS:
            return _around(self._inside(el, place), whole(f"<{tag}>"), whole(f"</{tag}>"))
        if tag == "q":
            return f"“{self._inside(el, place)}”"
        if tag in _BLOCKS:
            words = self._inside(el, place._replace(is_line=True)).strip(" \n")
            return f" {words} " if words else ""
        sign = _SIGNS.get(tag, "")
        if not sign or sign in place.signs:
            return self._inside(el, place)
        return _around(
            self._inside(el, place._replace(signs=place.signs | {sign})), *emphasis(sign)
        )

    def _link(self, el: Any, place: _Place) -> str:
        """Returns a link, if its address is safe to follow."""
        if el.get("href") in self._notes.calls:
            return ""
        address = self._target(el)
        if place.is_link or not address:
            return self._inside(el, place)
        if _raw(el) == address and re.fullmatch(r"https?://[^\s<>\\]+", address):
            return whole(f"<{address}>")
        return _around(self._inside(el, place._replace(is_link=True)), *_link_ends(address))

    def _target(self, el: Any) -> str:
        """Returns the address of a link, if it is safe to follow, or leads to a heading."""
        address = str(el.get("href") or "").strip() if el.tag == "a" else ""
        is_safe = address.casefold().startswith(_SCHEMES)
        return address if is_safe else self._names.get(address, "")

    def _pictures(self, el: Any) -> list[str]:
        """Returns the images in code, which are behind it."""
        return [self._image(one) for one in el.iter("img")]

    def _image(self, el: Any) -> str:
        description = escape_text(" ".join(str(el.get("alt") or "").split())).replace("]", r"\]")
        source = str(el.get("src") or "")
        # Without an address its description is no text of the article when that is read again.
        address = "" if source == NO_PICTURE else _address(self.picture(source))
        return whole(f"![{description}]({address})")


def _part_of_definition(text: str, tag: str) -> list[_Block]:
    """Returns a term, or what is said of it as an item of a list: Markdown has no other form for it."""
    if not text or tag == "dt":
        return [_Block(text, tag)] if text else []
    item = _trimmed_lines(text, "  ")
    return [_Block(f"- {item}", tag, f"+ {item}")]


def _joined(blocks: Sequence[_Block]) -> str:
    """Returns blocks one below the other; a list is right below the text that it belongs to."""
    parts: list[str] = []
    is_other = False
    for before, one in zip((None, *blocks), blocks, strict=False):
        if before is not None:
            is_close = (one.kind in _LISTS and not before.kind) or (
                one.kind == "dd" and before.kind in ("dt", "dd")
            )
            parts.append("\n" if is_close else "\n\n")
            if not one.kind == before.kind == "dd":  # which are items of one list
                is_same = _BULLETS.get(one.kind, one.kind) == _BULLETS.get(before.kind, before.kind)
                is_other = is_same and bool(one.other) and not is_other
        parts.append(one.other if is_other else one.text)
    return "".join(parts)


def _finished(words: str, place: _Place) -> str:
    """Returns a line of words with what is around it, its emphasis set."""
    for ends in place.around:
        words = _around(words, *ends)
    return set_emphasis(words).strip(" \n")


def _trimmed_lines(text: str, indent: str) -> str:
    """Returns text with all lines but the first indented, and nothing in empty ones."""
    first, *lines = text.split("\n")
    return "\n".join((first, *(indent + line if line.strip() else "" for line in lines)))


def _number(el: Any, name: str, usual: int) -> int:
    """Returns the number that an attribute gives, as far as Markdown has it."""
    given = str(el.get(name, ""))
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else usual


def _heading_names(root: Any, title: str) -> dict[str, str]:
    """Returns the links to headings, and to where the text begins, as Markdown programs read them."""
    headings = list(root.iter(*HEADINGS))
    names = heading_names("".join(one.itertext()) for one in headings)
    named = [pair for pair in zip(headings, names, strict=True) if pair[0].get("id")]
    found = {f"#{one.get('id')}": f"#{name}" for one, name in named}
    for one in root.iter() if heading_name(title) else ():
        if one.get("id"):
            found.setdefault(f"#{one.get('id')}", f"#{heading_name(title)}")
        if (one.text or "").strip():
            break
    return found


def _link_ends(address: str) -> tuple[str, str]:
    return whole("["), whole(f"]({_address(address)})")


def _around(inner: str, before: str, after: str) -> str:
    """Returns text with signs around its words, which white space must not part from them."""
    words = inner.strip(" \n")
    if not words:
        return inner
    at = inner.index(words)
    return f"{inner[:at]}{before}{words}{after}{inner[at + len(words) :]}"


def _raw(el: Any) -> str:
    """Returns the text of an element, with line ends for breaks."""
    parts = [el.text or ""]
    for child in el:
        parts += ["\n" if child.tag == "br" else _raw(child), child.tail or ""]
    return "".join(parts)


def _holds_blocks(el: Any) -> bool:
    return len(el) > 0 and next(el.iterdescendants(*_BLOCKS), None) is not None


def _with_single_spaces(text: str) -> str:
    """Returns text with one space for each run of white space.

    Most text has no other: to see that first takes a seventh off the export of many articles.
    """
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACE.sub(" ", text)
    return text


def _leads_to_link(following: Sequence[Any]) -> bool:
    """Returns whether an element is a link, or begins with one."""
    while following and following[0].tag != "a":
        following = () if following[0].text else following[0][:1]
    return bool(following)


def _address(url: str) -> str:
    """Returns a URL as the destination of a link: nothing in it ends or escapes it."""
    return re.sub(r"[\s()<>\\\"]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)
