"""Renders notes from Markdown to safe HTML and finds their links; hostile input is shown as typed.

Tags in a note are text, images are none, and only web and mail addresses become links. A note
that is long, or would nest deeply or take long to read, is left as plain text.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 6000  # characters of a note that is set; longer ones are plain text
_DEEPEST = 10  # levels of quotes and lists: more would leave no room on a card
_NESTING = _DEEPEST + 4
_MOST_WORK = 400_000  # about 20 ms: the parser's time grows with the square of the marks
_MOST_LINES = 200  # of lists and paragraphs, about as much
_SIGNS = re.compile(
    r"[*_`~<>\[\\&]|^\s{0,3}(?:#{1,6}\s|[-+]\s|\d{1,9}[.)]\s|-{3,}|={3,})|^(?: {4}|\t)",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)[!-~]*", re.IGNORECASE)


def note_html(text: str) -> str | None:
    """Returns a note as HTML; None when it is to be shown as plain text.

    Only p (with the classes h1 to h3 for headings), em, strong, s, code, pre, blockquote, ul, ol,
    li, a, br and hr, and no attribute but class, href, title and start.
    """
    tokens = _tokens(text)
    if tokens is None:
        return None
    parser = _parser()
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html.strip()


def note_links(text: str) -> list[tuple[str, str]]:
    """Returns the links of a note in its order: what they are called, and their addresses."""
    found: list[tuple[str, str]] = []
    for token in _tokens(text) or ():
        address, words = "", ""
        for part in token.children or ():
            if part.type == "link_open":
                address, words = str(part.attrGet("href") or ""), ""
            elif part.type == "link_close":
                found.append((" ".join(words.split()) or address, address))
                address = ""
            elif address:
                words += part.content
    return found


def _tokens(text: str) -> "list[Token] | None":
    if len(text) > LONGEST or not _SIGNS.search(text) or _costs_too_much(text):
        return None
    tokens = _parser().parse(text)
    # Beyond its nesting limit the parser leaves text out without a word.
    return None if any(token.level >= _DEEPEST for token in tokens) else tokens


def _costs_too_much(text: str) -> bool:
    if text.count("\n") > _MOST_LINES:
        return True
    counts = (sum(map(block.count, "[*_`<~&!]\\")) for block in text.split("\n\n"))
    return sum(count * count for count in counts) > _MOST_WORK


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # start-up time: only a note with signs in it needs this

    options: dict[str, Any] = {"html": False, "breaks": True, "maxNesting": _NESTING}
    parser = MarkdownIt("commonmark", options)
    parser.enable("strikethrough").disable(["image", "html_inline", "html_block", "reference"])
    parser.validateLink = lambda url: _ADDRESS.fullmatch(url) is not None  # type: ignore[method-assign]
    parser.add_render_rule("heading_open", _open_heading)
    parser.add_render_rule("heading_close", lambda *_arguments: "</p>\n")
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    return parser


def _open_heading(_self: object, tokens: "list[Token]", at: int, *_rest: object) -> str:
    return f'<p class="h{min(3, int(tokens[at].tag[1]))}">'


def _code(_self: object, tokens: "list[Token]", at: int, *_rest: object) -> str:
    """Returns a block of code, without a class for its language and without an empty last line."""
    from html import escape  # start-up time: its table of entities

    code = escape(tokens[at].content.rstrip("\n"))
    return f"<pre><code>{code}</code></pre>\n"
