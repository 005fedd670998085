"""Leads links within a Markdown text to its headings, by the names that programs give these."""

from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from reader.core.text.heading_names import heading_name, heading_names

TITLE = "title"  # the key under which a parser gets the title of its text, if that is known


def use_heading_links(parser: MarkdownIt) -> None:
    """Lets a parser name the headings that links lead to."""
    parser.core.ruler.push("heading_links", _name_headings)


def _name_headings(state: StateCore) -> None:
    links: dict[str, list[Token]] = {}
    for inline in state.tokens:
        for token in inline.children or ():
            href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
            if href.startswith("#"):
                links.setdefault(heading_name(unquote(href[1:])), []).append(token)
    if not links:
        return
    headings = [pair for pair in pairwise(state.tokens) if pair[0].type == "heading_open"]
    names = heading_names(_words(inline) for _heading, inline in headings)
    found = {name: heading for name, (heading, _inline) in zip(names, headings, strict=True)}
    if (title := heading_name(state.env.get(TITLE, ""))) and title not in found:
        found[title] = state.tokens[0]
    for name in found.keys() & links.keys():
        if not found[name].attrGet("id"):
            found[name].attrSet("id", name)
            for link in links[name]:
                link.attrSet("href", f"#{name}")


def _words(inline: Token) -> str:
    """Returns the text of a heading without its markup."""
    kinds = ("text", "code_inline", "softbreak")
    return "".join(one.content or " " for one in inline.children or () if one.type in kinds)
