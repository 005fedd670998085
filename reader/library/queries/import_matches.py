"""Finds articles of the library that match articles of another program, many at once."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Collection, Sequence
from typing import NamedTuple

from reader.library.queries.read_connection import ReadConnection

_COLUMNS = (
    "a.id, a.uid, a.url_key, a.title, a.byline, a.deleted_at IS NOT NULL, r.id, r.text_sha256"
)
_ANNOTATIONS = (
    "SELECT id, article_id, uid, CASE kind WHEN 'highlight' THEN exact ELSE '' END, note"
    " FROM annotation"
)
_TABLES = "article AS a JOIN revision AS r ON r.id = a.current_revision_id"


class KnownArticle(NamedTuple):
    """An article of the library, by what another program may know it by."""

    id: int
    uid: str
    url_key: str
    title: str
    byline: str
    is_in_trash: bool
    revision_id: int  # the current one
    text_sha256: str  # of its current text


class KnownAnnotation(NamedTuple):
    """An annotation of the library, in the trash or not."""

    id: int
    article_id: int
    uid: str
    quote: str  # empty for a note on the article
    note: str


class ImportQueries(ReadConnection):
    """Queries for what is imported from another program."""

    def articles_by_address(self, keys: Sequence[str]) -> list[KnownArticle]:
        """Returns the articles whose addresses have these keys."""
        return self._known_articles("a.url_key", keys)

    def articles_by_uid(self, uids: Sequence[str]) -> list[KnownArticle]:
        """Returns the articles with these UUIDs."""
        return self._known_articles("a.uid", uids)

    def articles_by_title(self, titles: Collection[str]) -> list[KnownArticle]:
        """Returns the articles with these titles, which are case-folded; no unkept ones of feeds."""
        sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE a.is_unkept = 0"
        known = (KnownArticle(*row) for row in self._rows(sql))
        return [one for one in known if one.title.casefold() in titles]

    def articles_by_text(
        self, text_sha256: str, source_sha256: str, *, has_address: bool
    ) -> list[KnownArticle]:
        """Returns the articles with this text, or made of these bytes; no unkept ones of feeds.

        has_address: of what has one, only those without: another page may have the same text.
        """
        sql = (
            f"SELECT {_COLUMNS} FROM {_TABLES} WHERE a.is_unkept = 0 AND (a.url = '' OR NOT ?) AND"
            " (r.text_sha256 = ? OR r.source_id = (SELECT id FROM source WHERE sha256 = ?))"
        )
        return [
            KnownArticle(*row) for row in self._rows(sql, (has_address, text_sha256, source_sha256))
        ]

    def known_annotations(self, article_ids: Sequence[int]) -> list[KnownAnnotation]:
        """Returns all annotations of some articles, those in the trash too, by id."""
        return self._known_annotations("article_id", article_ids)

    def known_annotations_by_uid(self, uids: Sequence[str]) -> list[KnownAnnotation]:
        """Returns the annotations with these UUIDs, in the trash or not."""
        return self._known_annotations("uid", uids)

    def _known_articles(self, column: str, values: Sequence[str]) -> list[KnownArticle]:
        sql = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {column} IN (...) ORDER BY a.id"
        return [KnownArticle(*row) for row in self._rows_among(sql, values)]

    def _known_annotations(self, column: str, values: Sequence[int | str]) -> list[KnownAnnotation]:
        sql = f"{_ANNOTATIONS} WHERE {column} IN (...) ORDER BY id"
        return [KnownAnnotation(*row) for row in self._rows_among(sql, values)]
