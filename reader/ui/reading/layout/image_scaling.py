"""Scales the images of a page, no wider than its column."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCursor

from reader.ui.reading.layout.document_builder import BuiltDocument, image_format
from reader.ui.reading.layout.text_geometry import lay_out_again


def scale_images(built: BuiltDocument, width: float, height: float = math.inf) -> None:
    """Gives the images of a document their sizes in a column of another size, in pixels."""
    cursor, is_changed = QTextCursor(built.document), False
    for position, wide, high in built.images:
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        present = cursor.charFormat().toImageFormat()
        form = image_format(present.name(), wide, high, width, height)
        if (form.width(), form.height()) != (present.width(), present.height()):
            cursor.setCharFormat(form)
            is_changed = True
    if is_changed:
        lay_out_again(built.document)


def fitted(image: QImage, width: int) -> QImage:
    """Returns the image scaled down smoothly to a width: Qt would drop pixels as it paints."""
    if image.width() <= width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
