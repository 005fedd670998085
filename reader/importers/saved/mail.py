"""Reads email: the displayed text, its images, and the header."""

import re
from dataclasses import replace
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from reader.core.article_draft import LeftOut, Source
from reader.core.errors import ImportFailed
from reader.core.translation import N_, _
from reader.importers.article_metadata import Metadata
from reader.importers.draft_builder import plain
from reader.importers.importer import ParsedArticle
from reader.importers.plain.plain_text import read_plain_text
from reader.importers.saved.layout_tables import unwrap_layout_tables
from reader.importers.saved.message_detection import fields_start
from reader.importers.saved.mime_message import (
    cut_notes,
    decoded,
    field,
    parse_message,
    part_of,
    raw_field,
)
from reader.importers.saved.saved_page import read_saved_page
from reader.importers.source_content import Content

ATTACHMENT = N_("attached to the email")
_SEPARATOR = re.compile(rb"\nFrom \S+ [^\n]*\d{4}\r?\n[!-9;-~]+:")  # between the mails of a mailbox
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def read_mail(content: Content) -> ParsedArticle:
    """Returns the text of a mail as an article: the sender is its author.

    Raises ImportFailed when the mail has no text or is encrypted, and for several mails in one file.
    """
    if content.data.startswith(b"From ") and _SEPARATOR.search(content.data, 1):
        text = _("“{name}” contains several emails: save one as .eml, and add that.")
        raise ImportFailed(text.format(name=content.name))
    message, leaves = parse_message(content.data[fields_start(content.data) :], content.name)
    if message.get_content_type() in _ENCRYPTED:
        text = _(
            "“{name}” is encrypted: open it in your email program and add its text from there."
        )
        raise ImportFailed(text.format(name=content.name))
    shown = [leaf for leaf in leaves if not _is_attached(leaf)]
    page = next((leaf for leaf in shown if leaf.get_content_type() == "text/html"), None)
    texts = [leaf for leaf in shown if leaf.get_content_type() == "text/plain"]
    if page is None and not texts:
        text = _("“{name}” is an email without text: save its attachment, and add that.")
        raise ImportFailed(text.format(name=content.name))
    notes = cut_notes(message, leaves, texts[-1] if page is None else page, content.name)
    said = _said(message)
    parsed: ParsedArticle | None = None
    if page is not None:
        parts = map(part_of, leaves)
        parsed = read_saved_page(content, part_of(page), parts, said, unwrap_layout_tables)
    if parsed is None or (texts and not plain(parsed.html)):  # a letter that is all images
        parsed = _read_text(content, texts, said)
    attached = [
        LeftOut(decoded(leaf.get_filename() or leaf.get_content_type()), ATTACHMENT)
        for leaf in leaves
        if _is_attached(leaf)
    ]
    return replace(parsed, notes=(*notes, *parsed.notes), left_out=(*parsed.left_out, *attached))


def _said(message: Message) -> Metadata:
    """Returns what the header says of the text."""
    senders = getaddresses([raw_field(message, "From")])
    names = [decoded(name) or address for name, address in senders]
    try:
        sent = parsedate_to_datetime(field(message, "Date")).isoformat()
    except (ValueError, TypeError, OverflowError):
        sent = ""
    return Metadata(
        title=field(message, "Subject"),
        byline=", ".join(filter(None, names)),
        url=field(message, "Archived-At").strip("<> "),
        published=sent,
        language=field(message, "Content-Language").partition(",")[0],
    )


def _read_text(content: Content, leaves: list[Message], said: Metadata) -> ParsedArticle:
    texts = [_text(content, leaf) for leaf in leaves]
    data = "\n\n".join(filter(None, texts)).encode()
    source = Source(data, content.name, content.source.origin, "text/plain")
    return read_plain_text(Content(source, "text/plain", "utf-8"), said)


def _text(content: Content, leaf: Message) -> str:
    part = part_of(leaf)
    if not part.data.strip():
        return ""
    source = Source(part.data, content.name, content.source.origin, "text/plain")
    text = Content(source, "text/plain", part.charset).decoded.text
    if str(leaf.get_param("format") or "").lower() == "flowed":
        return _unflowed(text, keeps_space=str(leaf.get_param("delsp") or "").lower() != "yes")
    return text


def _unflowed(text: str, *, keeps_space: bool) -> str:
    """Joins the lines that a mail program broke, marked by a space at their end (RFC 3676)."""
    lines: list[str] = []
    flows = False
    for line in text.splitlines():
        line = line.removeprefix(" ")  # put before lines that would look like something else
        if flows and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if flows and not keeps_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _is_attached(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment"
