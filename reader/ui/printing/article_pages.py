"""Sets an article on pages: header, text with its highlights, notes at their numbers."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from math import inf

from PySide6.QtCore import QRectF, QSizeF, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument, QTextFrameFormat

from reader.core.models import Annotation, Kind
from reader.core.translation import _
from reader.core.web_addresses import web_address
from reader.exporters.export_item import Item
from reader.exporters.print_options import NotePlace, PageOptions
from reader.ui.printing.link_targets import name_target_steps
from reader.ui.printing.page_breaks import PageContent, Unit, divide_steps
from reader.ui.printing.printed_notes import NoteSetter, Piece, in_text, numbers_of
from reader.ui.printing.unbreakable_units import note_units, text_unit_steps
from reader.ui.reading.finding.search_match_tints import TintedRanges
from reader.ui.reading.layout.document_builder import BuiltDocument, DocumentBuilder, Header
from reader.ui.reading.layout.image_scaling import fitted, scale_images
from reader.ui.reading.layout.page_builder import FindAsset, byline_of, credits_of, page_steps
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import block_rect
from reader.ui.reading.painting.decoration_painter import DecorationPainter
from reader.ui.reading.painting.highlight_layers import HighlightLayers, spans_of
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import Theme, load_theme

SIZE = 19  # pixels of the letters, in which a page is set whatever its size on paper
MARGIN = SIZE * 2.4  # pixels above and below the text, for running title and page number
_LINE_HEIGHT = 1.15  # closer than on a screen, as print is
_NOTE_SIZE = 0.79  # of the letters of the text
_NOTE_SPACE = SIZE * 0.7  # pixels above and below the notes on the article
_SHARPNESS = 2.5  # pixels of an image for each that the page is set in
_TALLEST_PICTURE = 0.8  # of a page: its caption is below


@dataclass(frozen=True, slots=True)
class ArticlePages:
    """An article that is divided into pages, with all that is needed to paint them."""

    title: str
    pages: list[PageContent]
    pieces: list[Piece]
    built: BuiltDocument
    highlights: HighlightLayers
    theme: Theme
    typography: Typography
    size: QSizeF  # of a page, in pixels
    note_font: QFont

    def paint_behind(self, painter: QPainter, visible: QRectF) -> None:
        """Paints what is behind the text."""
        DecorationPainter(self.theme, self.typography).paint(
            painter,
            self.built.document,
            visible,
            TintedRanges(self.built.tints, (), self.built.positions),
            self.highlights,
            None,
            None,
            readings=self.built.readings,
        )


Sheet = tuple[ArticlePages, int]  # an article, and the number of one of its pages


def sheets_of(articles: Iterable[ArticlePages]) -> list[Sheet]:
    """Returns the pages of articles in their order."""
    return [(one, number) for one in articles for number in range(len(one.pages))]


class _PrintedDocument(QTextDocument):
    """Asks nothing of the network or the disk: images are handed to it, and none is kept."""

    def __init__(self, page: Page, width: float) -> None:
        super().__init__()
        self._page, self._width = page, round(width * _SHARPNESS)

    def loadResource(self, kind: int, name: QUrl) -> object:
        src = name.toString()
        if src in self._page.images:
            return fitted(self._page.load_image(src), self._width)
        return QImage(1, 1, QImage.Format.Format_ARGB32)


def print_theme() -> Theme:
    """Returns the colours of paper: black on white, whatever the theme of the window."""
    return load_theme("light")._replace(
        paper="#ffffff",
        card="#ffffff",
        code="#f1f1ef",
        ink="#000000",
        muted="#4a4a4a",
        line="#a0a0a0",
        accent="#5c2d12",
    )


def article_page_steps(
    item: Item, find_asset: FindAsset, options: PageOptions, size: QSizeF
) -> Generator[None, None, ArticlePages]:
    """Sets an article on pages of a size, in pixels of letters of SIZE, in many short steps."""
    article, theme = item.article, print_theme()
    face = Typography(
        SIZE,
        _LINE_HEIGHT,
        face=options.face,
        is_justified=options.is_justified,
        has_ligatures=False,
    )
    page = yield from page_steps(find_asset, article, item.revision)
    address = web_address(article.url)
    header = Header(
        article.site,
        article.title,
        byline_of(credits_of(article)),
        address,
        is_address_shown=True,
    )
    noted = [] if options.notes is NotePlace.NONE else in_text(item.annotations)
    built = yield from DocumentBuilder(theme, face).build_steps(
        page.text,
        header,
        page.images,
        size.width(),
        0,
        _PrintedDocument(page, size.width()),
        numbers=numbers_of(noted),
    )
    yield from name_target_steps(built, page.text, f"{article.id}-")
    height = size.height() - 2 * MARGIN
    _set_column(built, size.width(), height)
    yield from _lay_out_steps(built.document)
    at_foot = noted if options.notes is NotePlace.FOOT else []
    places: dict[int, list[int]] = {}  # document position of a number: what notes it leads to
    for note, one in enumerate(at_foot):
        _start, end = built.positions.range_to_document(one.start or 0, one.end or 0)
        places.setdefault(end - 1, []).append(note)
    units = yield from text_unit_steps(built, page.text, places, height)
    note_font = face.reading_font()
    note_font.setPixelSize(round(SIZE * _NOTE_SIZE))
    setter = NoteSetter(note_font, size.width(), theme)
    pieces = [Piece(built.document)]
    footnotes = {
        note: _added(setter.note(one, str(note + 1), is_quoted=False), pieces)
        for note, one in enumerate(at_foot)
    }
    if options.notes is not NotePlace.NONE:
        lines = sum(map(bool, (header.kicker, header.title, header.byline, header.address)))
        above = [one for one in item.annotations if one.kind is Kind.ARTICLE_NOTE]
        _insert_notes(units, lines, [setter.article_note(one) for one in above], pieces)
        _add_end_notes(units, pieces, setter, item.annotations, options)
    yield
    pages = yield from divide_steps(units, footnotes, height, SIZE * 0.5, SIZE * 0.9)
    shown = item.annotations if options.has_highlights else ()
    spans = spans_of(shown, built.positions)
    layers = HighlightLayers((*span[:4], False) for span in spans)  # a number tells of the note
    return ArticlePages(article.title, pages, pieces, built, layers, theme, face, size, note_font)


def _set_column(built: BuiltDocument, width: float, height: float) -> None:
    """Has the text take all of the page, and each image no more than that."""
    document = built.document
    document.setUseDesignMetrics(True)
    document.rootFrame().setFrameFormat(QTextFrameFormat())
    document.setTextWidth(width)
    scale_images(built, width, height * _TALLEST_PICTURE)


def _lay_out_steps(document: QTextDocument) -> Generator[None, None, None]:
    """Lays a document out in steps of a block each."""
    layout, block = document.documentLayout(), document.begin()
    while block.isValid():
        layout.blockBoundingRect(block)
        block = block.next()
        yield


def _added(piece: Piece, pieces: list[Piece]) -> list[Unit]:
    """Adds a note to what is printed; returns its lines."""
    pieces.append(piece)
    return note_units(piece.document, len(pieces) - 1)


def _insert_notes(units: list[Unit], at: int, notes: Iterable[Piece], pieces: list[Piece]) -> None:
    """Puts pieces between the header of the text and the text itself; ``at``: blocks of the header."""
    block = pieces[0].document.findBlockByNumber(at)
    top = block_rect(block).top() if block.isValid() else inf
    index = next((i for i, unit in enumerate(units) if unit.top >= top), len(units))
    new = [unit for note in notes for unit in _added(note, pieces)]
    if new:
        new[0] = new[0]._replace(top=new[0].top - _NOTE_SPACE)
        new[-1] = new[-1]._replace(bottom=new[-1].bottom + _NOTE_SPACE)
    units[index:index] = new


def _add_end_notes(
    units: list[Unit],
    pieces: list[Piece],
    setter: NoteSetter,
    annotations: Sequence[Annotation],
    options: PageOptions,
) -> None:
    """Adds what is behind the text: notes, and highlights that have no place in it any more."""
    noted = in_text(annotations) if options.notes is NotePlace.END else []
    lost = [one for one in annotations if one.kind is Kind.HIGHLIGHT and one.end is None]
    notes = [setter.note(one, str(n), is_quoted=True) for n, one in enumerate(noted, 1)]
    rest = [setter.note(one, "", is_quoted=True) for one in lost]
    for title, group in ((_("Notes"), notes), (_("No longer in the text"), rest)):
        if group:
            lines = _added(setter.heading(title), pieces)
            units += (unit._replace(may_break=False) for unit in lines)
        for note in group:
            units += _added(note, pieces)
