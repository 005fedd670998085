"""Registers email, as programs save messages and newsletters."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources
from reader.importers.saved.message_detection import header_fields, is_mail

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    fields = header_fields(content.data)
    if is_mail(fields):
        return Certainty.CERTAIN
    is_declared = content.media_type in FORMAT.media_types
    return Certainty.DECLARED if is_declared and fields else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.mail import read_mail  # start-up time: lxml

    return read_mail(content)


FORMAT = Importer(
    id="mail",
    title=N_("email"),
    media_types=("message/rfc822",),
    suffixes=(".eml", ".emlx"),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
