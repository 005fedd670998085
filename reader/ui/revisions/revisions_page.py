"""Shows the revisions of an article, which can be read with their highlights, and compared."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from reader.commands.context import By, Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.anchoring.text_diff import DiffParagraph, compare
from reader.core.errors import PostilError
from reader.core.models import Article, ChangeNotice, RevisionFacts
from reader.core.text.blocks import CanonicalText
from reader.core.translation import _, ngettext, number_text
from reader.library.queries.queries import Queries
from reader.ui.pages.window_page import PageServices
from reader.ui.revisions import page_texts
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.revisions.diff_view import DiffView
from reader.ui.revisions.list_and_texts_page import ListAndTextsPage, neighbour
from reader.ui.revisions.revision_list import RevisionList, spoken
from reader.ui.revisions.revision_loader import page_of, texts_of, words_of
from reader.ui.style.announcement import announce
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.reading_typography import Typography
from reader.ui.tasks.latest_query import LatestQuery

_LIST_ABOVE = 192  # pixels of the list above the text: two revisions
_WITHOUT_LIST = 760  # pixels of width below which the list is above the text


class RevisionsPage(ListAndTextsPage):
    """Shows the texts of the article that is open in the window."""

    pane = Pane.REVISIONS

    def __init__(self, services: PageServices, parent: QWidget) -> None:
        super().__init__(services, parent)
        self._facts: list[RevisionFacts] = []
        self._words: dict[int, int] = {}  # of revisions, as far as they were counted
        self._chosen: int | None = None
        self._marked: int | None = None  # to be compared with, when one is
        self._shows_text = False  # the text itself rather than what changed
        self._latest = LatestQuery(services.ask)  # what is read or compared to be shown
        self.caption = ElidedLabel(self)
        self.caption.setContentsMargins(18, 3, 18, 8)
        self.setAccessibleName(_("The revisions of the article"))
        self.list = RevisionList(self)
        self.text = ComparedTextView(self)
        self.text.setAccessibleName(_("A revision of the article"))
        self.changes = DiffView(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.changes)
        self.stack.addWidget(self.text)
        self.lay_out(self.list, (self.caption,), self.stack)
        self.list.chosen.connect(self._choose)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def chosen(self) -> RevisionFacts | None:
        """The revision that keys act on."""
        return self._by_id(self._chosen)

    def _by_id(self, id_: int | None) -> RevisionFacts | None:
        return next((one for one in self._facts if one.id == id_), None)

    def context(self) -> Context:
        """Returns the article, and the revision chosen."""
        article_id = self.article.id if self.article else None
        return Context(self.pane, article_id, (), None, None, revision_id=self._chosen)

    def enter(self) -> None:
        """Begins with the text that is offered, else with the current one."""
        super().enter()
        self.apply_style((self.text,))
        self.changes.set_typography(Typography.from_settings(self.services.settings))
        self.article = self.services.read_article()
        self._chosen = self._marked = None
        self._shows_text = False
        self._said = ()
        self._read()

    def leave(self) -> None:
        """Drops what a worker still finds."""
        self._latest.cancel()

    def refresh(self, changed: ChangeNotice) -> None:
        """Reads again what changed of the article."""
        if self.article is not None and self.article.id in changed.articles:
            self._read()

    def release(self) -> bool:
        """Leaves the text for what changed, then the mark."""
        if self._shows_text and len(self._facts) > 1:
            self.act("toggle")
            return True
        if self._marked is not None:
            self._marked = None
            self._show()
            return True
        return False

    def _read(self) -> None:
        queries = self.services.queries
        self._facts = []
        if self.article is not None:
            found = queries.articles([self.article.id])
            self.article = found[0] if found else None  # None: it was deleted permanently
        if self.article is not None:
            self._facts = queries.revision_facts(self.article.id)
        if self.chosen is None:
            offered = [one.id for one in self._facts if one.is_offered]
            present = [one.id for one in self._facts if one.is_current]
            self._chosen = next(iter([*offered, *present]), None)
        if self._by_id(self._marked) is None:
            self._marked = None
        self._show()
        self._count_words()

    def _count_words(self) -> None:
        """Counts the words of texts that were not counted yet: a revision never changes."""
        ids = [one.id for one in self._facts if one.id not in self._words]
        if not ids:
            return

        def show(words: Mapping[int, int]) -> None:
            self._words.update(words)
            self._list()

        def fail(_error: PostilError) -> None:
            """Does nothing: the loader of the texts reports that the library cannot be read."""

        self.services.ask(lambda queries: words_of(queries, ids), show, fail)

    def _list(self) -> None:
        self.list.show_all(self._facts, self._chosen, self._marked, self._words)

    def _choose(self, id_: int) -> None:
        self._chosen = id_
        self._show()
        self.context_changed.emit()

    def _other(self) -> RevisionFacts | None:
        """Returns what the chosen revision is compared with: the one marked, the present, or the one before."""
        chosen = self.chosen
        if chosen is None:
            return None
        marked = self._by_id(self._marked)
        if marked is not None and marked.id != chosen.id:
            return marked
        if not chosen.is_current:
            return next(one for one in self._facts if one.is_current)
        return next((one for one in self._facts if one.seq < chosen.seq), None)

    def _show(self) -> None:
        self._list()
        chosen, article = self.chosen, self.article
        self.stack.setVisible(chosen is not None)
        if chosen is None or article is None:
            self._latest.cancel()
            self.heading.setText(_("No article is open, or it is no longer there."))
            self.caption.setText("")
            announce(self, self.heading.text())
            return
        self.heading.setText(article.title)
        said = spoken(chosen, is_marked=chosen.id == self._marked)
        self.say((said,), said)
        other = self._other()
        if self._shows_text or other is None:
            self._show_text(article, chosen)
        else:
            self._show_changes(*sorted((chosen, other), key=lambda one: one.seq))

    def _show_text(self, article: Article, chosen: RevisionFacts) -> None:
        text = _("Revision {n} as it was, with the highlights on it").format(n=chosen.seq)
        if len(self._facts) == 1:
            text = page_texts.only_text_caption()
        self.caption.setText(text)
        self._latest.ask(
            partial(texts_of, revision_ids=[chosen.id]),
            lambda texts: self._take_text(article, chosen, texts[chosen.id]),
            self.fail,
        )

    def _take_text(self, article: Article, chosen: RevisionFacts, text: CanonicalText) -> None:
        found = self.services.queries.annotations(article.id, chosen.id)
        self.text.show_page(page_of(article, text), found)
        self.stack.setCurrentWidget(self.text)
        announce(self, self.caption.text())

    def _show_changes(self, old: RevisionFacts, new: RevisionFacts) -> None:
        self.caption.setText(_("Comparing …"))
        self._latest.ask(
            partial(_compare, ids=(old.id, new.id)),
            partial(self._take_changes, old, new),
            self.fail,
        )

    def _take_changes(
        self, old: RevisionFacts, new: RevisionFacts, parts: list[DiffParagraph]
    ) -> None:
        count = sum(not part.is_same for part in parts)
        text = ngettext(
            "From revision {old} to {new}: {n} paragraph changed",
            "From revision {old} to {new}: {n} paragraphs changed",
            count,
        )
        self.caption.setText(text.format(old=old.seq, new=new.seq, n=number_text(count)))
        self.stack.setCurrentWidget(self.changes)
        self.changes.show_parts(parts)
        said = (self.caption.text(), self.changes.spoken())
        announce(self, ". ".join(part for part in said if part))

    # -- keys ----------------------------------------------------------------------------------

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Chooses the next or previous text, or scrolls in what is shown."""
        way = 1 if delta > 0 else -1
        if by == "page":
            view = self.text if self.stack.currentWidget() is self.text else self.changes
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + way * round(view.viewport().height() * 0.85))
            return
        ids = [one.id for one in self._facts]
        to = (
            ids[0 if way < 0 else -1] if by == "edge" and ids else neighbour(ids, self._chosen, way)
        )
        if to is not None:
            self._choose(to)
        self.context_changed.emit()

    def act(self, name: str) -> None:
        """Steps among changes, marks a text to compare with, shows it or what changed."""
        if name in ("next_change", "previous_change"):
            self._step_change(1 if name == "next_change" else -1)
        elif name == "mark":
            self._marked = None if self._marked == self._chosen else self._chosen
            self._show()
        elif name == "toggle":
            self._shows_text = not self._shows_text
            self._show()

    def _step_change(self, way: int) -> None:
        if self.stack.currentWidget() is not self.changes:
            return
        if self.changes.step(way):
            announce(self, self.changes.spoken())
        else:
            text = _("No change further down.") if way > 0 else _("No change further up.")
            self.noticed.emit(text)

    def update_strip(self) -> None:
        """Shows the text chosen, and what the keys do with it."""
        chosen = self.chosen
        if chosen is None:
            self.strip.set_target("")
            self.strip.set_key_labels(present_keys().key_labels(self.pane, "back"))
            return
        self.strip.set_target(_("revision {n}").format(n=chosen.seq))
        has_others = len(self._facts) > 1
        self.strip.set_key_labels(
            page_texts.revisions_labels(chosen, has_others=has_others, shows_text=self._shows_text)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < _WITHOUT_LIST
        # Before the splitter shares its room out by it.
        self.list.setMaximumWidth(16_777_215 if is_narrow else self.list.minimumWidth())
        self.list.setMaximumHeight(_LIST_ABOVE if is_narrow else 16_777_215)
        self.row.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)


def _compare(queries: Queries, ids: tuple[int, int]) -> list[DiffParagraph]:
    old, new = (queries.revision_text(id_) for id_ in ids)
    return compare(old, new)
