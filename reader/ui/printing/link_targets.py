"""Names the targets of links within an article, so that the links work in a PDF."""

import re
from collections.abc import Generator

from PySide6.QtGui import QTextCharFormat, QTextCursor

from reader.core.text.blocks import CanonicalText, links_of
from reader.ui.reading.layout.document_builder import BuiltDocument

_WORD = re.compile(r"\S{1,40}")


def name_target_steps(
    built: BuiltDocument, text: CanonicalText, prefix: str
) -> Generator[None, None, None]:
    """Names what the links of a built text lead to, in steps of a block each.

    Qt writes a destination where it paints characters that have a name. ``prefix`` tells the
    names of one article from those of the others in the same file.
    """
    places, named = dict(text.places), set[str]()
    cursor = QTextCursor(built.document)
    cursor.beginEditBlock()
    for block in text.blocks if places else ():
        for link in links_of(block):
            name = link.href.removeprefix("#")
            if name == link.href or name not in places:
                continue
            form = QTextCharFormat()
            form.setAnchorHref(f"#{prefix}{name}")
            _merge(cursor, built.positions.range_to_document(link.start, link.end), form)
            word = _WORD.search(text.text, places[name])
            if word is not None and name not in named:
                named.add(name)
                form = QTextCharFormat()
                form.setAnchorNames([prefix + name])
                _merge(cursor, built.positions.range_to_document(*word.span()), form)
        yield
    cursor.endEditBlock()


def _merge(cursor: QTextCursor, span: tuple[int, int], form: QTextCharFormat) -> None:
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(form)
