"""Shows the annotations pane: a card for each annotation in text order, filtered by colour and tag."""

from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QStackedLayout,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from reader.commands.context import By, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.models import Annotation, Kind, new_annotation
from reader.core.translation import _, counted_text, number_text
from reader.ui.annotations.annotation_filter import CardFilter, FilterRow
from reader.ui.annotations.annotation_list import AnnotationList
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_session import Answer, NoteSession
from reader.ui.lists.empty_state import EmptyState, first_steps
from reader.ui.style.box_layouts import in_column, in_row, mirrored
from reader.ui.style.painting import SIDE, sized

if TYPE_CHECKING:  # start-up time: nothing is asked before
    from reader.commands.prompt_types import NotePrompt

_UNWRITTEN = 0  # the id of a card for what is kept only with its note


class AnnotationSidebar(QWidget):
    """Shows the annotations of the open article and takes notes in place.

    It reads and writes nothing itself: it is given annotations and tells what the user wants.
    """

    jump_requested = Signal(int)  # to this annotation in the text
    current_changed = Signal(int)  # by the user, not by set_current
    edit_requested = Signal()  # of the note of the current card, by a double click
    entered = Signal()  # by key, while no card is current
    review_requested = Signal()  # to go through what needs review
    filter_changed = Signal()

    def __init__(self, drafts: DraftStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafts = drafts
        self._items: tuple[Annotation, ...] = ()
        self._article_id: int | None = None
        self._unwritten: Annotation | None = None  # whose card has the id _UNWRITTEN
        self._waiting: tuple[NotePrompt, Answer] | None = None  # for a card not listed yet
        self._returns_to: QWidget | None = None
        self.title = QLabel(_("Annotations"), self)
        self.title.setFont(sized(self.font(), 1.15, is_bold=True))
        self.count = QLabel(self)
        self.count.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.row = FilterRow(self)
        self.filter_label = QLabel(self)
        self.filter_label.setFont(sized(self.font(), 0.9))
        self.filter_label.setTextFormat(Qt.TextFormat.PlainText)
        self.filter_label.setWordWrap(True)
        self.review_button = QToolButton(self)
        self.review_button.setAccessibleName(_("Highlights to review"))
        self.review_button.setFont(sized(self.font(), 0.9))
        self.review_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.review_button.clicked.connect(self.review_requested)
        self.clear_button = QToolButton(self)
        self.clear_button.setText(_("Show all"))
        self.clear_button.setFont(sized(self.font(), 0.9))
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list = AnnotationList(drafts, self)
        self.empty = EmptyState(Pane.READING, self)  # which has its keys
        self._lay_out()
        self.row.changed.connect(self._show)
        drafts.changed.connect(self._show_drafts)
        drafts.ended.connect(self._show_drafts)
        drafts.adopted.connect(lambda: self._show(keeps_place=True))
        self.row.changed.connect(self.filter_changed)
        self.clear_button.clicked.connect(lambda: self.set_filter(CardFilter()))
        self.list.moved.connect(self.current_changed)
        self.list.entered.connect(self.entered)
        self.list.activated_card.connect(self.jump_requested)
        self.list.edit_requested.connect(self._request_edit)
        self.list.note_ended.connect(self._end_note)
        self.list.tag_clicked.connect(lambda tag: self.set_filter(CardFilter(tag=tag)))
        self.setFocusProxy(self.list)
        self.row.set_items(())
        self._show()

    @property
    def filter(self) -> CardFilter:
        """Which cards are shown."""
        return self.row.filter

    @property
    def has_cards(self) -> bool:
        """Whether there are cards, rather than a message why there are none."""
        return self._stack.currentWidget() is self.list

    def set_annotations(
        self, annotations: Sequence[Annotation], article_id: int | None = None
    ) -> None:
        """Shows an article's annotations, in the order given (article notes, then text order).

        For the same article again, the current card, filter, place and an open editor stay.
        article_id is None while no article is open.
        """
        is_same = article_id == self._article_id
        if not is_same:
            self.leave_editor()
            self.row.filter = CardFilter()
        self._items = tuple(annotations)
        self._article_id = article_id
        self._follow_note()
        self.row.set_items(self._items)
        self._show(keeps_place=is_same)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            prompt, on_answer = waiting
            one = self._find(prompt.annotation_id or _UNWRITTEN)
            if one is None:
                on_answer(None)
            else:
                self._edit(one, prompt, on_answer)

    def set_current(self, annotation_id: int | None) -> None:
        """Outlines the card of an annotation and scrolls to it; None: outlines none.

        While a note is written, its card stays the current one.
        """
        if self.list.editing is None:
            self.list.set_current(annotation_id)

    def set_nearest(self, offset: int) -> None:
        """Outlines the card whose words are nearest to an offset of the text."""
        self.list.set_nearest(offset)

    def current_id(self) -> int | None:
        """Returns the annotation whose card is outlined, None also for a note not yet written."""
        return self.list.current_id or None

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes the card so many further on current; cards are not selected."""
        self.list.step(self.list.page_step(delta) if by == "page" else delta)

    def update_keys(self) -> None:
        """Names the current keys."""
        if self._article_id is not None and not self._items:
            self.empty.show_reason(self.empty.title, first_steps())

    def set_filter(self, wanted: CardFilter) -> None:
        """Narrows the cards; what has no annotation is dropped from the filter."""
        self.row.set_filter(wanted)

    def edit_note(self, prompt: "NotePrompt", on_answer: Answer) -> None:
        """Opens the editor in the card of a note, and answers once: the text, or None if left as it was.

        A card that is not listed yet is waited for until the next set_annotations.
        """
        self.leave_editor()
        if self._article_id is None:
            on_answer(None)
        elif prompt.annotation_id is None:
            notes = [item for item in self._items if item.kind is Kind.ARTICLE_NOTE]
            note = notes[0] if notes else new_annotation(self._article_id, Kind.ARTICLE_NOTE, 0)
            self._edit(prompt.new or note, prompt, on_answer)
        elif (one := self._find(prompt.annotation_id)) is not None:
            self._edit(one, prompt, on_answer)
        else:
            self._waiting = (prompt, on_answer)

    def leave_editor(self) -> None:
        """Leaves an open editor, or a wait for one; what was typed is saved."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting[1](None)
        self.list.leave_note()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.title.setFont(sized(self.font(), 1.15, is_bold=True))

    def _lay_out(self) -> None:
        for label in (self.title, self.filter_label):
            label.setContentsMargins(mirrored(4, 0, 0, 0))
        self.count.setContentsMargins(mirrored(0, 0, 8, 0))
        head = in_row((self.title, 1), self.count)
        told = in_row((self.filter_label, 1))
        told.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignTop)
        # Dots and buttons have room around them.
        top = in_column(head, margins=(SIDE - 4, 16, SIDE - 8, 6), spacing=6)
        top.addWidget(self.review_button, 0, Qt.AlignmentFlag.AlignLeft)
        top.addWidget(self.row)
        top.addLayout(told)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._column = in_column(top, (self._stack, 1), parent=self, spacing=0)

    def _show(self, *, keeps_place: bool = False) -> None:
        """Lists what the filter lets through, or says why there is nothing."""
        unmade = self.drafts.unmade(self._article_id) if self._article_id is not None else []
        items = sorted((*self._items, *unmade), key=_place) if unmade else self._items
        shown = [item for item in items if self.filter.accepts(item)]
        if self.list.editing == _UNWRITTEN:
            self._put_in(shown)
        self.list.set_items(shown, keeps_place=keeps_place)
        if self.list.editing is not None:
            self.list.set_current(self.list.editing)  # its card may have been made just now
        total, is_all = len(self._items), self.filter.is_empty
        self.count.setText(number_text(total) if self._article_id is not None else "")
        look = sum(item.needs_review for item in self._items)
        text = counted_text("{n} highlight needs review", "{n} highlights need review", look)
        if look:
            self.review_button.setText(f"{text}  {present_keys().keys_for('go.review')}".rstrip())
            self.review_button.setAccessibleName(text)
        if self.review_button.isHidden() == bool(look):
            self.review_button.setVisible(bool(look))
            self._column.activate()  # at once, so that the card one is at stays where it is
        self.filter_label.setVisible(not is_all)
        self.clear_button.setVisible(not is_all)
        told = _("{n} of {total}: {filter}")
        self.filter_label.setText(
            told.format(
                n=number_text(len(shown)),
                total=number_text(total),
                filter=self.filter.description(),
            )
        )
        if self._article_id is None:
            self.empty.show_reason(_("Open an article to see its annotations."), ())
        elif not total:
            self.empty.show_reason(
                _("No annotations yet. Select words in the text, or use the keys:"), first_steps()
            )
        else:
            self.empty.show_reason(
                _("No card is {filter}.").format(filter=self.filter.description()), ()
            )
        self._turn_to(self.list if shown else self.empty)

    def _show_drafts(self) -> None:
        """Lists what is to be highlighted with notes that wait to be saved."""
        has_some = any(id_ < 0 for id_ in self.list.cards.ids)
        if has_some or (self._article_id is not None and self.drafts.unmade(self._article_id)):
            self._show(keeps_place=True)

    def _turn_to(self, page: QWidget) -> None:
        """Shows the cards, or why there is none; what is shown is what takes the keyboard."""
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)

    def _find(self, annotation_id: int) -> Annotation | None:
        return next((item for item in self._items if item.id == annotation_id), None)

    def _put_in(self, items: list[Annotation]) -> None:
        """Puts what is not written yet among the cards, in the order of the text."""
        one = self._unwritten
        if one is not None:
            items.insert(bisect(items, _place(one), key=_place), one)

    def _edit(self, one: Annotation, prompt: "NotePrompt", on_answer: Answer) -> None:
        if not self.filter.accepts(one):
            self.set_filter(CardFilter())
        self._returns_to = QApplication.focusWidget()
        if one.id == _UNWRITTEN:
            self._unwritten = one
            at = _place(one)  # where a card may stand for its draft
            items = [item for item in self.list.cards.items if item.id > 0 or _place(item) != at]
            self._put_in(items)
            self.list.set_items(items, keeps_place=False)
            self._turn_to(self.list)
        self.list.write_note(NoteSession(self.drafts, one, prompt.writing, on_answer))

    def _request_edit(self, annotation_id: int) -> None:
        if self.list.editing != annotation_id and self._find(annotation_id) is not None:
            self.leave_editor()
            self.list.setFocus(Qt.FocusReason.MouseFocusReason)
            self.set_current(annotation_id)
            self.edit_requested.emit()

    def _follow_note(self) -> None:
        """Shows the note that is written as the library has it now; one whose card is gone is left."""
        editing = self.list.editing
        if editing in (None, _UNWRITTEN):
            return
        one = self._find(editing)
        if one is None:
            self.leave_editor()
        else:
            self.list.follow_note(one)

    def _end_note(self, returns_focus: bool) -> None:
        back, self._returns_to = self._returns_to, None
        self._show(keeps_place=True)
        if returns_focus:
            is_there = back is not None and isValid(back) and back.isVisible()
            target = back if back is not None and is_there else self.list
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(one: Annotation) -> tuple[bool, bool, int, int]:
    """Returns where a card is: notes on the article first, what has no place in the text last."""
    is_highlight = one.kind is Kind.HIGHLIGHT
    return is_highlight, one.start is None, one.start or 0, one.end or 0
