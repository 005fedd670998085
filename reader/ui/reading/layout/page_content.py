"""Defines the data that the reading pane needs to show an article."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.core.text.blocks import CanonicalText
from reader.ui.reading.layout.document_builder import Header

LoadImage = Callable[[str], QImage]


class Page(NamedTuple):
    """All that the pane needs of an article."""

    article_id: int
    header: Header
    text: CanonicalText
    language: str
    images: Mapping[str, QSize]  # by src
    load_image: LoadImage  # no finer than a screen needs
    load_whole: LoadImage | None = None  # with all its pixels, which takes a while
    word_count: int = 0
    has_printed_pages: bool = False
    part: tuple[int, int] | None = None  # of the text that has blocks, if that is not all of it
