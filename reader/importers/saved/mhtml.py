"""Reads MHTML: a message whose parts are a page and its images."""

from dataclasses import replace
from email.message import Message

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.article_metadata import Metadata, merged
from reader.importers.importer import ParsedArticle
from reader.importers.saved.message_detection import fields_start
from reader.importers.saved.mime_message import (
    address_in,
    cut_notes,
    field,
    parse_message,
    part_of,
)
from reader.importers.saved.saved_page import Part, read_saved_page
from reader.importers.saved.word_pictures import with_images
from reader.importers.source_content import Content


def read_mhtml(content: Content) -> ParsedArticle:
    """Returns the article of the page in an MHTML file.

    Raises ImportFailed when there is no page in it, or the page itself is cut off.
    """
    message, leaves = parse_message(content.data[fields_start(content.data) :], content.name)
    base = address_in(message, "Content-Base") or address_in(message, "Content-Location")
    parts = [part_of(leaf, base) for leaf in leaves]
    snapshot = address_in(message, "Snapshot-Content-Location")
    index = _page_index(message, parts, snapshot)
    if index is None:
        text = _("“{name}” contains no page: save the page again, and add the new file.")
        raise ImportFailed(text.format(name=content.name))
    notes = cut_notes(message, leaves, leaves[index], content.name)
    if saved := field(message, "Date"):
        notes.append(f"Saved: {saved}")
    page = parts[index]
    if address := snapshot or page.address or base:
        page = replace(page, address=address)
    parsed = read_saved_page(content, replace(page, data=with_images(page.data)), parts)
    # The subject is the title, but some browsers write "?" for each letter that is not ASCII.
    metadata = merged(parsed.metadata, Metadata(title=field(message, "Subject")))
    return replace(parsed, metadata=metadata, notes=(*notes, *parsed.notes))


def _page_index(message: Message, parts: list[Part], address: str) -> int | None:
    """Returns which part is the page: the one that the message names, else the first one."""
    start = str(message.get_param("start") or "").strip("<> ")
    pages = [index for index, part in enumerate(parts) if part.is_page]
    named = [i for i in pages if start and parts[i].content_id == start]
    named += [i for i in pages if address and parts[i].address == address]
    return next(iter((*named, *pages)), None)
