"""Recognizes the Markdown that Postil writes, and separates the text from the highlights."""

import re
from collections.abc import Sequence

from reader.core.translation import in_every_language
from reader.importers.plain.postil_logseq_layout import is_logseq_note, without_backslashes
from reader.importers.plain.postil_logseq_layout import usual_layout as from_outline
from reader.paths import resource

_ID = re.compile(r'^id: "[0-9a-f]{8}-[0-9a-f-]{27}"\r?$', re.MULTILINE)
_FENCE = re.compile(r"^<!-- Postil: [^\n]* -->", re.MULTILINE)
_OLD_DIGEST = re.compile(r"^digest: ", re.MULTILINE)
_BLANK = re.compile(r"(?<!\\)&nbsp;")
_ADDRESS = re.compile(r"(?<!\\)<(https?://[^\s<>]+)>")
TEXT_MARK = "<!-- postil:text -->"  # in no note: escaped there
_TEXT_MARK = re.compile(rf"^{TEXT_MARK}[ \t]*\r?$", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*## (.*?)[ \t]*\r?$", re.MULTILINE)
_LINK = re.compile(r"\[Postil\]\(postil://annotation/[^\n]*$", re.MULTILINE)
_ANY_HEADING = re.compile(r"#{1,6} ")


def is_postils(head: str) -> bool:
    """Returns whether a document begins as those that Postil writes."""
    is_usual = head.startswith("---") and "\nadded: " in head and bool(_ID.search(head[:10_000]))
    return is_usual or is_logseq_note(head)


def has_end(document: str) -> bool:
    """Returns whether a document has the last line of Postil, or is of a version without one."""
    return bool(_FENCE.search(document) or _OLD_DIGEST.search(document[:10_000]))


def usual_layout(document: str) -> str:
    """Returns a document of Postil's in the form with front matter; one for Logseq is an outline."""
    if not is_logseq_note(document):
        return document
    fence = _FENCE.search(document)
    return from_outline(document if fence is None else document[: fence.start()], TEXT_MARK)


def parted(body: str) -> tuple[str, str]:
    """Returns what is above the heading of the text, and the text.

    What the user wrote below Postil's last line is in neither.
    """
    fence = _FENCE.search(body)
    body = body if fence is None else body[: fence.start()]
    if mark := _TEXT_MARK.search(body):
        above = body[: mark.start()].rstrip()
        before, _newline, last = above.rpartition("\n")
        return before if _ANY_HEADING.match(last) else above, body[mark.end() :]
    # Earlier versions and other templates have only the heading. A note may contain one like it: theirs
    # is below the last link to a highlight.
    names = in_every_language(resource("translations"), ("Text",))
    headings = [one for one in _HEADING.finditer(body) if unescaped(one[1]).strip() in names]
    if not headings:
        return body, ""
    annotated = max((link.end() for link in _LINK.finditer(body)), default=0)
    own = next((one for one in headings if one.start() >= annotated), headings[0])
    return body[: own.start()], body[own.end() :]


def unescaped(markdown: str) -> str:
    """Returns literal text that was escaped for Markdown."""
    return without_backslashes(_ADDRESS.sub(r"\1", _BLANK.sub(" ", markdown)))


def as_named(shown: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Returns tags by their names, as far as one is still shown; and those that the user has added."""
    known = {name: _letters(name) for name in names}
    kept = {*map(_letters, shown), ""}
    return (
        *(name for name, letters in known.items() if letters in kept),
        *(name for name in shown if _letters(name) not in known.values()),
    )


def _letters(tag: str) -> str:
    return re.sub(r"[\W_]", "", tag)
