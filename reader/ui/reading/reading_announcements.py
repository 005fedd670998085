"""Announces each move of the reading cursor to screen readers: the unit, its marks, its words.

What is marked and changed the toasts say. Words of the interface come first and the words of the
text after them, so that the next key can cut these short.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer

from reader.core.color_names import color_name
from reader.core.models import Annotation
from reader.core.text.blocks import Block, BlockKind, block_number
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.translation import N_, _
from reader.ui.reading.reading_controller import ReadingController, unit_name
from reader.ui.style.announcement import announce, as_sentences, is_heard

_LONGEST = 1_000  # characters of a passage that are read out
_KINDS = {
    BlockKind.ITEM: N_("list item"),
    BlockKind.CODE: N_("code"),
    BlockKind.CAPTION: N_("caption"),
}
# What gives the keyboard back without anybody having gone to the text.
_GIVEN_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.MouseFocusReason,
)


class ReadingAnnouncements(QObject):
    """Announces what the reading cursor of one controller is on."""

    def __init__(self, reading: ReadingController) -> None:
        super().__init__(reading)
        self._reading = reading
        self._passage: Passage | None = None
        self._article_id: int | None = None  # whose title was told last
        self._block: Block | None = None  # whose kind was told last
        reading.pane.passage_changed.connect(self._tell_move)
        reading.pane.focus_came.connect(self._tell_focus)

    def _tell_move(self) -> None:
        reading, passage = self._reading, self._reading.pane.passage
        is_same = passage == self._passage and reading.article_id == self._article_id
        self._passage = passage
        if passage is not None and not is_same and reading.pane.hasFocus():
            self._tell(passage)

    def _tell_focus(self, reason: Qt.FocusReason) -> None:
        if reason not in _GIVEN_BACK or self._reading.article_id != self._article_id:
            # Behind what Qt tells of the focus, which would cut it short.
            QTimer.singleShot(0, self, self._tell_place)

    def _tell_place(self) -> None:
        passage = self._reading.pane.passage
        if passage is not None and self._reading.pane.hasFocus():
            self._block = None
            self._tell(passage)

    def _tell(self, passage: Passage) -> None:
        reading, page = self._reading, self._reading.pane.page
        article, before = reading.article, self._article_id
        self._article_id = reading.article_id
        if page is None or article is None or not is_heard():
            return
        number = block_number(page.text.blocks, passage.start)
        block = page.text.blocks[number] if number >= 0 else None
        is_new = block != self._block
        self._block = block
        kind = block_words(block, passage.unit) if block is not None and is_new else ""
        words = passage_words(
            passage,
            reading.passage_text(),
            reading.highlight_at(passage),
            kind,
            _pictures(page.text.blocks, number, passage, is_entered=is_new),
        )
        if article.id != before:
            words = as_sentences((article.title, words))
        announce(reading.pane, words)


def passage_words(
    passage: Passage,
    words: str,
    highlight: Annotation | None,
    kind: str = "",
    pictures: Sequence[str] = (),
) -> str:
    """Returns the announcement of a passage: its unit, what it is in, how it is marked, and its words.

    A paragraph of a kind, such as a heading, is called by that.
    """
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        words = words[: words.rfind(" ", 0, _LONGEST)] + " …"
    told = [kind] if kind and passage.unit is Unit.PARAGRAPH else [unit_name(passage.unit)]
    if kind and passage.unit is not Unit.PARAGRAPH:
        told.append(kind)
    if highlight is not None:
        told.append(mark_words(highlight))
    return f"{', '.join((*told, *pictures))}: {words}"


def block_words(block: Block, unit: Unit) -> str:
    """Returns what a block is, for those who do not see how it is set; empty for plain text."""
    told = ""
    if block.kind is BlockKind.HEADING:
        told = _("heading level {n}").format(n=block.level)
    elif block.cell is not None:
        told = _("table row {n}").format(n=block.cell.row + 1)
        if unit is not Unit.PARAGRAPH:  # which is all of the row
            told += ", " + _("column {n}").format(n=block.cell.column + 1)
    elif block.kind in _KINDS:
        told = _(_KINDS[block.kind])
    if block.quote:
        told = ", ".join(filter(None, (_("quotation"), told)))
    return told


def mark_words(one: Annotation) -> str:
    """Returns the announcement of a highlight: its colour, its tags, and whether there is a note."""
    told = [_("highlighted in {color}").format(color=color_name(one.color))]
    if one.tags:
        told.append(_("tagged {tags}").format(tags=", ".join(one.tags)))
    if one.note:
        told.append(_("with a note"))
    return ", ".join(told)


def _pictures(
    blocks: Sequence[Block], number: int, passage: Passage, *, is_entered: bool
) -> list[str]:
    """Returns the announcement of the images in a passage, and before it where its block is entered."""
    found: list[str] = []
    first = number
    while is_entered and first > 0 and blocks[first - 1].kind is BlockKind.IMAGE:
        first -= 1
    for block in blocks[
        max(0, first) : block_number(blocks, max(passage.start, passage.end - 1)) + 1
    ]:
        is_before = block.end <= passage.start and block.kind is BlockKind.IMAGE
        for image in block.images:
            if is_before or passage.start <= image.offset <= passage.end:
                alt = " ".join(image.alt.split())
                text = _("image: {text}").format(text=alt) if alt else ""
                found.append(text or _("image without a description"))
    return found
