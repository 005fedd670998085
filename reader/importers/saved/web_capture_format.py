"""Registers web captures: WARC, the responses of servers, and WACZ, a ZIP archive of such files."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes_warc(content: "Content") -> Certainty:
    from reader.importers.saved.warc_records import begins_like_warc  # start-up time

    return Certainty.CERTAIN if begins_like_warc(content.data) else Certainty.NONE


def _recognizes_wacz(content: "Content") -> Certainty:
    from reader.importers.saved.wacz_detection import (  # start-up time
        folder_of_capture,
        packed_captures,
    )

    names = content.zip_names
    is_capture = folder_of_capture(names) is not None or bool(packed_captures(names))
    return Certainty.CERTAIN if is_capture else Certainty.NONE


def _read_warc(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.containers.unpacking import Room, gunzipped  # start-up time
    from reader.importers.saved.web_capture import read_capture  # start-up time: lxml

    room = Room(content.name)
    data, is_whole = gunzipped(content.data, room)
    return read_capture(content, data, room, is_whole=is_whole)


def _read_wacz(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.wacz import read_wacz  # start-up time: lxml

    return read_wacz(content)


FORMATS = (
    Importer(
        id="wacz",
        title=N_("WACZ web archive"),
        media_types=("application/wacz",),
        suffixes=(".wacz",),
        version=1,
        recognizes=_recognizes_wacz,
        read=_read_wacz,
    ),
    Importer(
        id="warc",
        title=N_("WARC web archive"),
        media_types=("application/warc",),
        suffixes=(".warc", ".warc.gz"),
        version=1,
        recognizes=_recognizes_warc,
        read=_read_warc,
    ),
)
