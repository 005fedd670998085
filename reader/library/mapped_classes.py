"""Defines the tables of a library as mapped classes.

Ids are never used twice, times are milliseconds since 1970 UTC, and there are no relationships: an
operation says what it reads and in which order it writes. Content never cascades into the user's
words. ``migrations`` contains the same tables as frozen SQL; a test compares the two.
"""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from reader.core.models import Color, Kind, State, Status
from reader.library.mapped_base import (
    EMPTY,
    LIVE,
    RECORDED,
    STRICT,
    one_of,
    refers,
)
from reader.library.mapped_base import Base as Base
from reader.library.mapped_base import Recorded as Recorded
from reader.library.mapped_feeds import Feed as Feed
from reader.library.mapped_feeds import FeedEntry as FeedEntry


class Meta(Base):
    """Facts about the library itself, such as which version made it."""

    __tablename__ = "meta"
    __table_args__ = (STRICT,)

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Source(Recorded):
    """What the user handed over, byte for byte (zlib compressed)."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("length(sha256) = 64"), RECORDED)

    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    media_type: Mapped[str]
    data: Mapped[bytes] = mapped_column(deferred=True)  # large, and no operation asks for it
    created_at: Mapped[int]
    # Of what was fetched: from where, and what the server called this version.
    address: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    etag: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    last_modified: Mapped[str] = mapped_column(default="", server_default=EMPTY)


_KEPT = text("deleted_at IS NULL AND is_unkept = 0")
_FILED = "state", "created_at", "id", "is_starred", "is_read"
_OF_VIEW = "id", "state", "is_starred", "is_read", "is_unkept"
_BY_VIEW = "created_at", *_OF_VIEW
_IN_TRASH = "created_at", "id", "deleted_at"
_BY_SITE = text("site COLLATE NOCASE"), text("-created_at"), *_OF_VIEW


class Article(Recorded):
    """An article and its details; its text is in its revisions."""

    __tablename__ = "article"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint("length(uid) = 36"),
        CheckConstraint("is_starred IN (0, 1) AND is_read IN (0, 1)"),
        CheckConstraint("progress BETWEEN 0 AND 1 AND position >= 0 AND word_count >= 0"),
        # Counting and listing 10,000 articles reads these and not the wide rows.
        Index("article_live", "state", "is_read", "is_starred", "is_unkept", sqlite_where=LIVE),
        Index("article_state", *_FILED, sqlite_where=_KEPT),
        Index("article_added", *_BY_VIEW, sqlite_where=LIVE),
        # Each order of the list, with what the views are made of.
        Index("article_published", "published", *_BY_VIEW, sqlite_where=LIVE),
        Index("article_known", text("published = ''"), "published", *_BY_VIEW, sqlite_where=LIVE),
        Index("article_length", "word_count", *_BY_VIEW, sqlite_where=LIVE),
        Index("article_progress", "progress", *_BY_VIEW, sqlite_where=LIVE),
        Index("article_site", *_BY_SITE, sqlite_where=LIVE),
        Index("article_trash", *_IN_TRASH, sqlite_where=text("deleted_at IS NOT NULL")),
        Index("article_url", "url", sqlite_where=text("url <> ''")),
        Index("article_url_key", "url_key", sqlite_where=text("url_key <> ''")),
        Index("article_current", "current_revision_id"),
        RECORDED,
    )

    uid: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    created_at: Mapped[int]
    updated_at: Mapped[int]
    byline: Mapped[str] = mapped_column(default="")
    site: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    published: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    excerpt: Mapped[str] = mapped_column(default="")
    word_count: Mapped[int] = mapped_column(default=0)
    is_title_generated: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default=State.INBOX.value)
    is_starred: Mapped[bool] = mapped_column(default=False)
    is_read: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[float] = mapped_column(default=0.0)
    position: Mapped[int] = mapped_column(default=0)
    # Null only while the article and its first revision are being added.
    current_revision_id: Mapped[int | None] = mapped_column(
        refers("revision.id", name="article_current_revision", use_alter=True), default=None
    )
    deleted_at: Mapped[int | None] = mapped_column(default=None)
    # What addresses of the same page have in common, see core/web_addresses.py.
    url_key: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    # Of the facts above, those that the user set, by name with spaces between: reading the article
    # in again leaves them alone.
    edited_fields: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    # Whether it is from a feed and was not moved: it is only in the view of its feed.
    is_unkept: Mapped[bool] = mapped_column(
        CheckConstraint("is_unkept IN (0, 1)"), default=False, server_default=text("0")
    )


class Revision(Recorded):
    """What was on the page when: frozen by a trigger."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("article_id", "seq"),
        CheckConstraint("seq >= 1"),
        CheckConstraint("length(text_sha256) = 64"),
        Index("revision_text", "text_sha256"),
        Index("revision_source", "source_id"),
        RECORDED,
    )

    article_id: Mapped[int] = mapped_column(refers("article.id"))
    seq: Mapped[int]
    html: Mapped[str] = mapped_column(deferred=True)  # as long as the text, and seldom asked for
    text: Mapped[str]
    text_sha256: Mapped[str]
    extractor: Mapped[str]
    normaliser: Mapped[int]
    source_id: Mapped[int] = mapped_column(refers("source.id"))
    created_at: Mapped[int]
    # What of the source is not in the text, see left_out_parts_json.py; empty where that is not known.
    left_out: Mapped[str] = mapped_column(deferred=True, default="", server_default=EMPTY)


