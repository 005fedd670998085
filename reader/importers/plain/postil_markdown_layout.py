"""Recognizes the Markdown that Postil writes, and separates the text from the highlights."""

import re

from reader.core.translation import _

_ID = re.compile(r'^id: "[0-9a-f]{8}-[0-9a-f-]{27}"\r?$', re.MULTILINE)
_FENCE = re.compile(r"^<!-- Postil: [^\n]* -->", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANK = re.compile(r"(?<!\\)&nbsp;")
_ADDRESS = re.compile(r"(?<!\\)<(https?://[^\s<>]+)>")
HEADING = re.compile(r"^(#{1,6}) (.*)$")


def is_postils(head: str) -> bool:
    """Returns whether a document begins as those that Postil writes."""
    return head.startswith("---") and "\nadded: " in head and bool(_ID.search(head[:10_000]))


def parted(body: str) -> tuple[str, str]:
    """Returns what is above the heading of the text, and the text.

    What the user wrote below Postil's last line is in neither.
    """
    names = {"Text", _("Text")}
    fence = _FENCE.search(body)
    body = body if fence is None else body[: fence.start()]
    lines = body.splitlines(keepends=True)
    for number, line in enumerate(lines):
        heading = HEADING.match(line.strip())
        if heading and heading[1] == "##" and unescaped(heading[2]) in names:
            return "".join(lines[:number]), "".join(lines[number + 1 :])
    return body, ""


def unescaped(markdown: str) -> str:
    """Returns literal text that was escaped for Markdown."""
    literal = _ADDRESS.sub(r"\1", _BLANK.sub(" ", markdown))
    return _ESCAPED.sub(r"\1", literal)
