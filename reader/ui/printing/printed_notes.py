"""Sets the notes of an article for print, and numbers them where their passages end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocument

from reader.core.models import Annotation, Kind
from reader.core.text.notes.note_markdown import note_html
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.ui.annotations.note_rendering import set_note
from reader.ui.style.reading_typography import direction
from reader.ui.style.theme import Theme

_QUOTE = 160  # characters of a passage that is quoted before its note
_INDENT = 1.9  # sizes of the letters: room for the number


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that is printed: the text, or a note with its number."""

    document: QTextDocument
    left: float = 0.0
    label: str = ""
    is_rtl: bool = False


class NoteSetter:
    """Lays out notes with a font, a width in pixels and a theme."""

    def __init__(self, font: QFont, width: float, theme: Theme) -> None:
        self._font, self._width, self._theme = font, width, theme

    def heading(self, text: str) -> Piece:
        """Lays out the heading above several notes."""
        font = QFont(self._font)
        font.setWeight(QFont.Weight.Bold)
        return Piece(set_note(f"<p>{escape(text)}</p>", font, round(self._width), self._theme))

    def article_note(self, one: Annotation) -> Piece:
        """Lays out the note on the whole article."""
        lead = f"<p><strong>{escape(_('Note on the article'))}</strong></p>"
        return Piece(self._set(lead + _body(one), self._width))

    def note(self, one: Annotation, label: str, *, is_quoted: bool) -> Piece:
        """Lays out a note beside its number, with its passage above it on request."""
        quote = f"<p><em>“{escape(shorten(one.exact, _QUOTE))}”</em></p>" if is_quoted else ""
        indent = round(self._font.pixelSize() * _INDENT)
        is_rtl = _is_rtl(one.note or one.exact)
        document = self._set(quote + _body(one), self._width - indent)
        return Piece(document, 0.0 if is_rtl else float(indent), label, is_rtl)

    def _set(self, html: str, width: float) -> QTextDocument:
        document = set_note(html, self._font, round(width), self._theme)
        document.setUseDesignMetrics(True)
        return document


def in_text(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Returns the highlights with notes that have a position, by their ends."""
    found = [one for one in annotations if one.note.strip() and one.end is not None]
    noted = [one for one in found if one.kind is Kind.HIGHLIGHT]
    return sorted(noted, key=lambda one: (one.end or 0, one.start or 0, one.id))


def numbers_of(notes: Sequence[Annotation]) -> dict[int, str]:
    """Returns the raised note numbers of the text by their offsets."""
    found: dict[int, str] = {}
    for number, one in enumerate(notes, 1):
        end = one.end or 0
        found[end] = f"{found[end]},{number}" if end in found else str(number)
    return found


def _body(one: Annotation) -> str:
    """Returns a note and the tags of its highlight as HTML."""
    note = one.note.strip()
    html = note_html(note) or ""
    if note and not html:
        html = "<p>" + escape(note).replace("\n", "<br>") + "</p>"
    if one.tags:
        html += "<p>" + escape(" ".join(f"#{tag}" for tag in one.tags)) + "</p>"
    return html


def _is_rtl(text: str) -> bool:
    ltr = Qt.LayoutDirection.LeftToRight
    return direction(text, ltr) is not ltr
