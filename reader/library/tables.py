"""Imports the mapped classes at first use: ``tables.Article``.

Importing SQLAlchemy takes longer than painting the window, and reading needs none of it. So
operations name the tables through this module, whose attributes come from ``schema`` when asked.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.schema import (
        Anchor,
        Annotation,
        AnnotationTag,
        Article,
        ArticleTag,
        Asset,
        Revision,
        RevisionAsset,
        RevisionOffer,
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
        "Revision",
        "RevisionAsset",
        "RevisionOffer",
        "Source",
        "Tag",
        "TagSlot",
    ]
else:

    def __getattr__(name: str) -> object:
        from reader.library import schema  # start-up time: this is the point of the module

        return getattr(schema, name)
