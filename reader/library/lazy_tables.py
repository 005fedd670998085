"""Imports the mapped classes at first use: ``lazy_tables.Article``.

Importing SQLAlchemy takes longer than painting the window, and reading needs none of it. So
operations name the tables through this module, whose attributes come from ``mapped_classes`` when asked.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.mapped_classes import (
        Anchor,
        Annotation,
        AnnotationTag,
        Article,
        ArticleTag,
        Asset,
        Feed,
        FeedEntry,
        Revision,
        RevisionAsset,
        RevisionOffer,
        SavedSearch,
        Source,
        Tag,
        TagSlot,
    )

    __all__ = [
        "Anchor",
        "Annotation",
        "AnnotationTag",
        "Article",
        "ArticleTag",
        "Asset",
        "Feed",
        "FeedEntry",
        "Revision",
        "RevisionAsset",
        "RevisionOffer",
        "SavedSearch",
        "Source",
        "Tag",
        "TagSlot",
    ]
else:

    def __getattr__(name: str) -> object:
        from reader.library import mapped_classes  # start-up time: this is the point of the module

        return getattr(mapped_classes, name)
