"""From the library to a page: the lines above the text, and pictures of the known kinds only."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QApplication

from reader.core.article_draft import Draft
from reader.core.article_source import Asset, Source
from reader.core.generators import at_once
from reader.core.models import Article
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import articles
from reader.operations.history import History
from reader.ui.reading.layout.image_decoding import reader_of
from reader.ui.reading.layout.page_builder import header_of, long_date, page_steps
from reader.ui.reading.layout.page_content import Page
from tests.each import each
from tests.ui.shelf import make_article


def picture(kind: str = "png", width: int = 60, height: int = 30) -> bytes:
    """A red picture in a format of Qt's."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def turned(jpeg: bytes) -> bytes:
    """The same photograph with a note that it is to be turned by a quarter."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0"
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def claimed(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        head = struct.pack(">I", len(data)) + kind + data
        return head + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


class Library:
    """A library that pages are loaded from."""

    def __init__(self, database: Database) -> None:
        self.history = History(database)
        self.queries: Queries = database.queries()

    def keep(self, html: str, *assets: Asset) -> Article:
        source = Source(html.encode(), "x.html", "x.html")
        draft = Draft("Title", html, source, "test/1", "text/html", assets=assets)
        (added,) = self.history.write(articles.add_many, [draft])
        return self.queries.article(added.article_id)

    def load(self, article: Article) -> Page:
        revision = self.queries.revision(article.revision_id)
        return at_once(page_steps(self.queries.asset, article, revision))

    def show(self, media_type: str, data: bytes) -> tuple[QSize | None, QImage]:
        """The size that a picture is laid out at, and the picture as it is shown."""
        asset = Asset(sha256(data).hexdigest(), media_type, data)
        src = f"asset:{asset.sha256}"
        article = self.keep(f"<p>{src}</p><img src='{src}' alt='b'>", asset)
        page = self.load(article)
        size = page.images.get(src)  # the pane asks only for what is laid out
        return size, QImage() if size is None else page.load_image(src)


@pytest.fixture
def library(
    qapp: QApplication, tmp_path: Path, put_library: Callable[[Path], None]
) -> Iterator[Library]:
    put_library(tmp_path / "library.sqlite")
    database = Database.open(tmp_path / "library.sqlite")
    library = Library(database)
    yield library
    library.queries.close()
    database.close()


# -- pictures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_pictures_have_their_size_and_colour(library: Library, kind: str) -> None:
    size, image = library.show(f"image/{kind}", picture(kind))
    assert size == image.size() == QSize(60, 30)
    assert image.pixelColor(30, 15).red() > 250


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("image/png", b"no picture"),
        ("image/png", b""),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("image/gif", claimed(10, 10)),  # not what it says it is
        ("image/png", claimed(0, 10)),
        ("image/png", claimed(30_000, 10)),
        ("image/png", claimed(19_000, 19_000)),  # a gigabyte once decoded
    ],
)
def test_what_is_no_picture_is_not_laid_out(library: Library, media_type: str, data: bytes) -> None:
    size, _image = library.show(media_type, data)
    assert size is None


def test_a_picture_that_breaks_off_is_empty_not_a_crash(library: Library) -> None:
    whole = picture(width=200, height=200)
    size, image = library.show("image/png", whole[: len(whole) // 2])
    assert size in (None, QSize(200, 200))
    assert image.isNull() or image.size() == QSize(200, 200)


def test_a_picture_that_is_not_there(library: Library) -> None:
    article = library.keep(
        f"<p>A</p><img src='asset:{'0' * 64}' alt='gone'><img src='/etc/passwd' alt='x'>"
    )
    page = library.load(article)
    assert page.images == {}
    assert page.load_image(f"asset:{'0' * 64}").isNull()
    assert page.load_image("/etc/passwd").isNull()


def test_a_wide_picture_is_decoded_no_wider_than_a_screen(library: Library) -> None:
    size, image = library.show("image/jpeg", picture("jpeg", 4800, 100))
    assert size == QSize(4800, 100)
    assert image.size() == QSize(2400, 50)


def test_a_photograph_taken_upright_stands_upright(library: Library) -> None:
    size, image = library.show("image/jpeg", turned(picture("jpeg")))
    assert size == image.size() == QSize(30, 60)
    size, image = library.show("image/jpeg", turned(picture("jpeg", 100, 4800)))
    assert size == QSize(4800, 100)
    assert image.size() == QSize(2400, 50)


# -- what stands above the text --------------------------------------------------------------------


def test_the_header() -> None:
    article = replace(make_article(1), published="2026-03-02T10:00:00Z", progress=0.25)
    header = header_of(article)
    assert (header.kicker, header.title) == (article.site, article.title)
    assert header.byline == "By Ines Marlow  ·  2 March 2026  ·  6 min read"


def test_what_is_not_known_is_not_said() -> None:
    header = header_of(replace(make_article(1), byline="", site="", word_count=0))
    assert (header.kicker, header.byline) == ("", "no text")


@each(
    ("published", "shown"),
    [
        ("2026-03-02", "2 March 2026"),
        ("2026-03-02T23:59:59+14:00", "2 March 2026"),
        ("2026", "2026"),
        ("Spring 2026", "Spring 2026"),
        ("2026-13-40", "2026-13-40"),
    ],
)
def test_dates(published: str, shown: str) -> None:
    assert long_date(published) == shown


def test_a_name_from_right_to_left_leaves_the_date_where_it_is() -> None:
    line = header_of(replace(make_article(1), byline="نل", published="2026-03-02")).byline
    assert line.startswith("By \u2068نل\u2069  ·  2 March 2026")


def test_a_drawing_is_laid_out_without_what_leads_elsewhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(secret))
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'>"
        "<rect width='20' height='20' fill='#00f'/>"
        f"<image href='{secret.as_uri()}' width='20' height='20'/></svg>"
    )
    reader, _buffer = reader_of(Asset("0" * 64, "image/svg+xml", drawing.encode()))
    assert reader.size() == QSize(20, 20)
    assert reader.read().pixelColor(10, 10) == QColor(Qt.GlobalColor.blue)
