"""Registers messages: email, and MHTML, in which browsers save a page with its images in one file."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources
from reader.importers.saved.message_detection import header_fields, is_mail, is_saved_page

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes_mail(content: "Content") -> Certainty:
    fields = header_fields(content.data)
    if is_mail(fields):
        return Certainty.CERTAIN
    is_declared = content.media_type in _MAIL.media_types
    return Certainty.DECLARED if is_declared and fields else Certainty.NONE


def _recognizes_page(content: "Content") -> Certainty:
    fields = header_fields(content.data)
    if is_saved_page(fields):
        return Certainty.CERTAIN
    is_declared = content.media_type in _PAGE.media_types
    return Certainty.DECLARED if is_declared and "content-type" in fields else Certainty.NONE


def _read_mail(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.mail import read_mail  # start-up time: lxml

    return read_mail(content)


def _read_page(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.mhtml import read_mhtml  # start-up time: lxml

    return read_mhtml(content)


_MAIL = Importer(
    id="mail",
    title=N_("email"),
    media_types=("message/rfc822",),
    suffixes=(".eml", ".emlx"),
    version=1,
    recognizes=_recognizes_mail,
    read=_read_mail,
)
_PAGE = Importer(
    id="mhtml",
    title=N_("MHTML"),
    media_types=("application/x-mimearchive", "multipart/related"),
    suffixes=(".mhtml", ".mht"),
    version=1,
    recognizes=_recognizes_page,
    read=_read_page,
)
FORMATS = (_MAIL, _PAGE)
