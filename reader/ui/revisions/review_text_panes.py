"""Shows the two texts of the review page, the passage and its proposed position compared."""

from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from reader.core.anchoring.text_diff import DiffPiece, words
from reader.core.models import Annotation, Article
from reader.core.text.blocks import CanonicalText
from reader.core.text.white_space import without_white_space
from reader.core.translation import _
from reader.ui.revisions import page_texts
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.revisions.revision_loader import excerpt, page_of
from reader.ui.style.box_layouts import in_column
from reader.ui.style.elided_label import ElidedLabel

_LONGEST_COMPARED = 20_000  # characters of a passage that are still compared word by word


class ReviewTextPane(QWidget):
    """One of the two texts below a line that says which it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.caption = ElidedLabel(self)
        self.caption.setContentsMargins(18, 8, 18, 6)
        self.text = ComparedTextView(self)
        in_column(self.caption, (self.text, 1), parent=self, spacing=0)


class ReviewTexts(QSplitter):
    """The text that a highlight was made in, and beside or above it the current one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.old, self.new = ReviewTextPane(self), ReviewTextPane(self)
        self.old.text.setAccessibleName(_("The text as highlighted"))
        self.new.text.setAccessibleName(_("The current text"))
        self.addWidget(self.old)
        self.addWidget(self.new)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what is above stays at the top
        self.setSizePolicy(policy)
        self.setSizes([500, 500])

    def compare(
        self, item: Annotation, article: Article, old: CanonicalText, new: CanonicalText
    ) -> None:
        """Shows the passage of a highlight beside the position proposed, with what differs."""
        caption = _("As highlighted, on revision {n}").format(n=item.made_on_seq)
        if not _has_words(old.text, item):
            caption = _("The words as imported")
            if not old.text:
                caption = _("The words as imported, before the article had a text")
            item, old = _quoted(item)
        made = (item.made_start or 0, item.made_end or 1)
        place = None if item.start is None or item.end is None else (item.start, item.end)
        pieces: tuple[DiffPiece, ...] = ()
        before = old.text[slice(*made)]
        if place is not None and max(len(before), place[1] - place[0]) <= _LONGEST_COMPARED:
            pieces = words(before, new.text[slice(*place)])
        page = page_of(article, old)
        self.old.caption.setText(caption)
        self.old.text.show_passage_of(
            excerpt(page, *made),
            [replace(item, start=made[0], end=made[1], note="")],
            made,
            [_moved(one, made[0]) for one in pieces if one.change == "deleted"],
        )
        page = page_of(article, new)
        if place is None:
            share = made[0] / max(1, len(old.text))
            at = min(round(share * len(new.text)), max(0, len(new.text) - 1))
            self.new.caption.setText(page_texts.no_place_caption())
            self.new.text.show_passage_of(excerpt(page, at, at + 1), (), (at, at + 1))
            return
        sure = _("Proposed position, {percent}% sure: {why}")
        why = reason(item, old.text, new.text)
        self.new.caption.setText(sure.format(percent=round(100 * item.score), why=why))
        self.new.text.show_passage_of(
            excerpt(page, *place),
            [replace(item, note="")],
            place,
            [_moved(one, place[0]) for one in pieces if one.change == "inserted"],
        )

    def show_whole(self, item: Annotation, article: Article, new: CanonicalText) -> None:
        """Shows all of the current text, at the position proposed, to choose one in it."""
        passage = self.new.text.passage
        start = passage.start if passage else 0
        shown = [] if item.start is None else [replace(item, note="")]
        self.new.text.show_page(page_of(article, new), shown, start)
        if item.start is not None and item.end is not None:
            self.new.text.show_at((item.start, item.end))
        self.new.caption.setText(page_texts.choosing_caption())


def _has_words(text: str, item: Annotation) -> bool:
    """Returns whether a text has the words of a highlight where it was made, or where an import put it."""
    there = text[slice(item.made_start, item.made_end)]
    return without_white_space(there) == without_white_space(item.exact)


def _quoted(item: Annotation) -> tuple[Annotation, CanonicalText]:
    """Returns a highlight of an article without text as one of its own words, and these as a text."""
    from reader.core.text.canonical_text import read_html  # start-up time: lxml

    text = read_html("".join(f"<p>{escape(line)}</p>" for line in item.exact.splitlines()))
    return replace(item, made_start=0, made_end=len(text.text)), text


def reason(item: Annotation, old: str, new: str) -> str:
    """Returns why a place in the new text is only proposed, in a few words; old and new are whole texts."""
    before = old[slice(item.made_start, item.made_end)]
    if before != new[slice(item.start, item.end)]:
        return _("part of it was rewritten")
    if new.count(before) > 1:
        return _("several passages are similar")
    return _("the words are the same, what was around them changed")


def _moved(piece: DiffPiece, by: int) -> DiffPiece:
    """Returns a piece of a comparison, so many characters further on."""
    return replace(piece, start=piece.start + by, end=piece.end + by)
