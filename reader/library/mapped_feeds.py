"""Defines the tables of feeds as mapped classes."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from reader.core.feeds import FeedContent
from reader.library.mapped_base import EMPTY, RECORDED, Recorded, one_of, refers

_ZERO = text("0")


class Feed(Recorded):
    """A feed that is subscribed to, or was: then it has ``deleted_at``."""

    __tablename__ = "feed"
    __table_args__ = (
        one_of("content", FeedContent),
        CheckConstraint("length(address) > 0"),
        CheckConstraint("keep_count >= 0 AND keep_days >= 0 AND failures >= 0"),
        CheckConstraint("is_gone IN (0, 1)"),
        RECORDED,
    )

    address: Mapped[str]  # where it is fetched from
    address_key: Mapped[str] = mapped_column(unique=True)  # see core/web_addresses.py
    created_at: Mapped[int]
    name: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # as the user gave it
    title: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # as the feed gives it
    folder: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # see core/feeds.py
    site: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    content: Mapped[str] = mapped_column(
        default=FeedContent.FEED.value, server_default=text(f"'{FeedContent.FEED}'")
    )
    keep_count: Mapped[int] = mapped_column(default=0, server_default=_ZERO)
    keep_days: Mapped[int] = mapped_column(default=0, server_default=_ZERO)
    # What the server said of the version that was read last, and the address that said so.
    etag: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    last_modified: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    answered: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    read_at: Mapped[int] = mapped_column(default=0, server_default=_ZERO)
    tried_at: Mapped[int] = mapped_column(default=0, server_default=_ZERO)
    not_before: Mapped[int] = mapped_column(default=0, server_default=_ZERO)  # is it asked again
    failures: Mapped[int] = mapped_column(default=0, server_default=_ZERO)
    failure: Mapped[str] = mapped_column(default="", server_default=EMPTY)
    is_gone: Mapped[bool] = mapped_column(default=False, server_default=_ZERO)
    deleted_at: Mapped[int | None] = mapped_column(default=None)


class FeedEntry(Recorded):
    """An entry of a feed that was seen, with its article as long as the library has that."""

    __tablename__ = "feed_entry"
    __table_args__ = (
        UniqueConstraint("feed_id", "guid"),
        Index("feed_entry_article", "article_id", "feed_id"),
        RECORDED,
    )

    feed_id: Mapped[int] = mapped_column(refers("feed.id"))
    guid: Mapped[str]  # what the feed calls it, as it is
    created_at: Mapped[int]  # as its article had it when that was made
    digest: Mapped[str] = mapped_column(default="", server_default=EMPTY)  # of its content
    article_id: Mapped[int | None] = mapped_column(refers("article.id"), default=None)
