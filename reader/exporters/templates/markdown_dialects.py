"""Writes values in the dialects of Markdown: YAML, tags, quotations, the outline of Logseq."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from reader.exporters.markdown_escaping import escape_text, quote_block

# What JSON may contain as it is, but YAML 1.1 may not, or takes for a line break.
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_JSON = json.JSONEncoder(ensure_ascii=False)
_FENCE = re.compile(r"(?:[ \t>]|[-+*] |\d{1,9}[.)] )*(`{3,}|~{3,})")  # in an item, too
# What is left as it is in a line: code, addresses in brackets and behind a link's words, the sign of a heading.
_KEPT = re.compile(
    r"(`+)(?:(?!\1).)+?\1(?!`)|<[a-z]+:[^\s<>]*>|(?<=\])\([^()\s]*\)|^[\s>*+.)0-9-]*#{1,6} "
)
_LOGSEQ = re.compile(r"(?<!\\)(?:\(\(|\{\{|==|\^\^|\$|(?<=[^\s\\])#(?=\S))")
# In Obsidian a comment and the id of a block, and in Joplin, too, what is marked, and formulas.
_SIGNS = re.compile(r"(?<!\\)(?:%%|==|\$|(?<!\S)\^(?=[A-Za-z0-9-]+\s*$))")
_LOGSEQ_PROPERTY = re.compile(r"^([ \t]*(?:[-+*>] )?[^\s:]+):(:)(?=[ \t]|$)")
_LOGSEQ_MARKER = re.compile(
    r"^(?=(?:TODO|DOING|DONE|LATER|NOW|WAIT|WAITING|CANCELED|CANCELLED|STARTED|IN-PROGRESS)(?:\s|$))"
)
_LIST = re.compile(r"[-+*] ")
_BRACKETED_LINK = re.compile(r"(?<!\\)\[\\\[([^\[\]\\]+)\\\](\]\([^()\s]*\))")


class Words(str):
    """Text as it is written in Markdown; what it says itself is known, too."""

    __slots__ = ("_raw",)
    _raw: str

    def __new__(cls, raw: str, literal: str) -> Self:
        """Makes words of what they say and how that is written."""
        made = super().__new__(cls, literal)
        made._raw = raw
        return made

    def __bool__(self) -> bool:
        """Returns whether they say something, be it white space."""
        return bool(self._raw)


def raw(value: object) -> str:
    """Returns what a value says."""
    return value._raw if isinstance(value, Words) else str(value)


def yaml(value: object) -> str:
    """Writes text or a list of texts as JSON, which is YAML once a few characters are escaped."""
    is_list = isinstance(value, list | tuple)
    given = [raw(one) for one in value] if is_list else raw(value)  # type: ignore[attr-defined]
    text = _JSON.encode(given)
    return _YAML_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def quoted(value: object) -> str:
    """Writes text as a block quotation."""
    return quote_block(raw(value))


def hashtags(names: Sequence[object]) -> str:
    """Writes tags as ``#a/b-c``; white space would end one."""
    return " ".join("#" + escape_text("-".join(raw(name).split())) for name in names)


def obsidian_tags(names: Sequence[object]) -> list[str]:
    """Returns tags as Obsidian takes them: letters, digits, ``_-/``, and not digits alone."""
    found = []
    for name in names:
        words = "-".join(raw(name).split())
        tag = re.sub(r"/{2,}", "/", re.sub(r"[^\w/-]", "", words)).strip("/")
        if tag:
            found.append(f"_{tag}" if tag.replace("/", "").isnumeric() else tag)
    return list(dict.fromkeys(found))


def tag_title(names: Sequence[object]) -> str:
    """Writes tags as the title of a link, behind its address, if a hashtag cannot contain one of them."""
    told = [raw(name) for name in names]
    if not told or told == obsidian_tags(told):
        return ""
    lines = (re.sub(r"([!-*,<-@\[-`{-~])", r"\\\1", " ".join(name.split())) for name in told)
    return f' "{", ".join(lines)}"'