class Annotation(Recorded):
    """A highlight or a note on the article; the words it was made on are frozen by a trigger."""

    __tablename__ = "annotation"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("color", Color),
        CheckConstraint("length(uid) = 36"),
        CheckConstraint("kind = 'article_note' OR (length(exact) > 0 AND made_start IS NOT NULL)"),
        CheckConstraint(
            "(made_start IS NULL) = (made_end IS NULL)"
            " AND (made_start IS NULL OR (made_start >= 0 AND made_end > made_start))"
        ),
        Index("annotation_live", "article_id", sqlite_where=LIVE),
        Index("annotation_article", "article_id"),
        # Of what a search finds, its article and its time, without the wide rows.
        Index("annotation_found", "id", "article_id", "created_at", sqlite_where=LIVE),
        Index("annotation_made_on", "made_on_revision_id"),
        RECORDED,
    )

    uid: Mapped[str] = mapped_column(unique=True)
    article_id: Mapped[int] = mapped_column(refers("article.id"))
    kind: Mapped[str]
    made_on_revision_id: Mapped[int] = mapped_column(refers("revision.id"))
    created_at: Mapped[int]
    updated_at: Mapped[int]
    color: Mapped[str] = mapped_column(default=Color.YELLOW.value)
    note: Mapped[str] = mapped_column(default="")
    exact: Mapped[str] = mapped_column(default="")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    made_start: Mapped[int | None] = mapped_column(default=None)
    made_end: Mapped[int | None] = mapped_column(default=None)
    deleted_at: Mapped[int | None] = mapped_column(default=None)


class Anchor(Recorded):
    """Where an annotation is on one revision; can be computed again."""

    __tablename__ = "anchor"
    __table_args__ = (
        UniqueConstraint("annotation_id", "revision_id"),
        one_of("status", Status),
        CheckConstraint("score BETWEEN 0 AND 1"),
        CheckConstraint("status = 'orphan' OR start IS NOT NULL"),
        CheckConstraint(
            '(start IS NULL) = ("end" IS NULL)'
            ' AND (start IS NULL OR (start >= 0 AND "end" > start))'
        ),
        Index("anchor_revision", "revision_id"),
        RECORDED,
    )

    annotation_id: Mapped[int] = mapped_column(refers("annotation.id"))
    revision_id: Mapped[int] = mapped_column(refers("revision.id"))
    status: Mapped[str]
    score: Mapped[float]
    created_at: Mapped[int]
    start: Mapped[int | None] = mapped_column(default=None)
    end: Mapped[int | None] = mapped_column(default=None)
    # Whether the user has looked at it and wants it left so: an orphan that is to stay one.
    is_settled: Mapped[bool] = mapped_column(
        CheckConstraint("is_settled IN (0, 1)"), default=False, server_default=text("0")
    )


class RevisionOffer(Recorded):
    """A revision that was read in but not made current without asking."""

    __tablename__ = "revision_offer"
    __table_args__ = (
        UniqueConstraint("article_id"),
        Index("revision_offer_revision", "revision_id"),
        RECORDED,
    )

    article_id: Mapped[int] = mapped_column(refers("article.id"))
    revision_id: Mapped[int] = mapped_column(refers("revision.id"))
    created_at: Mapped[int]


