"""Leaves out of Markdown what note programs write into it for themselves.

These are the comments and ids of Obsidian, the properties of Logseq's blocks, places for a table of
contents, and the imports of MDX.
"""

import re

_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_COMMENT = re.compile(r"(?<![^\s(\[])%%(?=\S)[^\n%]{1,1000}(?<=\S)%%(?![\w%])")
_BLOCK_ID = re.compile(
    r"(?:^|(?<=\S))[ \t]+\^[A-Za-z0-9-]{4,40}[ \t]*$|^\^[A-Za-z0-9-]{4,40}[ \t]*$"
)
_PROPERTY = re.compile(
    r"[ \t]+(?:id|collapsed|heading|background-color|ls-type|(?:created|updated)-at"
    r"|(?:card|hl|query|logseq)[-.][\w.-]+)::[ \t]*\S.*"
)
_CONTENTS = re.compile(r"\[toc\]|\[\[_?toc_?\]\]", re.IGNORECASE)
_IMPORT = re.compile(
    r"(?:import\s[^\n]*\bfrom\s+|import\s+)[\"'][^\"'\n]+[\"'];?|export\s+(?:const|let|default)\s.*"
)
_ENDS = {"%%": "%%", ":LOGBOOK:": ":END:"}  # of comments and drawers, by their beginnings
_MOST_LINES = 60  # of one


def without_program_marks(text: str, *, is_mdx: bool) -> tuple[str, list[str]]:
    """Returns a text without these, and what was left out; code stays as it is."""
    if not re.search(r"%%|::|\^|\[toc|\[_?toc|LOGBOOK", text, re.IGNORECASE) and not is_mdx:
        return text, []
    lines, kept, left_out = text.split("\n"), [], []
    fence = ""  # of the code that a line is in
    skip_to = 0
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif at >= skip_to:
            skip_to = _end_of_block(lines, at)
        if at < skip_to or (not fence and _is_for_program(line, is_mdx=is_mdx)):
            left_out.append(line.strip())
            continue
        if not fence and not mark:
            left_out += [found[0].strip() for found in _inline_marks(line)]
            line = _BLOCK_ID.sub("", _COMMENT.sub("", line))
        kept.append(line)
    return "\n".join(kept), left_out


def _is_for_program(line: str, *, is_mdx: bool) -> bool:
    is_import = is_mdx and _IMPORT.fullmatch(line.rstrip()) is not None
    return is_import or bool(_PROPERTY.fullmatch(line) or _CONTENTS.fullmatch(line.strip()))


def _inline_marks(line: str) -> list[re.Match[str]]:
    return [*_COMMENT.finditer(line), *_BLOCK_ID.finditer(line)]


def _end_of_block(lines: list[str], start: int) -> int:
    """Returns the line behind a comment or a drawer that begins at a line; the line itself if none does."""
    last = _ENDS.get(lines[start].strip())
    if last is None:
        return start
    limit = min(len(lines), start + _MOST_LINES)
    ends = (at for at in range(start + 1, limit) if lines[at].strip() == last)
    return next(ends, start - 1) + 1