def logseq_tags(names: Sequence[object]) -> str:
    """Writes tags as the value of a property; one with a space or a sign is the name of a page."""
    found = []
    for name in names:
        words = " ".join(re.sub(r"[\[\]#,]", " ", raw(name)).split())
        if words:
            found.append(words if re.fullmatch(r"[\w/-]+", words) else f"[[{words}]]")
    return ", ".join(dict.fromkeys(found))


def signs(markdown: object) -> str:
    """Writes Markdown in which signs of Obsidian and Joplin mean nothing, but in code."""
    return "\n".join(
        line if is_code else _escaped(line, _SIGNS)
        for line, is_code in _with_code(str(markdown).split("\n"))
    )


def logseq_line(value: object) -> str:
    """Writes text as the value of a property."""
    return " ".join(_logseq_line(str(value)).split())


def outline(markdown: object, level: int = 0, *, is_note: bool = False) -> str:
    """Writes Markdown as the blocks of Logseq, each a bullet, at a level.

    is_note: what the user wrote, where links to blocks and tags stay what they are.
    """
    lines: list[str] = []
    tabs = "\t" * int(level)
    for block in _blocks(str(markdown).split("\n")):
        text = list(_logseq(block, is_note=is_note))
        if _LIST.match(block[0]):
            # A line that only Markdown takes for part of the item before it is indented as one.
            within = (
                line if _LIST.match(line.lstrip()) or line[:1] in " \t" else f"  {line}"
                for line in text
            )
            lines += (tabs + line if line.strip() else "" for line in within)
            continue
        if block[0].startswith("|"):
            text.insert(0, "")  # beside the bullet its first row would be none
        for number, line in enumerate(text):
            begin = "- " if number == 0 else "  "
            lines.append((tabs + begin + line).rstrip() if line.strip() or number == 0 else "")
    return "\n".join(lines) or f"{tabs}-"


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yields the outermost blocks: what is between empty lines, with what is indented below it."""
    block: list[str] = []
    was_code = False
    for line, is_code in _with_code(lines):
        is_outermost = bool(line.strip()) and not line.startswith((" ", "\t"))
        is_within = is_code and was_code
        was_code = is_code
        if is_outermost and not is_within and block and not block[-1].strip():
            yield _trimmed(block)
            block = []
        if block or line.strip():
            block.append(line)
    if block:
        yield _trimmed(block)


def _trimmed(block: list[str]) -> list[str]:
    while block and not block[-1].strip():
        block.pop()
    return block


def _logseq(lines: Iterable[str], *, is_note: bool) -> Iterator[str]:
    """Yields lines in which nothing means more to Logseq than to Markdown, but for code."""
    is_first = True
    for line, is_code in _with_code(lines):
        yield line if is_code else _logseq_line(line, is_note=is_note, is_first=is_first)
        is_first = False


def _with_code(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yields lines, and whether they are of a block of code."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        yield line, bool(fence or found)
        if found and not fence:
            fence = found[1]
        elif fence and line.strip("> ") == fence:
            fence = ""


def _logseq_line(line: str, *, is_note: bool = False, is_first: bool = True) -> str:
    line = _LOGSEQ_PROPERTY.sub(r"\1:\\\2", line)
    if not is_note:  # between escaped brackets Logseq reads a formula: they are around the link
        line = _BRACKETED_LINK.sub(r"\\[[\1\2]", line)
    line = re.sub(r"\(<(https?://[^\s<>]*)>", r"(\1", line)  # there its brackets would be seen
    if is_first:
        line = _LOGSEQ_MARKER.sub(r"\\", line)
    return line if is_note else _escaped(line, _LOGSEQ)


def _escaped(line: str, signs_: re.Pattern[str]) -> str:
    """Returns a line with a backslash before signs, but in code and addresses."""
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(line):
        parts += [signs_.sub(r"\\\g<0>", line[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join((*parts, signs_.sub(r"\\\g<0>", line[end:])))
