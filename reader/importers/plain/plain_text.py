"""Reads plain text: finds its metadata and converts its body to HTML.

Nothing is lost: lines removed from the body become metadata, and are logged.
"""

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.article_metadata import Metadata, merged
from reader.importers.importer import ParsedArticle
from reader.importers.limits import LINES
from reader.importers.plain.blocks_to_html import to_html
from reader.importers.plain.front_matter_metadata import part_front_matter
from reader.importers.plain.hard_wrapping import clean_lines
from reader.importers.plain.metadata import part_header, structure
from reader.importers.plain.text_blocks import part
from reader.importers.source_content import Content, refuse_long_text

NOTHING_SAID = Metadata()


def read_plain_text(content: Content, said: Metadata = NOTHING_SAID) -> ParsedArticle:
    """Returns the article of a plain text.

    said: metadata known from elsewhere, such as the header of an email, which takes precedence. Raises
    ImportFailed when there is more text than an article may have.
    """
    decoded = content.decoded
    refuse_long_text(decoded.text, content.name)
    lines = clean_lines(decoded.text)
    if len(lines) > LINES and sum(map(bool, lines)) > LINES:
        raise ImportFailed(_("“{name}” has too many lines.").format(name=content.name))
    parted = part_front_matter("\n".join(lines)) if lines[0] == "---" else None
    known, notes = Metadata(), [*decoded.notes]
    if parted is not None:
        known, lines = parted.metadata, parted.text.split("\n")
        notes += parted.notes
    header, lines, header_notes = part_header(lines)
    found = structure(part(lines), merged(said, known, header), content.name)
    return ParsedArticle(
        found.metadata, to_html(found.body), notes=(*notes, *header_notes, *found.notes)
    )
