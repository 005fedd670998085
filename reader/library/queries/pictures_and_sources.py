"""Reads the stored images, and the files that articles were created from."""

from typing import NamedTuple

from reader.core.article_source import Asset, Source
from reader.core.errors import NotFound
from reader.core.translation import _
from reader.library.queries import row_conversion
from reader.library.queries.read_connection import ReadConnection


class StoredSize(NamedTuple):
    """How much of a library an article takes, with all its texts; in bytes, but for a count."""

    texts: int
    sources: int
    pictures: int
    picture_count: int

    @property
    def total(self) -> int:
        """All of it together."""
        return self.texts + self.sources + self.pictures


class AssetQueries(ReadConnection):
    """Queries for images and source files."""

    def asset(self, sha256: str) -> Asset | None:
        """Returns the image with this content, if the library has it."""
        row = self._first(
            "SELECT sha256, media_type, data FROM asset WHERE sha256 = ?", (sha256.lower(),)
        )
        return None if row is None else row_conversion.asset(row)

    def holds_source(self, sha256: str) -> bool:
        """Returns whether something was ever made of these bytes and not purged since."""
        return self._first("SELECT 1 FROM source WHERE sha256 = ?", (sha256,)) is not None

    def picture_from(self, article_id: int, address: str) -> bytes:
        """Returns the image that an article has from an address, as it was last read; else empty."""
        if not address:  # of what is part of its page
            return b""
        row = self._first(
            "SELECT a.data FROM revision AS r JOIN revision_asset AS s ON s.revision_id = r.id"
            " JOIN asset AS a ON a.id = s.asset_id"
            " WHERE r.article_id = ? AND s.address = ? ORDER BY r.seq DESC LIMIT 1",
            (article_id, address),
        )
        return b"" if row is None else bytes(row[0])

    def picture_address(self, article_id: int, sha256: str) -> str:
        """Returns where an image of an article was fetched from; empty if it was part of its page."""
        row = self._first(
            "SELECT s.address FROM revision AS r JOIN revision_asset AS s ON s.revision_id = r.id"
            " JOIN asset AS a ON a.id = s.asset_id"
            " WHERE r.article_id = ? AND a.sha256 = ? ORDER BY r.seq DESC LIMIT 1",
            (article_id, sha256),
        )
        return "" if row is None else row[0]

    def pictures_of(self, revision_id: int) -> tuple[Asset, ...]:
        """Returns the images that a revision shows."""
        found = self._rows(
            "SELECT a.sha256, a.media_type, a.data, s.address FROM revision_asset AS s"
            " JOIN asset AS a ON a.id = s.asset_id WHERE s.revision_id = ? ORDER BY s.id",
            (revision_id,),
        )
        return tuple(row_conversion.asset(row) for row in found)

    def stored_size(self, article_id: int) -> StoredSize:
        """Returns how much of the library an article takes; what others share with it is counted too."""
        (row,) = self._rows(
            """WITH own AS (SELECT id, source_id FROM revision WHERE article_id = ?1)
            SELECT (SELECT coalesce(sum(length(CAST(html AS BLOB)) + length(CAST(text AS BLOB))
                      + length(CAST(left_out AS BLOB))), 0) FROM revision WHERE article_id = ?1),
                   (SELECT coalesce(sum(length(data)), 0) FROM source
                      WHERE id IN (SELECT source_id FROM own)),
                   coalesce(sum(length(data)), 0), count(*)
            FROM asset WHERE id IN (SELECT asset_id FROM revision_asset
              WHERE revision_id IN (SELECT id FROM own))""",
            (article_id,),
        )
        return StoredSize(*row)

    def fetched_version(self, article_id: int) -> tuple[str, str, str]:
        """Returns where an article was last fetched from, its ETag and when it was modified then."""
        row = self._first(
            "SELECT s.address, s.etag, s.last_modified FROM source AS s"
            " JOIN revision AS r ON r.source_id = s.id"
            " WHERE r.article_id = ? ORDER BY r.seq DESC LIMIT 1",
            (article_id,),
        )
        return ("", "", "") if row is None else (row[0], row[1], row[2])

    def source(self, revision_id: int) -> Source:
        """Returns what a revision was made from, as it came; raises NotFound."""
        row = self._first(
            "SELECT s.data, s.name, s.media_type, s.address, s.etag, s.last_modified, r.extractor"
            " FROM source AS s JOIN revision AS r ON r.source_id = s.id WHERE r.id = ?",
            (revision_id,),
        )
        if row is None:
            message = _("There is no revision {id} in the library.")
            raise NotFound(message.format(id=revision_id))
        return row_conversion.source(row)

    def importer(self, revision_id: int) -> str:
        """Returns the id of the importer that read a revision; empty when there is no revision."""
        row = self._first("SELECT extractor FROM revision WHERE id = ?", (revision_id,))
        return "" if row is None else row[0].partition("/")[0]
