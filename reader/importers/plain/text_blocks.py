"""Splits plain text into paragraphs, lists, quotations, code, verse and rules.

Every word of the text is in one of the blocks, in order. Blocks that only look like something
(a list of one item) are paragraphs again at the end.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from reader.importers.plain.hard_wrapping import (
    SHORT,
    Layout,
    group,
    indent,
    join_lines,
    layout_of,
    width,
    would_have_fitted,
)
from reader.importers.text_cleaning import ends_sentence

_QUOTE_DEPTH = 8
_SHORT = 60  # columns: lines below this may be verse, an address, a signature
_CODE_INDENT = 4
_LONGEST_CODE_LINE = 160

_RULE = re.compile(r"\s*(?:([*\-_=~#·•—–])(?:\s*\1){2,}|⁂|\*\s\*\s\*)\s*")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
_BULLET = re.compile(r"(\s*)([-*+•◦▪‣·])\s+(?=\S)")
_NUMBER = re.compile(r"(\s*)(\d{1,3})[.)]\s+(?=\S)")
_QUOTED = re.compile(r"\s?>")
_FENCE = re.compile(r"(```+|~~~+)\s*([\w+#.-]{0,40})\s*")


class Form(StrEnum):
    """What a block of plain text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LINES = "lines"  # whose line breaks are meant
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; ``number`` is None for a bullet."""

    text: str
    indent: int
    marker: str
    number: int | None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block; only what its form needs is filled."""

    form: Form
    lines: tuple[str, ...] = ()  # one for a paragraph; for a rule as it was typed
    items: tuple[Item, ...] = ()
    children: tuple["TextBlock", ...] = ()
    level: int = 0  # of a heading
    language: str = ""  # of code

    @property
    def text(self) -> str:
        """All its words, its lines joined by spaces."""
        parts = [*self.lines, *(item.text for item in self.items)]
        return " ".join([*parts, *(child.text for child in self.children)])


def part(lines: list[str], depth: int = 0) -> list[TextBlock]:
    """Returns the blocks of a text's clean lines."""
    blocks: list[TextBlock] = []
    pieces = _part_fences(lines)
    groups = [g for piece in pieces if isinstance(piece, list) for g in group(piece)]
    layout = layout_of([g for g in groups if not _is_marked(g)] or groups)
    for piece in pieces:
        if isinstance(piece, TextBlock):
            blocks.append(piece)
            continue
        for run in group(piece):
            blocks += _part_group(run, layout, depth)
    return _settled(_merged(blocks))


def _is_marked(lines: list[str]) -> bool:
    """Returns whether a group is a list, a quotation or code, which tell nothing of the text's width."""
    marked = sum(1 for line in lines if _BULLET.match(line) or _QUOTED.match(line))
    return marked * 2 >= len(lines)


def _part_fences(lines: list[str]) -> list[list[str] | TextBlock]:
    """Splits off code between fences; a fence that is never closed is text."""
    pieces: list[list[str] | TextBlock] = []
    rest: list[str] = []
    fences = [i for i, line in enumerate(lines) if line[:3] in ("```", "~~~")]
    skip_to = 0
    closing = {
        start: _closing_fence(lines, start, fences[n + 1 : n + 2]) for n, start in enumerate(fences)
    }
    for i, line in enumerate(lines):
        if i < skip_to:
            continue
        end = closing.get(i)
        match = _FENCE.fullmatch(line) if end is not None else None
        if end is None or match is None:
            rest.append(line)
            continue
        code = tuple(lines[i + 1 : end])
        pieces += [rest, TextBlock(Form.CODE, code, language=match[2])]
        rest, skip_to = [], end + 1
    return [*pieces, rest]


def _closing_fence(lines: list[str], start: int, following: list[int]) -> int | None:
    is_closed = bool(following) and lines[following[0]].strip("`~ ") == ""
    has_code = is_closed and any(line.strip() for line in lines[start + 1 : following[0]])
    return following[0] if has_code else None


def _part_group(lines: list[str], layout: Layout, depth: int) -> list[TextBlock]:
    if _is_code(lines, layout):
        return [TextBlock(Form.CODE, tuple(lines))]
    blocks: list[TextBlock] = []
    run: list[str] = []

    def finish() -> None:
        blocks.extend(_part_prose(run, layout, is_whole=len(run) == len(lines)))
        run.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        if _RULE.fullmatch(line):
            if run and len(run) == 1 and (under := _UNDERLINE.fullmatch(line)):
                level = 2 if under[1][0] == "=" else 3
                blocks.append(TextBlock(Form.HEADING, (run.pop().strip(),), level=level))
            else:
                finish()
                blocks.append(TextBlock(Form.RULE, (line.strip(),)))
            at += 1
        elif _QUOTED.match(line) and depth < _QUOTE_DEPTH:
            finish()
            end = _end_of_quotation(lines, at)
            inner = [_unquoted(quoted) for quoted in lines[at:end]]
            blocks.append(TextBlock(Form.QUOTE, children=tuple(part(inner, depth + 1))))
            at = end
        elif (item := _item(line)) is not None:
            finish()
            at, text = _continued(lines, at, layout)
            blocks.append(TextBlock(Form.LIST, items=(replace(item, text=text),)))
        else:
            run.append(line)
            at += 1
    finish()
    return blocks


def _end_of_quotation(lines: list[str], start: int) -> int:
    end = start
    while end < len(lines) and _QUOTED.match(lines[end]):
        end += 1
    return end


