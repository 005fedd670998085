"""Reads Markdown: CommonMark with tables, footnotes, strikethrough and task lists."""

import re
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.importers.converted_html import read_converted
from reader.importers.importer import ParsedArticle, Resources
from reader.importers.limits import HTML_CHARACTERS
from reader.importers.plain import postil_markdown_layout
from reader.importers.plain.bare_links import link_bare_addresses
from reader.importers.plain.cjk_emphasis import use_cjk_emphasis
from reader.importers.plain.front_matter_metadata import Parted, part_front_matter
from reader.importers.plain.heading_links import TITLE, use_heading_links
from reader.importers.plain.html_in_markdown import TYPED_TAGS, TypedTags, use_typed_tags
from reader.importers.plain.joplin_notes import part_joplin_note
from reader.importers.plain.markdown_dialects import use_dialects
from reader.importers.plain.markdown_picture_syntax import use_loose_pictures
from reader.importers.plain.metadata import part_header
from reader.importers.plain.note_program_markup import without_program_marks
from reader.importers.plain.site_templates import without_templates
from reader.importers.source_content import Content, refuse_long_text

_HEADING = re.compile(r"#[ \t]+\S[^\n]*\n[ \t]*\n")
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
    text = postil_markdown_layout.usual_layout(text)
    parted = part_front_matter(text)
    if postil_markdown_layout.is_postils(text) and (
        own := postil_markdown_layout.parted(parted.text)[1].strip()
    ):
        # What an export has above the text, such as the quotes, is no part of it.
        parted = replace(parted, text=own)
    if parted.text == text:
        parted = part_joplin_note(text) or _part_header(parted)
    else:
        shown, tags = without_templates(parted.text)
        notes = [f"Left out, tags of a site: {'; '.join(tags)}"] if tags else []
        parted = replace(parted, text=shown, notes=(*parted.notes, *notes))
    shown, left_out = without_program_marks(
        parted.text, is_mdx=content.name.lower().endswith(".mdx")
    )
    html = _render(shown, parted.metadata.title, allows_html=allows_html)
    if html is None:
        return None
    parsed = read_converted(html, parted.metadata, resources, link_bare_addresses)
    of_programs = [f"Left out, written by a program: {'; '.join(left_out)}"] if left_out else []
    return replace(parsed, notes=(*decoded.notes, *parted.notes, *of_programs, *parsed.notes))


def _part_header(parted: Parted) -> Parted:
    """Splits off the lines of a header, above the text or, as Notion writes them, below its title."""
    heading = _HEADING.match(parted.text)
    start = heading.end() if heading else 0
    known, lines, notes = part_header(parted.text[start:].split("\n"))
    if not notes:
        return parted
    text = parted.text[:start] + "\n".join(lines)
    return Parted(known, text, (*parted.notes, *notes))


def _render(text: str, title: str, *, allows_html: bool) -> str | None:
    if _costs_too_much(text):
        return None
    parser = _parser(allows_html=allows_html)
    tokens = parser.parse(text, {TYPED_TAGS: TypedTags(text), TITLE: title})
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


@cache
def _parser(*, allows_html: bool) -> MarkdownIt:
    options = {"html": allows_html, "maxNesting": _NESTING}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(tasklists_plugin)
    use_cjk_emphasis(parser)
    use_loose_pictures(parser)
    use_dialects(parser)
    use_heading_links(parser)
    if allows_html:
        use_typed_tags(parser)
    else:
        parser.disable(["entity"])  # nor is "&amp;" anything but what was typed
    return parser
