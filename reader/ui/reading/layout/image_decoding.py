"""Decodes the images of articles."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from reader.core.article_source import Asset

_SVG = "image/svg+xml"
FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/gif": b"gif",
    "image/webp": b"webp",
    "image/bmp": b"bmp",
    _SVG: b"svg",
}
WIDEST = 2400  # pixels an image is decoded at, at most
LONGEST = 20_000  # pixels of a side
_LARGEST = 60_000_000  # pixels in all: Qt decodes no more than 256 MB


def reader_of(asset: Asset) -> tuple[QImageReader, QBuffer]:
    """Returns a reader of just the format that the image was kept as; its buffer must outlive it."""
    data = asset.data
    if asset.media_type == _SVG:
        from reader.importers.pictures.svg_pictures import safe_svg  # start-up time: lxml

        data = safe_svg(data)  # whoever wrote the library
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader()
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(QByteArray(FORMATS.get(asset.media_type, b"png")))
    reader.setAutoTransform(True)
    reader.setDevice(buffer)
    return reader, buffer


def size_of(asset: Asset) -> QSize:
    """Returns the size of an image; none where it is of another format or too large."""
    if asset.media_type not in FORMATS:
        return QSize()
    reader, _buffer = reader_of(asset)
    size = _upright_size(reader)
    is_sane = 0 < size.width() <= LONGEST and 0 < size.height() <= LONGEST
    return size if is_sane and size.width() * size.height() <= _LARGEST else QSize()


def _upright_size(reader: QImageReader) -> QSize:
    """Returns the size once the image is turned as its camera noted."""
    is_turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return reader.size().transposed() if is_turned else reader.size()


def decoded(asset: Asset, widest: int) -> QImage:
    """Returns an image, no wider than that."""
    reader, _buffer = reader_of(asset)
    width = _upright_size(reader).width()
    if width > widest:
        size = reader.size()  # what is scaled is the image as it is stored, before it is turned
        reader.setScaledSize(size * (widest / width))
    return reader.read()