def _unquoted(line: str) -> str:
    return re.sub(r"^\s?> ?", "", line)


def _item(line: str) -> Item | None:
    if match := _BULLET.match(line):
        return Item(line[match.end() :], indent(line), match[2], None)
    if match := _NUMBER.match(line):
        return Item(line[match.end() :], indent(line), line[: match.end()].strip(), int(match[2]))
    return None


def _continued(lines: list[str], start: int, layout: Layout) -> tuple[int, str]:
    """Returns where the item that begins at start ends, and its text with continuation lines."""
    end, own = start + 1, indent(lines[start])
    while end < len(lines):
        line = lines[end]
        is_new = _item(line) is not None or _RULE.fullmatch(line) or _QUOTED.match(line)
        is_broken = layout.width and not would_have_fitted(lines[end - 1], line, layout.width)
        if is_new or not (indent(line) > own or is_broken):
            break
        end += 1
    first = _item(lines[start])
    return end, join_lines([first.text if first else lines[start], *lines[start + 1 : end]])


def _is_code(lines: list[str], layout: Layout) -> bool:
    if layout.is_indented_throughout or any(indent(line) < _CODE_INDENT for line in lines):
        return False
    if all("\u3000" in line[:4] for line in lines) or _item(lines[0]) is not None:
        return False
    return max(map(len, lines)) <= _LONGEST_CODE_LINE and not _RULE.fullmatch(lines[0])


def _part_prose(lines: list[str], layout: Layout, *, is_whole: bool) -> list[TextBlock]:
    """Returns lines without any mark as paragraphs, or as lines whose breaks are meant."""
    if not lines:
        return []
    if layout.width:
        return _part_wrapped(lines, layout)
    if is_whole and len(lines) > 1 and _are_meant(lines):
        return [TextBlock(Form.LINES, tuple(line.strip() for line in lines))]
    blocks: list[TextBlock] = []
    short: list[str] = []
    for line in [*lines, None]:
        if line is not None and width(line) < _SHORT - 10 and not ends_sentence(line):
            short.append(line)
            continue
        if len(short) >= 3:
            blocks.append(TextBlock(Form.LINES, tuple(s.strip() for s in short)))
        else:
            blocks += [_paragraph([s]) for s in short]
        short = []
        if line is not None:
            blocks.append(_paragraph([line]))
    return blocks


def _are_meant(lines: list[str]) -> bool:
    """Returns whether all lines are short and not each of them a sentence."""
    if any(width(line) >= _SHORT for line in lines):
        return False
    return sum(1 for line in lines if ends_sentence(line)) * 3 <= len(lines) * 2


def _part_wrapped(lines: list[str], layout: Layout) -> list[TextBlock]:
    if len(lines) > 1 and all(width(line) < layout.width * SHORT for line in lines):
        return [TextBlock(Form.LINES, tuple(line.strip() for line in lines))]
    starts = {0}
    has_indented_starts = layout.is_indented and any(indent(line) == 0 for line in lines)
    for i, (before, line) in enumerate(pairwise(lines), start=1):
        is_indented = has_indented_starts and 1 <= indent(line) <= 8
        is_meant = would_have_fitted(before, line, layout.width)
        is_first = i - 1 in starts and not line[:1].islower()
        if is_indented or (is_meant and (ends_sentence(before) or is_first)):
            starts.add(i)
    borders = [*sorted(starts), len(lines)]
    return [_paragraph(lines[a:b]) for a, b in pairwise(borders)]


def _paragraph(lines: list[str]) -> TextBlock:
    return TextBlock(Form.PARAGRAPH, (join_lines(lines),))


def _merged(blocks: list[TextBlock]) -> list[TextBlock]:
    """Merges neighbouring items into one list, and neighbouring code into one block."""
    merged: list[TextBlock] = []
    parts: list[list[TextBlock]] = []
    for block in blocks:
        if merged and _go_together(parts[-1], block):
            parts[-1].append(block)
        else:
            merged.append(block)
            parts.append([block])
    return [_joined(together) for together in parts]


def _go_together(together: list[TextBlock], block: TextBlock) -> bool:
    last = together[-1]
    if block.form is Form.CODE and last.form is Form.CODE:
        return not block.language and not last.language
    if block.form is Form.LIST and last.form is Form.LIST:
        item, before = block.items[0], last.items[-1]
        if item.indent > before.indent:
            return True
        peers = (
            i for b in reversed(together) for i in reversed(b.items) if i.indent <= item.indent
        )
        peer = next(peers, together[0].items[0])
        if item.number is None or peer.number is None:
            return item.marker == peer.marker
        return item.number == peer.number + 1
    return False


def _joined(together: list[TextBlock]) -> TextBlock:
    first = together[0]
    if len(together) == 1:
        return first
    if first.form is Form.CODE:
        lines = [line for block in together for line in ("", *block.lines)]
        return replace(first, lines=tuple(lines[1:]))
    return replace(first, items=tuple(item for block in together for item in block.items))


def _settled(blocks: list[TextBlock]) -> list[TextBlock]:
    """Turns lists of a single item back into paragraphs, unless a real bullet marks it."""
    return [
        TextBlock(Form.PARAGRAPH, (f"{block.items[0].marker} {block.items[0].text}",))
        if block.form is Form.LIST and len(block.items) == 1 and block.items[0].marker not in "•◦▪‣"
        else block
        for block in blocks
    ]
