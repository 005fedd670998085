"""Reads Markdown: CommonMark with tables, footnotes, strikethrough and task lists."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.importers.assets import Pictures
from reader.importers.importer import ParsedArticle, Resources
from reader.importers.limits import HTML_CHARACTERS
from reader.importers.plain.bare_links import link_bare_addresses
from reader.importers.plain.front_matter import part_front_matter
from reader.importers.source_content import Content, refuse_long_text
from reader.importers.titles import is_same
from reader.importers.web.html_parser import parse
from reader.importers.web.html_rewriting import prepare
from reader.importers.web.html_tree import detach, text_of
from reader.importers.web.sanitizer import write

if TYPE_CHECKING:
    from lxml import etree
    from markdown_it import MarkdownIt

_NESTING = 60
_MOST_CELLS = 200_000
_MOST_WORK = 2_000_000_000  # about five seconds


def read_markdown(
    content: Content, resources: Resources, *, allows_html: bool
) -> ParsedArticle | None:
    """Returns the article of a Markdown text; None when it nests too deeply to be read as Markdown.

    allows_html: whether tags are tags; when not, they are text. Raises ImportFailed when the text
    is too long.
    """
    decoded = content.decoded
    refuse_long_text(decoded.text, content.name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    parted = part_front_matter(text)
    html = _render(parted.text, allows_html=allows_html)
    if html is None:
        return None
    root = parse(f"<html><body>{html}")
    body = root.find("body")
    body = root if body is None else body
    notes = [*decoded.notes, *parted.notes]

    prepare(body, parted.metadata.url)
    link_bare_addresses(body)
    pictures = Pictures(resources)
    pictures.take_from(body)
    if pictures.dropped:
        notes.append(f"Pictures that are not stored: {pictures.dropped}")
    title = _take_title(body, parted.metadata.title, notes)
    metadata = replace(parted.metadata, title=title)
    return ParsedArticle(metadata, write(body), pictures.assets, tuple(notes))


def _take_title(body: "etree._Element", given: str, notes: list[str]) -> str:
    """Returns the title given, else the first heading, which is then removed from the body."""
    headings = [h for h in body.iter("h1", "h2", "h3", "h4", "h5", "h6") if text_of(h)]
    first = next((h for h in headings if h.tag == "h1"), None)
    if first is None and headings and body[0] is headings[0]:
        first = headings[0]
    if first is None:
        return given
    heading = text_of(first)
    if given and not is_same(given, heading):
        return given
    if text_of(body) == heading:  # nothing but a title: it is the text as well
        return given or heading
    notes.append(f"Removed the heading that is the title: {heading}")
    detach(first)
    return given or heading


def _render(text: str, *, allows_html: bool) -> str | None:
    if _costs_too_much(text):
        return None
    parser = _parser(allows_html=allows_html)
    tokens = parser.parse(text)
    # Beyond its nesting limit the parser leaves text out without a word.
    if any(token.level >= _NESTING - 2 for token in tokens):
        return None
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html if len(html) <= 3 * HTML_CHARACTERS else None


def _costs_too_much(text: str) -> bool:
    """Returns whether a text would take the parser long.

    Its time grows with the square of the marks in one paragraph, and tables are slow.
    """
    if text.count("|") > _MOST_CELLS:
        return True
    counts = (sum(map(block.count, "[*_`<~&!")) for block in text.split("\n\n"))
    return sum(count * count for count in counts) > _MOST_WORK


def _parser(*, allows_html: bool) -> "MarkdownIt":
    # Start-up time: only a Markdown text needs these.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    options = {"html": allows_html, "maxNesting": _NESTING}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    if not allows_html:
        parser.disable(["entity"])  # nor is "&amp;" anything but what was typed
    return parser.use(footnote_plugin).use(tasklists_plugin)
