"""Loads the texts of revisions in a worker, and builds pages from them, in whole or in part."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.core.models import Article
from reader.core.text.blocks import Block, CanonicalText
from reader.core.text.segmentation.word_count import count_words
from reader.library.queries.queries import Queries
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page

AROUND = 1_200  # characters before and after a passage that are shown with it
_CELLS = 200  # of a table that is shown with it


def texts_of(queries: Queries, revision_ids: Sequence[int]) -> Mapping[int, CanonicalText]:
    """Returns the texts of revisions, with their blocks; for a worker."""
    from reader.core.text.canonical_text import read_html  # start-up time: lxml

    return {id_: read_html(queries.revision(id_).html) for id_ in revision_ids}


def words_of(queries: Queries, revision_ids: Sequence[int]) -> Mapping[int, int]:
    """Returns how many words revisions have, each read for it; for a worker."""
    return {id_: count_words(queries.revision_text(id_)) for id_ in revision_ids}


def page_of(article: Article, text: CanonicalText) -> Page:
    """Returns a page of a text without a title above it; images are told in words."""
    none: dict[str, QSize] = {}
    return Page(article.id, Header("", "", ""), text, article.language, none, lambda _src: QImage())


def excerpt(page: Page, start: int, end: int) -> Page:
    """Returns the part of a page around a passage, with the same offsets: soon laid out, however long it is."""
    text = page.text

    def is_near(block: Block) -> bool:
        return block.end >= start - AROUND and block.start <= end + AROUND

    # A table is only whole as a whole: a small one is shown in full, a large one not at all.
    tables = {block.cell.table for block in text.blocks if block.cell and is_near(block)}
    small = {one for one in tables if text.tables[one].rows * text.tables[one].columns <= _CELLS}
    blocks = [
        block
        for block in text.blocks
        if (is_near(block) if block.cell is None else block.cell.table in small)
    ]
    around = [block for block in blocks if block.end > start and block.start < end]
    if not around:  # in a large table
        return page
    return page._replace(text=CanonicalText(text.text, tuple(blocks), text.tables))
