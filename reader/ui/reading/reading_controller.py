"""Shows one article in the reading pane and the annotations pane."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane, Target
from reader.core.anchoring.annotation_index import AnnotationIndex
from reader.core.color_names import color_name
from reader.core.errors import PostilError
from reader.core.generators import at_once
from reader.core.models import Annotation, Article, ChangeNotice, Color, Kind
from reader.core.tags.tag_names import TEXT
from reader.core.text.blocks import without_note_numbers
from reader.core.text.position_mapping import same_place
from reader.core.text.reading.page_and_chapter_labels import marks_in
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.translation import N_, _
from reader.services import Services
from reader.ui.reading.layout.page_builder import page_steps, part_of_page
from reader.ui.reading.layout.progressive_layout import LONG
from reader.ui.reading.optimistic_highlight import PREVIEW, previewed
from reader.ui.reading.reading_progress import ReadingProgress
from reader.ui.reading.reading_view import ReadingView
from reader.ui.tasks.after_paint import DeferredUpdates
from reader.ui.tasks.latest_query import Ask

COUNT_AFTER = 100  # ms of rest after which tags are counted, before the picker asks for them
MANY = 100  # annotations with which the cards follow in the turn after the text is painted
_WORDS = 200  # characters of a passage that are announced
_UNIT_NAMES = {
    Unit.WORD: N_("word"),
    Unit.SENTENCE: N_("sentence"),
    Unit.PARAGRAPH: N_("paragraph"),
    Unit.SECTION: N_("section"),
    Unit.SELECTION: N_("selection"),
}


class Cards(Protocol):
    """The annotations beside the text, as far as reading concerns them."""

    @property
    def list(self) -> QWidget: ...
    def set_annotations(
        self, annotations: Sequence[Annotation], article_id: int | None
    ) -> None: ...
    def current_id(self) -> int | None: ...
    def set_current(self, annotation_id: int | None) -> None: ...
    def set_nearest(self, offset: int) -> None: ...


class ReadingController(QObject):
    """Shows an article, and knows what the next key acts on."""

    article_changed = Signal()
    context_changed = Signal()  # what the next key acts on may be another now

    def __init__(self, app: Services, pane: ReadingView, sidebar: Cards, ask: Ask) -> None:
        super().__init__(pane)
        self._app, self._ask = app, ask
        self.pane, self.sidebar = pane, sidebar
        self._article: Article | None = None
        self._annotations = AnnotationIndex()
        self.deferred = DeferredUpdates(self)
        self._progress = ReadingProgress(app, pane)
        self._previewed: tuple[int, int] | None = None  # where a highlight was painted in advance
        self._count_timer = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._count_timer.timeout.connect(self._count_tags)
        pane.passage_changed.connect(self._follow_passage)
        pane.scrolled.connect(self._follow_scroll)
        pane.text_shown.connect(self._follow_settled)
        pane.focus_came.connect(lambda _reason: self._point())
        pane.highlight_activated.connect(lambda number: self.go_to(number, is_jump=False))
        sidebar.set_annotations([], None)

    # -- the article ---------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def article_id(self) -> int | None:
        """The number of the article shown."""
        return self._article.id if self._article else None

    @property
    def has_text(self) -> bool:
        """Whether the article shown has text; so does none, and one that is being opened."""
        page = self.pane.page
        return page is None or bool(page.text.blocks)

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations of the article shown."""
        return self._annotations.items

    def show_article(self, article_id: int | None) -> None:
        """Shows an article where it was left, or nothing."""
        if article_id == (self._article.id if self._article else None):
            return
        self.deferred.cancel()
        self._progress.leave()
        if article_id is None:
            self._article, self._annotations = None, AnnotationIndex()
            self._progress.follow(None)
            self.pane.clear_page()
            self.sidebar.set_annotations([], None)
        else:
            self._load(article_id)
        self._tell()
        self.article_changed.emit()

    def _load(self, article_id: int) -> None:
        queries = self._app.queries
        article = queries.article(article_id)
        self._article = article
        self._annotations = AnnotationIndex(queries.annotations(article_id))
        self.defer("cards", self._show_cards)
        self._show(article, article.position)
        self._progress.begin(article)

    def _show(self, article: Article, position: int) -> None:
        self.pane.furthest = article.progress
        items = self._annotations.items
        revision = self._app.queries.revision(article.revision_id)
        load = partial(page_steps, self._app.queries.asset, article, revision)
        if len(revision.html) < LONG:
            self.pane.show_page(at_once(load()), items, position)
        elif part := part_of_page(self._app.queries.asset, article, revision, position):
            self.pane.show_part(part, load, items, position)
        else:
            self.pane.show_in_steps(load(), items, position)

    def _follow_settled(self) -> None:
        """Continues when a long text is laid out."""
        self._point()
        self._tell()
        self.article_changed.emit()

    def refresh(self, changed: ChangeNotice) -> None:
        """Updates the shown article after a change."""
        if self._article is None or not changed.may_concern(self._article.id):
            return
        try:
            article = self._app.queries.article(self._article.id)
        except PostilError:
            self.show_article(None)
            return
        old, self._article = self._article, article
        self._progress.follow(article)
        is_same_text = article.revision_id == old.revision_id
        ids = changed.annotations
        # Of more than the article has, most are in other articles.
        are_most_elsewhere = ids is not None and len(ids) > max(MANY, len(self._annotations.items))
        if ids is None or are_most_elsewhere or not is_same_text:
            self._annotations = AnnotationIndex(self._app.queries.annotations(article.id))
            self.pane.set_annotations(self._annotations.items)
        elif ids:
            self._change_annotations(article.id, ids)
        if not is_same_text:
            self._show(article, self._place_in(article, old.revision_id))
            self._progress.rest()
        elif _heading(article) != _heading(old):
            place = self._place_in(article, old.revision_id)
            self.pane.show_in_place(partial(self._show, article, place))
        self._point()
        if ids is None or ids or not is_same_text:
            self.defer("cards", self._show_cards)
        self._count_timer.start()
        self._tell()
        self.article_changed.emit()

    def _change_annotations(self, article_id: int, ids: Collection[int]) -> None:
        """Updates some annotations after a change; the cursor stays on a resized highlight."""
        current = self.highlight_at(self.pane.passage) if self.pane.passage else None
        fresh = self._app.queries.annotations_among(article_id, ids)
        self._annotations.change(ids, fresh)
        self.pane.change_annotations(self._annotations.items, ids, fresh)
        if any((one.start, one.end) == self._previewed for one in fresh):
            self.pane.take_away(PREVIEW)  # it is there now
        for one in fresh:
            if current is not None and one.id == current.id:
                self._show_words_of(one, is_jump=False)

    def _place_in(self, article: Article, revision_id: int) -> int:
        """Returns where in its text now the user is who had a revision before the eyes."""
        pane, page = self.pane, self.pane.page
        if pane.passage is None or page is None or article.revision_id < revision_id:
            return article.position  # as after undo: where one was in that text
        if article.revision_id == revision_id:
            return pane.lasting_place()
        new = self._app.queries.revision_text(article.revision_id)
        return same_place(page.text.text, new, pane.lasting_place())

    def defer(self, kind: str, work: Callable[[], object]) -> None:
        """Updates what the text need not wait for: at once, or after painting if there is much.

        A command finds all of it done.
        """
        if len(self._annotations.items) > MANY:
            self.deferred.schedule(kind, work)
        else:
            work()

    def _show_cards(self) -> None:
        if self._article is not None:
            self.sidebar.set_annotations(self._annotations.items, self._article.id)
            self._point_to_card()

    # -- what keys act on ------------------------------------------------------------------------

    def target(self, pane: Pane) -> Target | None:
        """Returns what the next key acts on: the sidebar's card, or the passage of the text."""
        if self._article is None:
            return None
        if pane is Pane.SIDEBAR:
            return self._card_target(self.sidebar.current_id())
        passage = self.pane.passage
        if passage is None:
            return None
        one = self.highlight_at(passage)
        name = _marked_name(one) if one else _(_UNIT_NAMES[passage.unit])
        return Target(self._article.id, passage.start, passage.end, one.id if one else None, name)

    def _card_target(self, annotation_id: int | None) -> Target | None:
        one = self._annotations.get(annotation_id)
        if one is None or self._article is None:
            return None
        name = _("note") if one.kind is Kind.ARTICLE_NOTE else _marked_name(one)
        return Target(self._article.id, one.start or 0, one.end or 0, one.id, name)

    def annotation_under(self, target: Target | None) -> Annotation | None:
        """Returns the annotation a target is, or the highlight under the cursor that some keys act on."""
        if target is None:
            return None
        if target.annotation_id is not None:
            return self._annotations.get(target.annotation_id)
        return self.highlight_under(self.pane.passage) if self.pane.passage else None

    def highlight_at(self, passage: Passage) -> Annotation | None:
        """Returns the highlight of just this passage; the last made when there are several."""
        return self._annotations.at(passage.span)

    def highlight_under(self, passage: Passage) -> Annotation | None:
        """Returns the highlight of just this passage, else the shortest that contains it, else one in it."""
        return self._annotations.under(passage.span)

    def go_to(self, annotation_id: int, *, is_jump: bool = True) -> None:
        """Puts the reading cursor on a highlight and its card on screen; without a jump, scrolls not."""
        self.deferred.flush()
        one = self._annotations.get(annotation_id)
        if one is None:
            return
        self._show_words_of(one, is_jump=is_jump)
        self.defer("card", lambda: self.sidebar.set_current(annotation_id))

    def _show_words_of(self, one: Annotation, *, is_jump: bool = True) -> None:
        """Puts the cursor on a highlight's words; a passage that is just these keeps its unit."""
        if one.start is None or one.end is None:
            return
        passage = self.pane.passage
        if passage is None or passage.span != (one.start, one.end):
            passage = Passage(one.start, one.end, Unit.SELECTION)
        if is_jump:
            self.pane.set_passage(passage, is_jump=True)
        else:
            self.pane.take_passage(passage)

    def target_words(self, target: Target | None) -> str:
        """Returns the first words of a target: of its annotation, or the passage's."""
        one = self._annotations.get(target.annotation_id if target else None)
        page, passage = self.pane.page, self.pane.passage
        if one is not None or page is None or passage is None:
            return (one.exact or one.note) if one else ""
        end = min(passage.end, passage.start + _WORDS)
        words = without_note_numbers(page.text.text, page.text.blocks, passage.start, end)
        return words or page.text.text[passage.start : end]

    def passage_text(self) -> str:
        """Returns the words the cursor is on."""
        page, passage = self.pane.page, self.pane.passage
        return page.text.text[passage.start : passage.end] if page and passage else ""

    def passage_place(self) -> str:
        """Returns the printed page or the chapter they are in, in words; empty if not known."""
        page, passage = self.pane.page, self.pane.passage
        return marks_in(page.text).place_words(*passage.span) if page and passage else ""

    def go_to_edge(self, direction: int) -> None:
        """Puts the reading cursor on the start or the end of the article."""
        passages, bar = self.pane.whole_passages, self.pane.verticalScrollBar()
        if passages is not None:
            self.pane.set_passage(passages.first() if direction < 0 else passages.last())
            bar.setValue(bar.minimum() if direction < 0 else bar.maximum())

    def go_to_place(self, article_id: int, place: int) -> None:
        """Puts the reading cursor on the sentence at a place, if it is this article that is read."""
        if article_id != self.article_id:
            return
        if (passages := self.pane.whole_passages) is not None:
            self.pane.set_passage(passages.at(place), is_jump=True)
            return
        again = partial(self.go_to_place, article_id, place)  # a long text is shown in a while
        self.pane.text_shown.connect(again, Qt.ConnectionType.SingleShotConnection)

    def preview(
        self, article_id: int, start: int, end: int, color: Color
    ) -> AbstractContextManager[None]:
        """Paints a highlight while it is being kept; it is gone again when the block is left."""
        self._previewed = start, end
        return previewed(self.pane, article_id, (start, end), color)

    def follow_card(self, annotation_id: int) -> None:
        """Shows the words of the card that was made current by key; the keys stay with the cards."""
        one = self._annotations.get(annotation_id)
        if one is not None:
            self._show_words_of(one)
        self._tell()

    def enter_cards(self) -> None:
        """Makes the card nearest to the cursor current; the text stays where it is."""
        passage = self.pane.passage
        self.sidebar.set_nearest(passage.start if passage else 0)
        self._tell()

    def _follow_passage(self) -> None:
        self._point()
        self._progress.touch()
        self._tell()

    def _point(self) -> None:
        """Outlines the highlight and the card that the cursor is on."""
        passage = self.pane.passage
        exact = self.highlight_at(passage) if passage else None
        self.pane.set_target(exact.id if exact else None)
        self.defer("card", self._point_to_card)

    def _point_to_card(self) -> None:
        passage = self.pane.passage
        one = self.highlight_under(passage) if passage else None
        if not self.sidebar.list.hasFocus():
            self.sidebar.set_current(one.id if one else None)

    def _tell(self) -> None:
        self.defer("strip", self.context_changed.emit)

    # -- bookkeeping -----------------------------------------------------------------------------

    def _follow_scroll(self) -> None:
        if not self.pane.is_laying_out:  # else nobody scrolled
            self._progress.touch()

    def stop(self) -> None:
        """Saves the reading position and asks nothing of the library any more: the window closes."""
        self._progress.leave()
        self._count_timer.stop()

    def _count_tags(self) -> None:
        with suppress(PostilError):  # a busy library: then the picker counts them
            queries, version = self._app.queries, self._app.queries.data_version()
            self._ask(
                lambda others: others.tags(TEXT),
                lambda counted: queries.take_tags(TEXT, version, counted),
                lambda _busy: None,
            )


def unit_name(unit: Unit) -> str:
    """Returns what a unit is called."""
    return _(_UNIT_NAMES[unit])


def _marked_name(one: Annotation) -> str:
    return _("{color} highlight").format(color=color_name(one.color))


def _heading(one: Article) -> tuple[object, ...]:
    """Returns what is shown of an article above its text."""
    return one.title, one.byline, one.site, one.url, one.published, one.language