class Tag(Recorded):
    """A word that groups articles and highlights; nested by ``/`` in its name.

    A tag may be linked to a colour of highlights: one colour, one tag.
    """

    __tablename__ = "tag"
    __table_args__ = (
        CheckConstraint("length(key) > 0"),
        Index("tag_color", "color", unique=True, sqlite_where=text("color <> ''")),
        RECORDED,
    )

    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[int]
    color: Mapped[str] = mapped_column(
        CheckConstraint(f"color IN ('', {', '.join(repr(str(one)) for one in Color)})"),
        default="",
        server_default=EMPTY,
    )


class ArticleTag(Recorded):
    """The tagging of an article."""

    __tablename__ = "article_tag"
    __table_args__ = (
        UniqueConstraint("article_id", "tag_id"),
        Index("article_tag_tag", "tag_id", "created_at"),
        RECORDED,
    )

    article_id: Mapped[int] = mapped_column(refers("article.id"))
    tag_id: Mapped[int] = mapped_column(refers("tag.id"))
    created_at: Mapped[int]


class AnnotationTag(Recorded):
    """The tagging of an annotation."""

    __tablename__ = "annotation_tag"
    __table_args__ = (
        UniqueConstraint("annotation_id", "tag_id"),
        Index("annotation_tag_tag", "tag_id", "created_at"),
        RECORDED,
    )

    annotation_id: Mapped[int] = mapped_column(refers("annotation.id"))
    tag_id: Mapped[int] = mapped_column(refers("tag.id"))
    created_at: Mapped[int]


class TagSlot(Recorded):
    """The digit of a quick tag: in the text (place ``""``) or for articles (``article``)."""

    __tablename__ = "tag_slot"
    __table_args__ = (
        UniqueConstraint("place", "digit"),
        CheckConstraint("digit BETWEEN 1 AND 9"),
        Index("tag_slot_tag", "tag_id"),
        RECORDED,
    )

    digit: Mapped[int]
    tag_id: Mapped[int] = mapped_column(refers("tag.id"))
    place: Mapped[str] = mapped_column(default="")


class Asset(Recorded):
    """An image, named by its content."""

    __tablename__ = "asset"
    __table_args__ = (CheckConstraint("length(sha256) = 64"), RECORDED)

    sha256: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    data: Mapped[bytes] = mapped_column(deferred=True)  # large, and no operation asks for it
    created_at: Mapped[int]


class RevisionAsset(Recorded):
    """A revision shows an image, so the image stays."""

    __tablename__ = "revision_asset"
    __table_args__ = (
        UniqueConstraint("revision_id", "asset_id"),
        Index("revision_asset_asset", "asset_id"),
        RECORDED,
    )

    revision_id: Mapped[int] = mapped_column(refers("revision.id"))
    asset_id: Mapped[int] = mapped_column(refers("asset.id"))
    address: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # fetched from


class Step(Base):
    """One entry of the undo history."""

    __tablename__ = "step"
    __table_args__ = (CheckConstraint("is_undone IN (0, 1)"), RECORDED)

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-1)
    label: Mapped[str]
    at: Mapped[int]
    changes: Mapped[str]
    merge_key: Mapped[str | None] = mapped_column(default=None)
    is_undone: Mapped[bool] = mapped_column(default=False)


class SavedSearch(Recorded):
    """A query that the user has given a name."""

    __tablename__ = "saved_search"
    __table_args__ = (CheckConstraint("length(name) > 0 AND length(query) > 0"), RECORDED)

    name: Mapped[str]
    query: Mapped[str]  # as it was typed; see core/query
    place: Mapped[int]  # its rank among the others, by which they are sorted
    created_at: Mapped[int]


class AnnotationHistory(Base):
    """What an annotation was before each change; written by triggers and outlives everything."""

    __tablename__ = "annotation_history"
    __table_args__ = (
        CheckConstraint("op IN ('update', 'delete')"),
        Index("annotation_history_annotation", "annotation_id"),
        RECORDED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False, sort_order=-1)
    op: Mapped[str]
    at: Mapped[int]
    annotation_id: Mapped[int]
    uid: Mapped[str]
    article_id: Mapped[int]
    kind: Mapped[str]
    color: Mapped[str]
    note: Mapped[str]
    exact: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    created_at: Mapped[int]
    updated_at: Mapped[int]
    deleted_at: Mapped[int | None]
