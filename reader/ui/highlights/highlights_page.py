"""Shows the page of all highlights: a filter field above a list of cards."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QWidget,
)

from reader.commands.context import By, Context, Pane
from reader.commands.prompt_types import NotePrompt
from reader.core.models import AnnotationIds, AnnotationSort, AnnotationWithArticle, ChangeNotice
from reader.core.query.query_parser import parse
from reader.core.query.query_printing import tag_term, with_term
from reader.core.translation import _
from reader.library.queries.queries import Queries
from reader.library.queries.searching.query_conditions import Target
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_session import NoteSession
from reader.ui.highlights.highlights_facets import FacetsLine, tag_counts
from reader.ui.highlights.highlights_filter_field import HighlightsField
from reader.ui.highlights.highlights_model import HighlightsModel
from reader.ui.highlights.highlights_row import EDGE, GUTTER, column_of
from reader.ui.highlights.highlights_sort_button import HighlightsSortButton
from reader.ui.highlights.highlights_texts import count_text, page_labels, why_empty
from reader.ui.highlights.highlights_view import HighlightsView
from reader.ui.keys.status_bar_texts import highlights_target
from reader.ui.lists.query_assistance import QueryAssistance
from reader.ui.pages.list_page import ListPage
from reader.ui.pages.window_page import PageServices
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.tasks.latest_query import LatestQuery

_TABLES = ("article", "annotation", "annotation_tag", "anchor", "tag", "revision")
_MANY = 20  # changed rows from which on they are taken up together, a moment later
_REREAD_AFTER = 250  # ms until then
_FEW = 400  # changed annotations of which it is looked up at once which are gone


class _Answer(NamedTuple):
    """What a query finds, and what may have been meant where it finds nothing."""

    listed: AnnotationIds
    facets: dict[str, int]
    near: tuple[str, ...]


class HighlightsPage(ListPage):
    """Every annotation of the library that the filter finds."""

    pane = Pane.HIGHLIGHTS
    takes_notes = True
    opened = Signal(int)  # the annotation to go to in its article
    menu_requested = Signal(QPoint)  # where on the screen
    view: HighlightsView

    def __init__(self, services: PageServices, drafts: DraftStore, parent: QWidget) -> None:
        super().__init__(_("Highlights"), parent)
        self._services, self._drafts = services, drafts
        self._sort = AnnotationSort(services.settings.text("annotation_sort"))
        self._query = ""
        self._is_answered = False  # whether anything has been listed yet
        self.latest = LatestQuery(services.ask)
        self._is_other_question = False
        self._is_list_due = False
        self._reread_timer = QTimer(self, singleShot=True, interval=_REREAD_AFTER)
        self._reread_timer.timeout.connect(self._reread)
        self.rows = HighlightsModel(self._read, self.selection, self)
        field = HighlightsField(self)
        self.assistance = QueryAssistance(field, self._tags, self)
        self.facets = FacetsLine(self)
        self.sort_button = HighlightsSortButton(self)
        self.sort_button.set_sort(self._sort)
        self._lay_out(field)
        self.lay_out_rows(HighlightsView(self.rows, drafts, self), field)
        self._fit_margins()
        self._connect()

    # -- what the window asks ----------------------------------------------------------------------

    def context(self) -> Context:
        """Returns the selected annotations, or the current one when none is selected."""
        current = self.current_id
        chosen = self.selection.in_order() or ((current,) if current is not None else ())
        return Context(self.pane, None, (), None, current, chosen)

    @property
    def current_id(self) -> int | None:
        """The annotation whose card is outlined."""
        return self.view.current_id

    @property
    def query(self) -> str:
        """What the page is narrowed to."""
        return self._query

    @property
    def listed_ids(self) -> Sequence[int]:
        """Every annotation that the page lists, in its order."""
        return self.rows.ids

    def enter(self) -> None:
        """Reloads what may have changed meanwhile; what was current, selected and on screen stays."""
        self._reread()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Closes an open editor; what was typed is saved."""
        self.view.leave_note()

    def refresh(self, changed: ChangeNotice) -> None:
        """Shows the rows as they are now, and asks which there are."""
        if not changed.concerns(*_TABLES):
            return
        if sum(map(len, changed.rows.values())) > _MANY:
            if not self._reread_timer.isActive():
                self._reread_timer.start()
            return
        if changed.concerns("tag") or not changed.articles:
            self.rows.forget()
        else:
            self.rows.forget(changed.articles)
        self._drop_gone(changed)
        self.view.forget()
        self._list_again()

    def _list_again(self) -> None:
        """Asks which rows there are; while a note is written, its row stays and that comes later."""
        if self.view.editing is None:
            self._list()
            return
        self._is_list_due = True
        item = self.rows.item_at(self.rows.row_of(self.view.editing))
        if item is not None:
            self.view.follow_note(item.annotation)

    def _reread(self) -> None:
        """Shows everything as it is now."""
        self.rows.forget()
        self.view.forget()
        self._list_again()

    def update_row_strip(self) -> None:
        row = self.view.current_row
        one = self.rows.annotation_at(row) if 0 <= row < len(self.rows.ids) else None
        self.strip.set_target(highlights_target(len(self.selection.ids), one))
        labels = page_labels(bool(self.rows.ids), bool(self._query), self._services.queries.slots())
        self.strip.set_key_labels(labels)

    # -- what commands ask -------------------------------------------------------------------------

    def sort(self, sort: AnnotationSort) -> None:
        """Shows the page in another order, from its top."""
        self._sort = sort
        self._services.settings.set(annotation_sort=sort.value)
        self.sort_button.set_sort(sort)
        self._is_other_question = True
        self._list()

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        last, row = len(self.rows.ids) - 1, self.view.current_row
        if last < 0:
            return
        if by == "edge":
            to = 0 if delta < 0 else last
        else:
            to = row + (self.view.page_step(delta) if by == "page" else delta)
            to = max(0, min(last, to)) if row >= 0 else 0
        before = self.current_id
        if extend and before is not None:
            self.selection.extend(before, self.rows.ids[to])
        else:
            self.selection.stop_extending()
        self.view.go_to_row(to)
        self.show_selection()
        self.announce_row(is_counted=extend)

    def edit_note(self, prompt: NotePrompt, on_answer: Callable[[str | None], None]) -> None:
        """Opens the editor in a card and answers once: the text, or None if left as it was."""
        row = self.rows.row_of(prompt.annotation_id)
        item = self.rows.item_at(row) if row >= 0 else None
        if item is None:
            on_answer(None)
            return
        self.view.go_to_row(row)
        self.view.leave_note()
        self.view.write_note(NoteSession(self._drafts, item.annotation, prompt.writing, on_answer))

    # -- listing -------------------------------------------------------------------------------------

    def _read(self, ids: Sequence[int]) -> Sequence[AnnotationWithArticle]:
        return self._services.queries.annotations_in_articles(ids)

    def _tags(self) -> Sequence[str]:
        """Returns the names of the tags, the most used first."""
        used = sorted(self._services.queries.tags(), key=lambda one: -one.annotation_count)
        return [one.name for one in used]

    def _on_query(self, text: str) -> None:
        self._query = text.strip()
        self.facets.set_query(self._query)
        self._is_other_question = True
        self._list()

    def _list(self) -> None:
        """Asks which annotations there are."""
        query, sort = parse(self._query), self._sort

        def look(queries: Queries) -> _Answer:
            tags = queries.annotation_tags(query)
            facets = {**queries.annotation_kinds(query), **tag_counts(tags)}
            listed = queries.listed_annotations(query, sort)
            near = () if listed.ids else queries.near_queries(query, Target.ANNOTATIONS)
            return _Answer(listed, facets, near)

        self.latest.ask(look, self._take, self.fail)

    def _take(self, answer: _Answer) -> None:
        self.facets.set_counts(answer.facets)
        if self.field.text().strip() == self._query:
            self.assistance.completion.set_corrections(answer.near)
        self._show(answer.listed)

    def _show(self, listed: AnnotationIds) -> None:
        is_other, self._is_other_question = self._is_other_question, False
        self._is_answered = True
        if self.view.editing is not None and self.view.editing not in set(listed.ids):
            self.view.leave_note(returns_focus=True)
        current = self._next_current(listed, is_other=is_other)
        self.selection.set_order(listed.ids)
        if is_other:
            self.view.scroll_to_top()
        self.view.set_listed(listed, current)
        if is_other and current is not None and self.view.current_row > 0:
            self.view.scrollTo(self.view.currentIndex())
        self._say_why_empty()
        self.show_selection()
        if is_other:
            announce(self.view, self.empty.title if not listed.ids else self.count.text())

    def _next_current(self, listed: AnnotationIds, *, is_other: bool) -> int | None:
        """Returns what is current now: the same annotation, else the next of those left, else the first."""
        current, before = self.current_id, self.rows.ids
        left = set(listed.ids)
        if current in left:
            return current
        if current is not None and not is_other:
            at = self.view.current_row
            for id_ in (*before[at:], *reversed(before[:at])):
                if id_ in left:
                    return id_
        return listed.ids[0] if listed.ids else None

    def _drop_gone(self, changed: ChangeNotice) -> None:
        """Takes out at once what was deleted, so that no empty row is seen."""
        changed_ids = changed.rows.get("annotation", ())
        ids = [id_ for id_ in changed_ids if self.rows.row_of(id_) >= 0]
        if not 0 < len(ids) <= _FEW:
            return
        gone = set(ids) - {item.annotation.id for item in self._read(ids)}
        if not gone:
            return
        old = self.rows.listed
        kept = [row for row, id_ in enumerate(old.ids) if id_ not in gone]
        columns = (old.ids, old.article_ids, old.sections)
        ids_, articles, sections = (tuple(column[row] for row in kept) for column in columns)
        self._show(AnnotationIds(ids_, articles, sections))  # type: ignore[arg-type]

    # -- telling -------------------------------------------------------------------------------------

    def show_selection(self) -> None:
        text = count_text(len(self.rows.ids), len(self.selection.ids))
        self.count.setText(text if self._is_answered else "")
        self.view.viewport().update()
        self.context_changed.emit()

    def _say_why_empty(self) -> None:
        is_empty = self._is_answered and not self.rows.ids
        if is_empty:
            self.empty.show_reason(*why_empty(self._query, self.assistance.completion.corrections))
        self.show_empty(is_empty=is_empty)

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self, field: HighlightsField) -> None:
        self.count.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        head = in_row(self.title, spacing=14)
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        self.sort_button.setMaximumHeight(self.title.sizeHint().height())
        head.addWidget(self.sort_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._head = in_column(head, field, self.assistance, self.facets, spacing=9)
        self.body.addLayout(self._head)

    def _connect(self) -> None:
        self.field.query_changed.connect(self._on_query)
        self.sort_button.sort_chosen.connect(self.sort)
        self.facets.chosen.connect(lambda term: self.narrow(with_term(self._query, term)))
        self.view.moved.connect(self.context_changed)
        self.view.note_ended.connect(self._end_note)
        self.view.tag_clicked.connect(
            lambda tag: self.narrow(with_term(self._query, tag_term(tag)))
        )
        self.view.row_clicked.connect(self.click_row)
        self.view.opened.connect(self._open_current)
        self.view.menu_requested.connect(self.menu_requested)
        # Rows are read while they are painted: say so only afterwards.
        self.rows.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def _end_note(self, returns_focus: bool) -> None:
        if self._is_list_due:
            self._is_list_due = False
            self._list()
        if returns_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    def go_to_row(self, row: int) -> None:
        """Makes a row current."""
        self.view.go_to_row(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the head over the column of cards."""
        super().resizeEvent(event)
        self._fit_margins()

    def _fit_margins(self) -> None:
        bar = self.view.verticalScrollBar().sizeHint().width()
        left, wide = column_of(self.width() - bar)
        right = max(EDGE, self.width() - left - wide)
        if self.isRightToLeft():  # the scroll bar is at the left
            left, right = left + bar, right - bar
        indent = GUTTER if self.width() > 700 else 0
        self._head.setContentsMargins(left + indent, 22, right, 10)
        self.around_empty.setContentsMargins(left + indent - 16, 10, right, 10)
