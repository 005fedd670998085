"""Registers WARC, in which web archives store the responses of servers."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    from reader.importers.saved.warc_records import begins_like_warc  # start-up time

    return Certainty.CERTAIN if begins_like_warc(content.data) else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.containers.unpacking import Room, gunzipped  # start-up time
    from reader.importers.saved.web_capture import read_capture  # start-up time: lxml

    room = Room(content.name)
    data, is_whole = gunzipped(content.data, room)
    return read_capture(content, data, room, is_whole=is_whole)


FORMAT = Importer(
    id="warc",
    title=N_("WARC web archive"),
    media_types=("application/warc",),
    suffixes=(".warc", ".warc.gz"),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
