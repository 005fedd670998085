"""Escapes text for Markdown, and keeps notes from affecting the text after them."""

import html
import re

_SCRIPTING = ("javascript:", "vbscript:", "data:")

# Each begins with a character of its own: so most of a text is passed over quickly.
_LITERAL = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~\s]|$)    # a backslash only where it would escape something
    | ` | \* | ~ | \[
    | _(?:(?<![^\W_]_)|(?![^\W_]))  # snake_case needs none
    | <(?=[A-Za-z/!?]|$)
    | &(?=\#?\w+;|$)
    | \#(?<!\S\#)                # headings, and what note-taking programs take for tags
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE_START = re.compile(
    r"^([ \t]*)(?:([-+])(?=[ \t]|$)|(>)|(\d{1,9})([.)])(?=[ \t]|$))", re.MULTILINE
)
_STARTS = frozenset("-+>=:|0123456789")
_RULE = re.compile(r"^([ \t]*)([-=:|])(?=[-=:| \t]*$)", re.MULTILINE)

# An address ends before what ends its sentence; a bar would end the cell of a table.
_BARE_ADDRESS = re.compile(r"(?<![\w<])https?://[^\s<>\"`\\|]*[^\s<>\"`\\|.,;:!?'’”*_~\]}]")

_LINK = re.compile(r"(?<!\\)(\\*)\][(:]")
_BEFORE_ADDRESS = re.compile(r"[ \t\n<>]*")
_TAG = re.compile(r"(?<!\\)(\\*)<(?=[A-Za-z/!?])(?!https?://[^\s<>]*>)")
_NOTE_RULE = re.compile(r"^([ \t>]*)(-{3,}[ \t]*)$", re.MULTILINE)
_FENCE = re.compile(r"^[^\n]*(```|~~~)", re.MULTILINE)


def escape_text(text: str) -> str:
    """Escapes plain text, so that it reads as just that text."""
    return escape_line_starts(escape_words(text))


def escape_words(text: str) -> str:
    """Escapes plain text that begins no line, addresses too."""
    return _LITERAL.sub(_escaped, text.replace("\0", "\ufffd"))


def _escaped(match: re.Match[str]) -> str:
    """Returns what was found behind a backslash; to fill in a template of ``re`` takes half as long again."""
    return "\\" + match[0]


def escape_prose(text: str) -> str:
    """Escapes plain text; an address in it is written as ``<…>``, since escaping would change it."""
    return escape_line_starts(escape_within(text))


def escape_within(text: str) -> str:
    """Does the same with text that begins no line."""
    if "://" not in text:
        return escape_words(text)
    parts: list[str] = []
    end = 0
    for found in _BARE_ADDRESS.finditer(text):
        address = found[0]
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?'’”")
        parts += [escape_words(text[end : found.start()]), f"<{address}>"]
        end = found.start() + len(address)
    return "".join((*parts, escape_words(text[end:])))


def linked_address(url: str) -> str:
    """Writes an address as ``<…>``; returns nothing for one that Markdown does not link."""
    is_link = url.startswith(("http://", "https://")) and not set(url) & set(' <>\n\t"')
    return f"<{url}>" if is_link else ""


def escape_line_starts(text: str) -> str:
    """Escapes lines that would begin a list, quotation, rule, table or heading."""
    if "\n" not in text and text.lstrip(" \t")[:1] not in _STARTS:
        return text
    text = _LINE_START.sub(_escaped_start, text)
    return _RULE.sub(r"\1\\\2", text)


def _escaped_start(match: re.Match[str]) -> str:
    space, bullet, quote, number, stop = match.groups()
    return f"{space}{number}\\{stop}" if number else f"{space}\\{bullet or quote}"


def escape_line(text: str) -> str:
    """Escapes plain text as one line, such as a title."""
    return escape_text(" ".join(text.split()))


def quote_block(text: str) -> str:
    """Writes a passage as a block quotation, with its paragraphs, line breaks and indentation."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", text)
    lines: list[str] = []
    for paragraph in paragraphs:
        stripped = (line.rstrip() for line in paragraph.split("\n"))
        found = [line for line in stripped if line]
        literal = escape_prose("\n".join(line.lstrip() for line in found)).split("\n")
        indents = [_indent(line) for line in found] or [""]
        ends = [*["  "] * (len(literal) - 1), ""]
        lines += [*map("".join, zip(indents, literal, ends, strict=True)), ""]
    return "\n".join(f"> {line}" if line else ">" for line in lines[:-1])


def _indent(line: str) -> str:
    """Returns the white space that a line begins with, as what Markdown does not drop."""
    space = line[: len(line) - len(line.lstrip())]
    return "&nbsp;" * len(space.expandtabs(4))


def note_block(note: str) -> str:
    """Escapes in a note, which is Markdown, what would reach beyond it.

    Raw HTML, links that run scripts and rules of dashes (which some programs take for front matter)
    are shown as they were typed. A note with a code fence becomes a list item, for a fence that is
    never closed ends with its list, where it would otherwise swallow the rest of the document.
    """
    if not note:  # as most are
        return ""
    text = note.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    text = _LINK.sub(_disarmed, text)
    text = _TAG.sub(_escaped_tag, text)
    text = _NOTE_RULE.sub(r"\1\\\2", text)
    text = re.sub(r"\A([ \t]*\n)+", "", text).rstrip()
    if not _FENCE.search(text):
        return text
    lines = text.lstrip().split("\n")
    return "\n".join(
        f"- {line}" if i == 0 else f"  {line}" if line.strip() else ""
        for i, line in enumerate(lines)
    )


def _disarmed(match: re.Match[str]) -> str:
    """Escapes the end of a link's text if its address is a script."""
    if len(match[1]) % 2:  # escaped already
        return match[0]
    before = _BEFORE_ADDRESS.match(match.string, match.end())
    start = before.end() if before else match.end()
    rest = match.string[start : start + 256]
    address = re.sub(r"[\x00-\x20\x7f<>\\]", "", html.unescape(rest)).casefold()
    return (
        match[1] + "\\" + match[0][len(match[1]) :] if address.startswith(_SCRIPTING) else match[0]
    )


def _escaped_tag(match: re.Match[str]) -> str:
    return match[0] if len(match[1]) % 2 else match[1] + "\\<"
