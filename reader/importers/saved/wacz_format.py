"""Registers WACZ, a ZIP archive of WARC files with a list of their pages."""

from typing import TYPE_CHECKING

from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer, ParsedArticle, Resources

if TYPE_CHECKING:
    from reader.importers.source_content import Content


def _recognizes(content: "Content") -> Certainty:
    from reader.importers.saved.wacz_detection import (  # start-up time
        folder_of_capture,
        packed_captures,
    )

    names = content.zip_names
    is_capture = folder_of_capture(names) is not None or bool(packed_captures(names))
    return Certainty.CERTAIN if is_capture else Certainty.NONE


def _read(content: "Content", _resources: Resources) -> ParsedArticle:
    from reader.importers.saved.wacz import read_wacz  # start-up time: lxml

    return read_wacz(content)


FORMAT = Importer(
    id="wacz",
    title=N_("WACZ web archive"),
    media_types=("application/wacz",),
    suffixes=(".wacz",),
    version=1,
    recognizes=_recognizes,
    read=_read,
)
