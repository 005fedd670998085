"""Provides the bytes of a source and their text, which is decoded on first use."""

from functools import cached_property

from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.containers.zip_reading import zip_names
from reader.importers.decode import Decoded, decode
from reader.importers.limits import TEXT_CHARACTERS


class Content:
    """A source as importers see it."""

    def __init__(self, source: Source, media_type: str, charset: str) -> None:
        """media_type: as declared, else by the name's suffix. Both may be empty."""
        self.source = source
        self.data = source.data
        self.name = source.name
        self.media_type = media_type
        self._charset = charset

    @cached_property
    def decoded(self) -> Decoded:
        """The text and how it was decoded; raises ImportFailed if the bytes are not text."""
        return decode(self.data, self.name, self._charset)

    @cached_property
    def text(self) -> str:
        """The text, empty if the bytes are not text."""
        try:
            return self.decoded.text
        except ImportFailed:
            return ""

    @cached_property
    def zip_names(self) -> tuple[str, ...]:
        """The names of the files in it, if it is a ZIP archive."""
        # A book may have other bytes before its archive, as those that unpack themselves have.
        is_archive = self.data.startswith(b"PK") or self.media_type == "application/epub+zip"
        return zip_names(self.data) if is_archive else ()


def refuse_long_text(text: str, name: str) -> None:
    """Raises ImportFailed if a text is longer than an article may be."""
    if len(text) > TEXT_CHARACTERS:
        raise too_long(name)


def too_long(name: str) -> ImportFailed:
    """Returns the error for a text that is longer than an article may be."""
    message = _("“{name}” is too long: an article may have {limit} million characters.")
    return ImportFailed(message.format(name=name, limit=TEXT_CHARACTERS // 1_000_000))
