"""Imports the mapped classes at first use: ``lazy_tables.Article``.

Importing SQLAlchemy takes longer than painting the window, and reading needs none of it. So
operations name the tables through this module, whose attributes come from ``mapped_classes`` when asked.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library.mapped_classes import Anchor as Anchor
    from reader.library.mapped_classes import Annotation as Annotation
    from reader.library.mapped_classes import AnnotationTag as AnnotationTag
    from reader.library.mapped_classes import Article as Article
    from reader.library.mapped_classes import ArticleTag as ArticleTag
    from reader.library.mapped_classes import Asset as Asset
    from reader.library.mapped_classes import Feed as Feed
    from reader.library.mapped_classes import FeedEntry as FeedEntry
    from reader.library.mapped_classes import Revision as Revision
    from reader.library.mapped_classes import RevisionAsset as RevisionAsset
    from reader.library.mapped_classes import RevisionOffer as RevisionOffer
    from reader.library.mapped_classes import SavedSearch as SavedSearch
    from reader.library.mapped_classes import Source as Source
    from reader.library.mapped_classes import Tag as Tag
    from reader.library.mapped_classes import TagSlot as TagSlot
else:

    def __getattr__(name: str) -> object:
        from reader.library import mapped_classes  # start-up time: this is the point of the module

        return getattr(mapped_classes, name)
