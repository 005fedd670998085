"""Builds the page of an article for the reading pane from the library."""

from collections.abc import Callable, Generator
from functools import partial

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QImage

from reader.core.article_source import Asset
from reader.core.models import Article, Revision
from reader.core.text.blocks import CanonicalText
from reader.core.translation import _, ngettext
from reader.core.web_addresses import web_address
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.style.reading_typography import direction

FindAsset = Callable[[str], Asset | None]

MAXIMUM_IMAGES = 500


def page_steps(
    find_asset: FindAsset, article: Article, revision: Revision
) -> Generator[None, None, Page]:
    """Makes the page of a revision of an article in steps: a long text would hold the window up.

    ``find_asset`` returns the image with a SHA-256.
    """
    from reader.core.text.canonical_text import read_steps  # start-up time: lxml

    return _page(find_asset, article, revision, (yield from read_steps(revision.html)))


def part_of_page(
    find_asset: FindAsset, article: Article, revision: Revision, position: int
) -> Page | None:
    """Makes the page of the part of a long text around a position; None where that cannot be distinguished."""
    from reader.core.text.markup.partial_html import part_at  # start-up time: lxml

    part = part_at(revision.html, revision.text, position)
    if part is None:
        return None
    return _page(find_asset, article, revision, part.text)._replace(part=(part.start, part.end))


def _page(find_asset: FindAsset, article: Article, revision: Revision, text: CanonicalText) -> Page:
    sizes: dict[str, QSize] = {}
    for image in (image for block in text.blocks for image in block.images):
        if image.src not in sizes and len(sizes) < MAXIMUM_IMAGES:
            asset = _asset(find_asset, image.src)
            if asset is None:
                continue
            from reader.ui.reading.layout.image_decoding import size_of  # start-up time

            size = size_of(asset)
            if size.isValid():
                sizes[image.src] = size
    return Page(
        article.id,
        header_of(article),
        text,
        article.language,
        sizes,
        partial(_load_image, find_asset),
        partial(_load_image, find_asset, is_large=True),
        article.word_count,
        has_printed_pages=revision.extractor.startswith("pdf/"),
    )


def header_of(article: Article) -> Header:
    """Returns site, title, and the line of author, date and minutes.

    How much is read is not in it: that changes while the text stays as it was laid out.
    """
    parts = credits_of(article)
    minutes = ngettext("{n} min read", "{n} min read", article.minutes)
    parts.append(minutes.format(n=article.minutes) if article.word_count else _("no text"))
    address = web_address(article.url)
    return Header(article.site, article.title, byline_of(parts), address)


def byline_of(parts: list[str]) -> str:
    """Returns the line below a title, in which each part keeps its own direction."""
    return "  ·  ".join(map(_isolated, parts))


def credits_of(article: Article) -> list[str]:
    """Returns who wrote an article and when, as far as that is known."""
    parts = []
    if article.byline:
        parts.append(_("By {name}").format(name=_isolated(article.byline)))
    if article.published:
        parts.append(long_date(article.published))
    return parts


def _isolated(name: str) -> str:
    """Returns a name so that one from right to left does not take along what is after it."""
    is_rtl = direction(name, Qt.LayoutDirection.LeftToRight) is Qt.LayoutDirection.RightToLeft
    return f"\u2068{name}\u2069" if is_rtl else name


def long_date(published: str) -> str:
    """Returns an ISO date in the user's long form; what is no date stays as it is."""
    date = QDate.fromString(published[:10], "yyyy-MM-dd")
    if not date.isValid():
        return published
    return QLocale().toString(date, _("d MMMM yyyy"))


def _asset(find_asset: FindAsset, src: str) -> Asset | None:
    scheme, _colon, sha256 = src.partition(":")
    return find_asset(sha256) if scheme == "asset" else None


def _load_image(find_asset: FindAsset, src: str, *, is_large: bool = False) -> QImage:
    """Returns the image, decoded when it is first seen, and no wider than a page or a viewer needs."""
    from reader.ui.reading.layout.image_decoding import LONGEST, WIDEST, decoded  # start-up time

    asset = _asset(find_asset, src)
    return QImage() if asset is None else decoded(asset, LONGEST if is_large else WIDEST)
