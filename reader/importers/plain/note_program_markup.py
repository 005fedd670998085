"""Leaves out of Markdown what note programs write into it for themselves.

These are the comments and ids of Obsidian, the properties of Logseq's blocks, places for a table of
contents, and the imports of MDX.
"""

import re

_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_CODE_OR_COMMENT = re.compile(r"(`+[^`]*`+)|(?<![^\s(\[])%%(?=\S)[^\n%]{1,1000}(?<=\S)%%(?![\w%])")
_COMMENT_LINE = re.compile(r"[ \t]*%%[^\n%]{1,1000}%%[ \t]*")
_BLOCK_ID = re.compile(
    r"(?:^|(?<=\S))[ \t]+\^[A-Za-z0-9-]{4,40}[ \t]*$|^\^[A-Za-z0-9-]{4,40}[ \t]*$"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
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
    """Returns a text without these, and what was left out; code in fences or backticks stays."""
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
            line, comments = _without_comments(line)
            left_out += comments
            if (found := _BLOCK_ID.search(line)) and _ends_block(lines, at):
                left_out.append(found[0].strip())
                line = line[: found.start()]
        kept.append(line)
    return "\n".join(kept), left_out


def _is_for_program(line: str, *, is_mdx: bool) -> bool:
    is_import = is_mdx and _IMPORT.fullmatch(line.rstrip()) is not None
    forms = (_PROPERTY, _COMMENT_LINE)
    is_of_program = any(form.fullmatch(line) for form in forms) or _CONTENTS.fullmatch(line.strip())
    return is_import or bool(is_of_program)


def _without_comments(line: str) -> tuple[str, list[str]]:
    found = [one[0] for one in _CODE_OR_COMMENT.finditer(line) if one[1] is None]
    return _CODE_OR_COMMENT.sub(lambda one: one[1] or "", line), found


def _ends_block(lines: list[str], at: int) -> bool:
    """Returns whether a line is the last one of a paragraph, or of an item of a list."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return not following.strip() or _ITEM.match(following) is not None


def _end_of_block(lines: list[str], start: int) -> int:
    """Returns the line behind a comment or a drawer that begins at a line; the line itself if none does."""
    last = _ENDS.get(lines[start].strip())
    if last is None:
        return start
    limit = min(len(lines), start + _MOST_LINES)
    ends = (at for at in range(start + 1, limit) if lines[at].strip() == last)
    return next(ends, start - 1) + 1
