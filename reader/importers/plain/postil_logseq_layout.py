"""Rewrites a note that Postil wrote for Logseq, an outline, in the form of its other Markdown."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PROPERTY = re.compile(r"([\w-]+):: *(.*)")
_ARTICLE = re.compile(r"^postil:: postil://article/([0-9a-f]{8}-[0-9a-f-]{27})\r?$", re.MULTILINE)
_LINK = re.compile(r"\[Postil\]\((postil://annotation/[\w-]+(?:\?[^\s()]*)?)\).*")
_BULLET = re.compile(r"(\t*)-(?: (.*)|$)")
_TAG = re.compile(r"\[\[(.+?)\]\]|([^,\s][^,]*)")
_FENCE = re.compile(r"(?:[ \t>]|[-+*] |\d{1,9}[.)] )*(`{3,}|~{3,})")  # in an item, too
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PROPERTY_SIGN = re.compile(r"^([ \t]*(?:[-+*>] )?[^\s:]+):\\:(?=[ \t]|$)")
_MARKER = re.compile(r"^\\(?=[A-Z-]+(?:\s|$))")  # of a task, which Logseq would make of a word
_TASK = re.compile(r"\[[ x]\] \S")
_FIELDS = ("title", "author", "site", "published", "language")


class _Block(NamedTuple):
    level: int
    lines: list[str]


def is_logseq_note(head: str) -> bool:
    """Returns whether a document begins as the notes that Postil writes for Logseq."""
    return head.startswith("title:: ") and bool(_ARTICLE.search(head[:10_000]))


def usual_layout(document: str, text_mark: str) -> str:
    """Returns a note for Logseq with front matter and paragraphs; line ends are ``\\n``.

    text_mark: what begins the article's own text. A list is paragraphs then, unless it is one of
    tasks, for in an outline they are alike.
    """
    lines = document.split("\n")
    fields: dict[str, str] = {}
    while lines and (found := _PROPERTY.fullmatch(lines[0])):
        fields[found[1]] = found[2].strip()
        lines.pop(0)
    written = [f"{name}: {_quoted(_plain(fields[name]))}" for name in _FIELDS if name in fields]
    written += [f"url: {_quoted(fields.get('source', ''))}", f"added: {fields.get('created', '')}"]
    uid = fields.get("postil", "").rpartition("/")[2]
    written += [f"tags: {_quoted(_tags(fields.get('tags', '')))}", f"id: {_quoted(uid)}"]
    body = "\n\n".join(_paragraphs([*_blocks(lines)], text_mark))
    return "\n".join(("---", *written, "---", "", body, ""))


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def without_backslashes(markdown: str) -> str:
    """Returns Markdown without the backslashes that escape its signs."""
    return _ESCAPED.sub(r"\1", markdown)


def _plain(value: str) -> str:
    return without_backslashes(_MARKER.sub("", value))


def _tags(value: str) -> list[str]:
    return [(page or word).strip() for page, word in _TAG.findall(value)]


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yields the blocks of an outline, without bullets and what they are indented by."""
    block: _Block | None = None
    fence = ""
    for line in lines:
        if found := _BULLET.fullmatch(line):
            if block is not None:
                yield block
            block, fence = _Block(len(found[1]), []), ""
            line = found[2] or ""
        elif block is not None:
            line = line.removeprefix("\t" * block.level).removeprefix("  ")
        else:
            continue
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif not fence:
            line = _PROPERTY_SIGN.sub(r"\1::", line if block.lines else _MARKER.sub("", line))
        elif line.strip("> ") == fence:
            fence = ""
        block.lines.append(line)
    if block is not None:
        yield block


def _paragraphs(blocks: Sequence[_Block], text_mark: str) -> Iterator[str]:
    """Yields what the other forms have as paragraphs; the text is the first section below the highlights."""
    annotated = max((at for at, one in enumerate(blocks) if _is_annotation(one)), default=-1)
    for at, block in enumerate(blocks):
        if _is_annotation(block):
            yield from _annotation(block)
            continue
        is_task = not text_mark and _TASK.match(block.lines[0])  # in the text: no note
        yield ("- " if is_task else "") + "\n".join(block.lines).strip("\n")
        if at > annotated and block.level == 0 and block.lines[0].startswith("## ") and text_mark:
            yield text_mark
            text_mark = ""


def _is_annotation(block: _Block) -> bool:
    return any(_LINK.fullmatch(line) for line in block.lines)


def _annotation(block: _Block) -> Iterator[str]:
    """Yields the quote of a highlight, if it is one, and the line below it."""
    known: dict[str, str] = {}
    link = ""
    quote: list[str] = []
    for line in block.lines:
        if found := _LINK.fullmatch(line):
            link = found[1]
        elif line.startswith(">"):
            quote.append(line)
        elif found := _PROPERTY.fullmatch(line):
            known[found[1]] = found[2]
    names = _tags(known.get("tags", ""))
    words = (re.sub(r"([!-*,<-@\[-`{-~])", r"\\\1", name) for name in names)
    title = f' "{", ".join(words)}"' if names else ""
    shown = " ".join("#" + "-".join(name.split()) for name in names)
    if quote:
        yield "\n".join(quote)
        shown = f"*{known.get('color', '')}* · {shown}"
    yield " · ".join(filter(None, (shown.removesuffix(" · "), f"[Postil]({link}{title})")))
