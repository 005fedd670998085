"""Plain text to a draft: what it says of itself is found, and its body is set as HTML.

Nothing is ever lost: what leaves the body is said elsewhere in the draft, and logged.
"""

from reader.core.errors import ImportFailed
from reader.core.models import Draft, Source
from reader.core.translation import _
from reader.importers.article_metadata import Metadata, make_draft, merged, too_long
from reader.importers.decode import Decoded
from reader.importers.limits import LINES, TEXT_CHARACTERS
from reader.importers.plain.blocks_to_html import to_html
from reader.importers.plain.front_matter import part_front_matter
from reader.importers.plain.metadata import part_header, structure
from reader.importers.plain.text_blocks import part
from reader.importers.plain.text_lines import clean_lines

IMPORTER = "plain-text/1"
MEDIA_TYPE = "text/plain"


def read_plain_text(source: Source, decoded: Decoded) -> Draft:
    """The article of a plain text.

    Raises ImportFailed when there is no text, or more than an article may have.
    """
    if len(decoded.text) > TEXT_CHARACTERS:
        raise too_long(source.name)
    lines = clean_lines(decoded.text)
    if len(lines) > LINES and sum(map(bool, lines)) > LINES:
        raise ImportFailed(_("“{name}” has too many lines.").format(name=source.name))
    parted = part_front_matter("\n".join(lines)) if lines[0] == "---" else None
    known, notes = Metadata(), [*decoded.notes]
    if parted is not None:
        known, lines = parted.metadata, parted.text.split("\n")
        notes += parted.notes
    header, lines, header_notes = part_header(lines)
    found = structure(part(lines), merged(known, header), source.name)
    return make_draft(
        source,
        IMPORTER,
        MEDIA_TYPE,
        found.metadata,
        to_html(found.body),
        notes=(*notes, *header_notes, *found.notes),
    )
