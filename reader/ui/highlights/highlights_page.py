"""The page of all annotations: a filter above, the list of cards below, and what is selected."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.commands.annotations_page import By
from reader.commands.context import Context, Pane
from reader.core.models import AnnotationSort, Changed, Listed
from reader.core.query.annotation_query import parse_annotations, with_term
from reader.core.translation import _
from reader.library.queries.library_queries import Queries
from reader.ui.highlights.highlights_facets import FacetsLine, tag_counts
from reader.ui.highlights.highlights_filter_field import HighlightsField, TermsLine
from reader.ui.highlights.highlights_hints import count_text, page_hints, target_text, why_empty
from reader.ui.highlights.highlights_model import HighlightsModel
from reader.ui.highlights.highlights_row import EDGE, GUTTER, column_of
from reader.ui.highlights.highlights_view import HighlightsView
from reader.ui.highlights.note_in_card import CardNote
from reader.ui.keys.key_dispatcher import is_text_field
from reader.ui.keys.status_hints import typing_hints
from reader.ui.lists.empty_state import EmptyState
from reader.ui.lists.row_selection import RowSelection
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.announcement import announce
from reader.ui.style.painting import sized

_TABLES = ("article", "annotation", "annotation_tag", "anchor", "tag", "revision")
_MANY = 20  # changed rows from which on they are taken up together, a moment later
_CATCH_UP = 250  # ms until then
_FEW = 400  # changed annotations of which it is looked up at once which are gone

if TYPE_CHECKING:
    from reader.ui.highlights.highlights_controller import HighlightsDesk


class HighlightsPage(WindowPage):
    """Every annotation of the library that the filter finds."""

    pane = Pane.HIGHLIGHTS

    def __init__(self, library: "HighlightsDesk", parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._sort = library.sort
        self._query = ""
        self._is_answered = False  # whether anything has been listed yet
        self._is_asking = self._is_stale = False
        self._is_other_question = False
        self._catching_up = QTimer(self, singleShot=True, interval=_CATCH_UP)
        self._catching_up.timeout.connect(self._catch_up)
        self.picked = RowSelection[int]()
        self.rows = HighlightsModel(library.read, self)
        self.title = QLabel(_("Highlights"), self)
        self.count = QLabel(self)
        self.field = HighlightsField(library.tags, self)
        self.terms = TermsLine(self.field, self)
        self.facets = FacetsLine(self)
        self.view = HighlightsView(self.rows, self)
        self.note = self.writing = CardNote(self.view, library)
        self.empty = EmptyState(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # -- what the window asks ----------------------------------------------------------------------

    def context(self) -> Context:
        """The picked annotations, or the current one when none is picked."""
        current = self.current_id
        chosen = self.picked.in_order() or ((current,) if current is not None else ())
        return Context(self.pane, None, (), None, current, chosen)

    @property
    def current_id(self) -> int | None:
        """The annotation whose card is outlined."""
        return self.view.current_id

    @property
    def query(self) -> str:
        """What the page is narrowed to."""
        return self._query

    def enter(self) -> None:
        """Read anew what may have changed meanwhile; what was current, picked and in sight stays."""
        self._catch_up()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close an open editor; what was typed is kept as a draft."""
        self.note.leave()

    def refresh(self, changed: Changed) -> None:
        """Show the rows as they are now, and ask which there are."""
        if not changed.concerns(*_TABLES):
            return
        if len(changed.rows) > _MANY:  # part by part, maybe: the parts are not kept waiting
            if not self._catching_up.isActive():
                self._catching_up.start()
            return
        if changed.concerns("tag") or not changed.articles:
            self.rows.forget()
        else:
            self.rows.forget(changed.articles)
        self._drop_gone(changed)
        self.view.forget()
        self._list()

    def _catch_up(self) -> None:
        """Show everything as it is now."""
        self.rows.forget()
        self.view.forget()
        self._list()

    def release(self) -> bool:
        """Let the picked rows go, then the filter; then the page is left."""
        if self.picked.ids:
            self.select("none")
        elif self._query:
            self.narrow("")
        else:
            return False
        return True

    def focus_filter(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def teach(self) -> None:
        """Say what the next key acts on."""
        focus = self.window().focusWidget()
        if is_text_field(focus):
            self.strip.set_target("")
            self.strip.set_hints(typing_hints(is_note=isinstance(focus, QPlainTextEdit)))
            return
        row = self.view.current_row
        item = self.rows.item_at(row) if 0 <= row < len(self.rows.ids) else None
        self.strip.set_target(target_text(len(self.picked.ids), item))
        hints = page_hints(bool(self.rows.ids), bool(self._query), self._library.slots())
        self.strip.set_hints(hints)

    # -- what commands ask -------------------------------------------------------------------------

    def narrow(self, query: str) -> None:
        """Show only what a query finds."""
        self.field.setText(query)
        self.field.tell_now()
        self.terms.update_terms()

    def sort(self, sort: AnnotationSort) -> None:
        """Show the page in another order, from its top."""
        self._sort = sort
        self._library.remember_sort(sort)
        self._is_other_question = True
        self._list()

    def step(self, delta: int, by: By, *, extend: bool) -> None:
        """Make another row current; with extend, pick up to it."""
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
            self.picked.extend(before, self.rows.ids[to])
        else:
            self.picked.stop_extending()
        self.view.go_to_row(to)
        self._show_picked()
        self.view.tell_row(is_counted=extend)

    def select(self, how: str) -> None:
        """Pick the current row, a range, all or none."""
        self.picked.select(how, self.current_id)
        self._show_picked()
        self.view.tell_row(is_counted=True)

    def edit_note(
        self, annotation_id: int, text: str, on_answer: Callable[[str | None], None]
    ) -> None:
        """Open the editor in a card and answer once: the text, or None when it is left."""
        row = self.rows.row_of(annotation_id)
        item = self.rows.item_at(row) if row >= 0 else None
        if item is None:
            on_answer(None)
            return
        self.view.go_to_row(row)
        self.note.edit(item.annotation, text, on_answer)

    # -- listing -------------------------------------------------------------------------------------

    def _on_query(self, text: str) -> None:
        self._query = text.strip()
        self.facets.set_query(self._query)
        self._is_other_question = True
        self._list()

    def _list(self) -> None:
        """Ask which annotations there are; while an answer is awaited, ask again after it."""
        if self._is_asking:
            self._is_stale = True
            return
        self._is_asking, self._is_stale = True, False
        query, sort = parse_annotations(self._query), self._sort

        def look(queries: Queries) -> tuple[Listed, dict[str, int]]:
            tags = queries.annotation_tags(query)
            facets = {**queries.annotation_kinds(query), **tag_counts(tags)}
            return queries.listed_annotations(query, sort), facets

        self._library.ask(look, self._take)

    def _take(self, answer: object) -> None:
        self._is_asking = False
        if not isinstance(answer, tuple):
            self._library.fail(str(answer))
        elif not self._is_stale:
            listed, facets = answer
            self.facets.set_counts(facets)
            self._show(listed)
        if self._is_stale:
            self._list()

    def _show(self, listed: Listed) -> None:
        is_other, self._is_other_question = self._is_other_question, False
        self._is_answered = True
        self.note.keep_within(listed.ids)
        current = self._heir(listed, is_other=is_other)
        self.picked.set_order(listed.ids)
        self.rows.picked = self.picked.ids
        if is_other:
            self.view.forget_places()
        self.view.set_listed(listed, current)
        if is_other and current is not None and self.view.current_row > 0:
            self.view.scrollTo(self.view.currentIndex())
        self._say_why_empty()
        self._show_picked()
        if is_other:
            announce(self.view, self.empty.title if not listed.ids else self.count.text())

    def _heir(self, listed: Listed, *, is_other: bool) -> int | None:
        """What is current now: the same annotation, else the next of those left, else the first."""
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

    def _drop_gone(self, changed: Changed) -> None:
        """Take out at once what was deleted, so that no empty row is seen."""
        ids = [id_ for table, id_ in changed.rows if table == "annotation"]
        ids = [id_ for id_ in ids if self.rows.row_of(id_) >= 0]
        if not 0 < len(ids) <= _FEW:
            return
        gone = set(ids) - {item.annotation.id for item in self._library.read(ids)}
        if not gone:
            return
        old = self.rows.listed
        kept = [row for row, id_ in enumerate(old.ids) if id_ not in gone]
        columns = (old.ids, old.article_ids, old.sections)
        ids_, articles, sections = (tuple(column[row] for row in kept) for column in columns)
        self._show(Listed(ids_, articles, sections))  # type: ignore[arg-type]

    # -- telling -------------------------------------------------------------------------------------

    def _show_picked(self) -> None:
        self.rows.picked = self.picked.ids
        text = count_text(len(self.rows.ids), len(self.picked.ids))
        self.count.setText(text if self._is_answered else "")
        self.view.viewport().update()
        self.told.emit()

    def _say_why_empty(self) -> None:
        is_empty = self._is_answered and not self.rows.ids
        if is_empty:
            self.empty.say(*why_empty(self._query))
        shown: QWidget = self.empty if is_empty else self.view
        had_focus = self.view.hasFocus() or self.empty.hasFocus()
        self._stack.setCurrentWidget(shown if not is_empty else self._empty_column)
        self.setFocusProxy(shown)
        if had_focus and not shown.hasFocus():
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.title.setFont(sized(self.font(), 1.5, is_bold=True))
        self.count.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        self._head = QVBoxLayout()
        self._head.setSpacing(9)
        self._head.addLayout(head)
        self._head.addWidget(self.field)
        self._below = QStackedLayout()  # one line: what may be typed, else what there is
        self._below.addWidget(self.facets)
        self._below.addWidget(self.terms)
        self._head.addLayout(self._below)
        self._empty_column = QWidget(self)
        column = QVBoxLayout(self._empty_column)
        column.addWidget(self.empty)
        self._empty_box = column
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty_column)
        self.body.addLayout(self._head)
        self.body.addLayout(self._stack, 1)
        self._fit_margins()

    def _connect(self) -> None:
        self.field.query_changed.connect(self._on_query)
        self.field.left.connect(self._enter_list)
        self.field.offered.connect(self._show_line)
        self.facets.chosen.connect(lambda term: self.narrow(with_term(self._query, term)))
        self.view.moved.connect(self.told)
        self.view.gesture.connect(self._on_gesture)
        self.view.opened.connect(self._open_current)
        self.view.menu_wanted.connect(self._library.show_menu)
        # Rows are read while they are painted: say so only afterwards.
        self.rows.failed.connect(self._library.fail, Qt.ConnectionType.QueuedConnection)

    def _enter_list(self) -> None:
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_line(self) -> None:
        self._below.setCurrentWidget(self.terms if self.terms.terms else self.facets)

    def cycle_focus(self, direction: int) -> None:
        """The next part of the page: the field or the list."""
        if self.field.hasFocus():
            self._enter_list()
        else:
            self.focus_filter()

    def _open_current(self) -> None:
        if self.current_id is not None:
            self._library.open_annotation(self.current_id)

    def _on_gesture(self, row: int, has_control: bool, has_shift: bool) -> None:
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        if has_shift:
            current = self.current_id
            self.picked.extend(
                current if current is not None else self.rows.ids[row],
                self.rows.ids[row],
            )
        else:
            self.picked.stop_extending()
        self.view.go_to_row(row)
        if has_control:
            self.select("toggle")
        elif not has_shift:
            self.select("none")
        self._show_picked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the head over the column of cards."""
        super().resizeEvent(event)
        self._fit_margins()

    def _fit_margins(self) -> None:
        bar = self.view.verticalScrollBar().sizeHint().width()
        left, wide = column_of(self.width() - bar)
        right = max(EDGE, self.width() - left - wide)
        indent = GUTTER if self.width() > 700 else 0
        self._head.setContentsMargins(left + indent, 22, right, 10)
        self._empty_box.setContentsMargins(left + indent - 16, 10, right, 10)
