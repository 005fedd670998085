"""Shows one of the two texts of the review page, with a caption."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.anchoring.text_diff import DiffPiece
from reader.core.models import Annotation
from reader.core.translation import _
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.style.elided_label import ElidedLabel


class ReviewTextPane(QWidget):
    """One of the two texts below a line that says which it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.caption = ElidedLabel(self)
        self.caption.setContentsMargins(18, 8, 18, 6)
        self.text = ComparedTextView(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.text, 1)


def reason(item: Annotation, old: str, new: str) -> str:
    """Returns why a place in the new text is only proposed, in a few words; old and new are whole texts."""
    before = old[slice(item.made_start, item.made_end)]
    if before != new[slice(item.start, item.end)]:
        return _("part of it was rewritten")
    if new.count(before) > 1:
        return _("several passages are similar")
    return _("the words are the same, what was around them changed")


def moved(piece: DiffPiece, by: int) -> DiffPiece:
    """Returns a piece of a comparison, so many characters further on."""
    return replace(piece, start=piece.start + by, end=piece.end + by)
