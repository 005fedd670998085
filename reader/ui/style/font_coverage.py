"""Tells whether the fonts of this machine can show a text."""

from PySide6.QtGui import QFont, QTextLayout


def have_faces(text: str) -> bool:
    """Returns whether nine tenths of a text's different letters have a glyph in some font."""
    layout = QTextLayout("".join(sorted({sign for sign in text if sign.isalpha()})), QFont())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    return 10 * glyphs.count(0) <= len(glyphs)
