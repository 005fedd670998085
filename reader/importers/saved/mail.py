"""Reads email: the displayed text, its images, and the header."""

import re
from dataclasses import replace
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from lxml import etree

from reader.core.article_source import LeftOut, Source
from reader.core.errors import ImportFailed
from reader.core.translation import N_, _
from reader.importers.article_metadata import Metadata
from reader.importers.draft_builder import plain
from reader.importers.importer import ParsedArticle
from reader.importers.plain.blocks_to_html import to_html
from reader.importers.plain.hard_wrapping import clean_lines
from reader.importers.plain.plain_text import read_plain_text
from reader.importers.plain.text_blocks import part as blocks_of
from reader.importers.saved.layout_tables import unwrap_layout_tables
from reader.importers.saved.message_detection import fields_start
from reader.importers.saved.mime_message import (
    cut_notes,
    decoded,
    field,
    leaves_of,
    parse_message,
    part_of,
    raw_field,
)
from reader.importers.saved.saved_page import read_saved_page
from reader.importers.source_content import Content
from reader.importers.web.html_parser import parse

ATTACHMENT = N_("attached to the email")
_SEPARATOR = re.compile(rb"\nFrom \S+ [^\n]*\d{4}\r?\n[!-9;-~]+:")  # between the mails of a mailbox
_APPENDIX = re.compile(rb"\s*<(?:\?xml|!DOCTYPE plist|plist)\b")  # what Apple's program notes
_LENGTH = re.compile(rb"\s*(\d{1,12})[ \t]*\n")  # what it writes before the mail
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)  # in mailboxes
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def read_mail(content: Content) -> ParsedArticle:
    """Returns the text of a mail as an article: the sender is its author.

    Raises ImportFailed when the mail has no text or is encrypted, and for several mails in one file.
    """
    if content.data.startswith(b"From ") and _SEPARATOR.search(content.data, 1):
        raise _several(content.name)
    message, leaves = parse_message(_mail_in(content.data), content.name)
    if message.get_content_type() in _ENCRYPTED:
        text = _(
            "“{name}” is encrypted: open it in your email program and add its text from there."
        )
        raise ImportFailed(text.format(name=content.name))
    shown = _shown(message)
    while not shown and (letters := list(filter(None, map(_letter, leaves)))):
        if len(letters) > 1:
            raise _several(content.name)
        message = letters[0]  # of a mail that only passes another on
        leaves, shown = list(leaves_of(message)), _shown(message)
    if not shown:
        text = _("“{name}” is an email without text: save its attachment, and add that.")
        raise ImportFailed(text.format(name=content.name))
    notes = cut_notes(message, leaves, shown[-1], content.name)
    said = _said(message)
    texts = [one for one in leaves if not _is_attached(one) and _is_plain(one)]
    parsed: ParsedArticle | None = None
    if any(map(_is_page, shown)):
        parsed = _read_pages(content, shown, leaves, said)
    if parsed is None or (texts and not plain(parsed.html)):  # a letter that is all images
        parsed = _read_text(content, texts, said)
    attached = [
        LeftOut(_name_of(leaf), ATTACHMENT)
        for leaf in leaves
        if _is_attached(leaf) or _letter(leaf) is not None
    ]
    return replace(parsed, notes=(*notes, *parsed.notes), left_out=(*parsed.left_out, *attached))


def _several(name: str) -> ImportFailed:
    text = _("“{name}” contains several emails: save one as .eml, and add that.")
    return ImportFailed(text.format(name=name))


def _mail_in(data: bytes) -> bytes:
    """Returns the mail in a file, without what programs write before and behind it."""
    if (length := _LENGTH.match(data)) and _APPENDIX.match(data, length.end() + int(length[1])):
        data = data[: length.end() + int(length[1])]
    if data.startswith(b"From "):
        data = _ESCAPED_FROM.sub(rb"\1", data)
    return data[fields_start(data) :]


def _shown(message: Message) -> list[Message]:
    """Returns the texts that a mail program shows, in order: of alternatives the richest."""
    if _is_attached(message):
        return []
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        return [message] if _is_plain(message) or _is_page(message) else []
    parts = (part for part in message.get_payload() if isinstance(part, Message))
    found = list(filter(None, map(_shown, parts)))
    kind = message.get_content_subtype()
    if kind == "alternative" and found:
        return next((one for one in reversed(found) if any(map(_is_page, one))), found[-1])
    if kind == "related" and found:
        return found[0]  # the others are its files
    return [text for one in found for text in one]


def _read_pages(
    content: Content, shown: list[Message], leaves: list[Message], said: Metadata
) -> ParsedArticle:
    """Reads the first page of a mail, with the other texts before and behind it."""
    first = next(place for place, one in enumerate(shown) if _is_page(one))

    def adapt(root: etree._Element) -> None:
        body = root.find("body")
        for place, one in enumerate(shown):
            other = None if place == first else parse(_html(content, one)).find("body")
            if body is not None and other is not None:
                other.tag = "div"
                if place < first:
                    body.insert(place, other)
                else:
                    body.append(other)
        unwrap_layout_tables(root)

    return read_saved_page(content, part_of(shown[first]), map(part_of, leaves), said, adapt)


def _html(content: Content, leaf: Message) -> str:
    """Returns a text of a mail as HTML."""
    text = _text(content, leaf)
    return text if _is_page(leaf) else to_html(blocks_of(clean_lines(text)))


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
    """Joins the lines that a mail program broke, marked by a space at their end (RFC 3676).

    Only lines that are quoted equally deep are joined.
    """
    lines: list[list[str]] = []  # each in parts
    flows, before = False, ""
    for line in text.splitlines():
        marks = line[: len(line) - len(line.lstrip(">"))]
        # A space is put before lines that would look like something else.
        words = line[len(marks) :].removeprefix(" ")
        is_joined = flows and marks == before and words != "-- "
        flows, before = words.endswith(" ") and words != "-- ", marks
        if not is_joined:
            lines.append([f"{marks} "] if marks else [])
        lines[-1].append(words[:-1] if flows and not keeps_space else words)
    return "\n".join(map("".join, lines))


def _is_attached(leaf: Message) -> bool:
    return leaf.get_content_disposition() == "attachment"


def _is_plain(leaf: Message) -> bool:
    return leaf.get_content_type() == "text/plain"


def _is_page(leaf: Message) -> bool:
    """Returns whether a part is HTML, even if it is not declared."""
    is_declared = leaf.get_content_type() == "text/html"
    return is_declared or (_is_plain(leaf) and _PAGE.match(part_of(leaf).data) is not None)


def _letter(leaf: Message) -> Message | None:
    """Returns the mail that a part is, as they are passed on; None if it is something else."""
    is_mail = leaf.get_content_type() == "message/rfc822" and leaf.is_multipart()
    inner = leaf.get_payload(0) if is_mail else None
    return inner if isinstance(inner, Message) else None


def _name_of(leaf: Message) -> str:
    """Returns what an attachment is called: a mail by its subject."""
    letter = _letter(leaf)
    subject = "" if letter is None else field(letter, "Subject")
    return decoded(leaf.get_filename() or "") or subject or leaf.get_content_type()
