"""Writes articles as PDF, each starting on a new page."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from reader import __version__
from reader.core.errors import ExportFailed
from reader.core.generators import at_once
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.exporters.export_item import Item
from reader.exporters.exporter import ExportFormat, FindAsset
from reader.exporters.pdf_format import set_page_maker, with_options
from reader.exporters.print_options import PageOptions
from reader.settings import Settings
from reader.ui.printing.article_pages import SIZE, article_page_steps
from reader.ui.printing.page_painter import paint_page
from reader.ui.printing.pdf_character_correction import with_letters_of_the_text

_MARGINS = QMarginsF(25, 14, 25, 14)  # millimetres
_TITLE = 200  # characters of the title that the file is given


def paper(options: PageOptions) -> QPageSize:
    """Returns the paper that is chosen, or what is usual where the user lives."""
    sizes = QPageSize.PageSizeId
    chosen = {"a4": sizes.A4, "letter": sizes.Letter, "a5": sizes.A5}.get(options.paper)
    if chosen is None:
        is_us = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
        chosen = sizes.Letter if is_us else sizes.A4
    return QPageSize(chosen)


def page_layout(options: PageOptions) -> QPageLayout:
    """Returns the paper with its margins."""
    return QPageLayout(
        paper(options), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter
    )


def page_size_of(layout: QPageLayout, options: PageOptions) -> QSizeF:
    """Returns the size of a page within its margins, in pixels of letters of SIZE."""
    return layout.paintRect(QPageLayout.Unit.Point).size() * (SIZE / options.points)


def scale(device: QPagedPaintDevice, options: PageOptions) -> float:
    """Returns the dots of a device for each such pixel."""
    return device.logicalDpiX() / 72 * options.points / SIZE


def pdf_format(settings: Settings) -> ExportFormat:
    """Returns the format to be exported in, with pages as the settings have them."""
    set_page_maker(lambda: pdf_parts)
    return with_options(PageOptions.from_settings(settings))


def pdf_parts(
    items: Iterable[Item], find_asset: FindAsset, options: PageOptions
) -> Iterator[bytes]:
    """Yields the bytes of a PDF of some articles, page by page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page_layout(options))
    writer.setCreator(f"Postil {__version__}")
    painter = QPainter()
    try:
        for item in items:
            if not painter.isActive():
                writer.setTitle(shorten(item.article.title, _TITLE))
                painter.begin(writer)
            else:
                writer.newPage()
            yield from _article_parts(item, find_asset, options, writer, painter, buffer)
    finally:
        if painter.isActive():
            painter.end()
    if not buffer.size():
        raise ExportFailed(_("There is no article to be written as PDF."))
    yield with_letters_of_the_text(bytes(buffer.data().data()))  # the fonts are in the last part


def _article_parts(
    item: Item,
    find_asset: FindAsset,
    options: PageOptions,
    writer: QPdfWriter,
    painter: QPainter,
    buffer: QBuffer,
) -> Iterator[bytes]:
    steps = article_page_steps(
        item, find_asset, options, page_size_of(writer.pageLayout(), options)
    )
    pages = at_once(steps, item.check)
    for number in range(len(pages.pages)):
        if number:
            writer.newPage()
        paint_page(painter, pages, number, scale(writer, options))
        item.check()
        yield _taken(buffer)


def _taken(buffer: QBuffer) -> bytes:
    """Returns what was written, and forgets it: a library may fill thousands of pages."""
    data = bytes(buffer.data().data())
    buffer.close()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return data
