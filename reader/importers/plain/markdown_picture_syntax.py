"""Parses nonstandard image syntax in Markdown: with spaces, with sizes, ``[[ ]]``."""

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_SUFFIX = r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|heic|ico)"
_LOOSE = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,1000})\]\(\s*<?(?P<address>[^<>\n]{1,500}?"
    + _SUFFIX
    + r"(?:[?#][^\s()<>]*)?)>?"
    r"(?:\s+=(?P<width>\d{0,5})x?(?P<height>\d{0,5}))?(?:\s+[\"'][^\n]{0,1000}?[\"'])?\s*\)",
    re.IGNORECASE,
)
_EMBED = re.compile(
    r"!\[\[(?P<address>[^\]|\n]{1,500}?"
    + _SUFFIX
    + r")(?:#[^\]|\n]{0,200})?(?P<alt>(?:\|[^\]\n]{0,1000})?)\]\]",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\|\s*(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?\s*$")


def use_loose_pictures(parser: MarkdownIt) -> None:
    """Makes a parser read these images, where CommonMark sees none."""
    parser.inline.ruler.after("image", "loose_image", _loose_image)
    parser.core.ruler.push("picture_sizes", lambda state: _take_sizes(state.tokens))


def _loose_image(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "!":
        return False
    match = _LOOSE.match(state.src, state.pos) or _EMBED.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": quote(match["address"].strip(), safe="/:%?#=&+~@,;!$'()*"), "alt": ""}
        text = Token("text", "", 0, content=match["alt"])
        token.content, token.children = text.content, [text]
        sizes = match.groupdict()
        _set_size(token, sizes.get("width"), sizes.get("height"))
    state.pos = match.end()
    return True


def _take_sizes(tokens: list[Token]) -> None:
    """Takes the size that Obsidian writes into a picture's description out of it."""
    for inline in tokens:
        for token in inline.children or ():
            text = token.children[-1] if token.type == "image" and token.children else None
            if text is None:
                continue
            if size := _SIZE.search(text.content):
                text.content = text.content[: size.start()]
                _set_size(token, size["width"], size["height"])
            text.content = text.content.removeprefix("|")


def _set_size(token: Token, width: str | None, height: str | None) -> None:
    for name, value in (("width", width), ("height", height)):
        if value:
            token.attrSet(name, value)
