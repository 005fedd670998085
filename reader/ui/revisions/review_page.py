"""Shows the review page: the original position of a highlight beside the proposed one."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from reader.commands.context import By, Context, Pane, Target
from reader.commands.keys.active_keymap import present_keys
from reader.commands.reading.reading_frontend import TextCursor
from reader.core.errors import NotFound, PostilError
from reader.core.models import Annotation, ChangeNotice
from reader.core.text.blocks import CanonicalText
from reader.core.text.reading.reading_cursor import Unit
from reader.core.text.shortening import shorten
from reader.core.translation import _, number_text
from reader.ui.keys import status_bar_texts
from reader.ui.lists.row_selection import RowSelection
from reader.ui.pages.window_page import PageServices
from reader.ui.reading.reading_announcements import passage_words
from reader.ui.revisions import page_texts
from reader.ui.revisions.list_and_texts_page import ListAndTextsPage, neighbour
from reader.ui.revisions.review_list import ReviewList
from reader.ui.revisions.review_text_panes import ReviewTexts
from reader.ui.revisions.revision_loader import texts_of
from reader.ui.style.announcement import announce, is_heard, spoken_count, spoken_selection

_STACKED = 1000  # pixels of width below which the two texts are one above the other
_WITHOUT_LIST = 860  # … and below which the list lies aside
_SIDE = 18  # pixels beside a heading
_EMPTY_WIDTH = 560  # pixels of what is said in the middle where there is nothing to review


class ReviewPage(ListAndTextsPage):
    """Goes through the highlights that need a look, of one article after the other."""

    pane = Pane.REVIEW

    opened = Signal(int, int)  # an article, and the highlight to go to

    def __init__(self, services: PageServices, parent: QWidget) -> None:
        super().__init__(services, parent)
        self._waiting: list[tuple[int, str, int]] = []
        self._items: list[Annotation] = []
        self._current: int | None = None  # the highlight looked at
        self._selection: RowSelection[int] = RowSelection()
        self._texts: Mapping[int, CanonicalText] = {}
        self._is_loading = False
        self._asked: int | None = None  # to be shown again, though it was reviewed
        self._seen: dict[int, set[int]] = {}  # what needed a look here, by article
        self.is_choosing = False
        self.about = QLabel(page_texts.about_review(), self)
        self.about.setObjectName("emptyAdvice")  # muted
        self.about.setWordWrap(True)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(18, 2, 18, 8)
        self.setAccessibleName(_("Highlights to review"))
        self.list = ReviewList(self)
        self.texts = ReviewTexts(self)
        self.old, self.new = self.texts.old, self.texts.new
        self.lay_out(self.list, (self.about, self.note), self.texts)
        self.list.article_chosen.connect(self._show_article)
        self.list.highlight_chosen.connect(self._show_item)

    # -- what is looked at ---------------------------------------------------------------------

    @property
    def item(self) -> Annotation | None:
        """The highlight that is looked at."""
        return next((one for one in self._items if one.id == self._current), None)

    def context(self) -> Context:
        """Returns the highlights chosen; while a place is chosen manually, that too."""
        article_id = self.article.id if self.article else None
        item, target = self.item, None
        passage = self.new.text.passage
        if self.is_choosing and item is not None and article_id is not None and passage:
            target = Target(article_id, *passage.span, item.id, _("position"))
        chosen = self._selection.in_order() or ((item.id,) if item is not None else ())
        return Context(self.pane, article_id, (), target, None, annotations=chosen)

    def enter(self) -> None:
        """Begins with the article that was read, if it has something to look at."""
        super().enter()
        self.apply_style((self.old.text, self.new.text))
        self._texts, self._current = {}, None
        self._selection.clear()
        self._said = ()
        self._asked, self._seen = None, {}
        self._stop_choosing()
        reading = self.services.read_article()
        self._read(reading.id if reading else None)

    def ask_for(self, annotation_id: int) -> None:
        """Looks at this highlight, also if it was once left as it is."""
        self._asked = self._current = annotation_id
        self._read(self.services.queries.annotation(annotation_id).article_id)
        self.context_changed.emit()

    def refresh(self, changed: ChangeNotice) -> None:
        """Reads the highlights to review again after a change."""
        if changed.concerns("article", "anchor", "annotation", "revision"):
            self._stop_choosing()
            self._read(self.article.id if self.article else None)

    def release(self) -> bool:
        """Leaves choosing a place, then the selection."""
        if self.is_choosing:
            self._stop_choosing()
            self._said = ()
            self._show_texts()
            return True
        if self._selection.ids:
            self._selection.clear()
            self._list()
            announce(self, spoken_count(0))
            return True
        return False

    def _read(self, article_id: int | None) -> None:
        """Asks what needs review, and shows it of an article that has some, this one if it can be."""
        self._waiting = self.services.queries.waiting()
        ids = [id_ for id_, _title, _count in self._waiting]
        if article_id is not None and article_id not in ids:
            count = len(self._items_of(article_id))  # looked at again though nothing waits
            if count:  # else it may be gone for good
                title = self.services.queries.article(article_id).title
                self._waiting.append((article_id, title, count))
                ids.append(article_id)
        wanted = article_id if article_id in ids else (ids[0] if ids else None)
        self._show_article(wanted)

    def _items_of(self, article_id: int) -> list[Annotation]:
        return [
            one
            for one in self.services.queries.annotations(article_id)
            if one.needs_review or (one.id == self._asked and one.is_unsure)
        ]

    def _show_article(self, article_id: int | None) -> None:
        queries = self.services.queries
        if article_id is None:
            self.article, self._items, self._current = None, [], None
        else:
            before = [one.id for one in self._items]
            self.article = queries.article(article_id)
            self._items = self._items_of(article_id)
            ids = [one.id for one in self._items]
            if self._current not in ids:
                at = before.index(self._current) if self._current in before else 0
                after = [id_ for id_ in before[at:] if id_ in ids]
                self._current = after[0] if after else (ids[0] if ids else None)
        self._selection.set_order([one.id for one in self._items])
        self._list()
        self._load()

    def _list(self) -> None:
        article_id = self.article.id if self.article else None
        self.list.show_all(
            self._waiting, article_id, self._items, self._current, self._selection.ids
        )
        self._give_room_to_list(self.width())

    def _give_room_to_list(self, width: int) -> None:
        self.list.setVisible(bool(self._waiting) and width >= _WITHOUT_LIST)

    def _show_item(self, id_: int) -> None:
        self._stop_choosing()
        self._current = id_
        self._list()
        self._show_texts()
        self.context_changed.emit()

    # -- the two texts -------------------------------------------------------------------------

    def _load(self) -> None:
        """Reads the texts that are needed, in a worker, and then shows them."""
        if self.article is None:
            self._show_texts()
            return
        wanted = {self.article.revision_id, *(one.made_on_revision_id for one in self._items)}
        missing = sorted(wanted - self._texts.keys())
        if not missing:
            self._show_texts()
            return
        if self._is_loading:
            return
        self._is_loading = True
        self.services.ask(
            lambda queries: texts_of(queries, missing), self._take_texts, self._fail_texts
        )

    def _fail_texts(self, error: PostilError) -> None:
        self._is_loading = False
        if isinstance(error, NotFound):  # purged meanwhile: read what is there now
            self._read(self.article.id if self.article else None)
        else:
            self.fail(error)

    def _take_texts(self, answer: Mapping[int, CanonicalText]) -> None:
        self._is_loading = False
        present = {self.article.revision_id} if self.article else set()
        present |= {one.made_on_revision_id for one in self._items}
        kept = {id_: text for id_, text in self._texts.items() if id_ in present}
        self._texts = {**kept, **answer}
        self._load()

    def _show_texts(self) -> None:
        item, article = self.item, self.article
        self.texts.setVisible(item is not None)
        self.note.setVisible(item is not None and bool(item.note))
        self._place_heading()
        if item is None or article is None:
            self.heading.setText(_("Nothing to review"))
            self.say(("nothing",), f"{self.heading.text()}. {self.about.text()}")
            return
        left, seen = {one.id for one in self._items}, self._seen.setdefault(article.id, set())
        seen |= left
        done = len(seen - left)
        number, total = done + self._items.index(item) + 1, done + len(self._items)
        text = _("{n} of {total} in “{title}”")
        text = text.format(n=number_text(number), total=number_text(total), title=article.title)
        if done:
            text += " · " + _("{n} done").format(n=number_text(done))
        self.heading.setText(text)
        self.note.setText(shorten(item.note, 240))
        if {article.revision_id, item.made_on_revision_id} <= self._texts.keys():
            old, new = self._texts[item.made_on_revision_id], self._texts[article.revision_id]
            self.texts.compare(item, article, old, new)
            proposed = "" if item.start is None else new.text[slice(item.start, item.end)]
            said = page_texts.spoken_item(item, number, total, proposed)
            self.say((item.id, said), said)

    # -- keys ----------------------------------------------------------------------------------

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Shows the next or previous highlight; while a place is chosen, moves by paragraph."""
        way = 1 if delta > 0 else -1
        if self.is_choosing:
            self.move_cursor(Unit.PARAGRAPH, way)
        elif by == "edge" and self._items:
            self._show_item(self._items[0 if way < 0 else -1].id)
        else:
            self._step(way)
            self.context_changed.emit()

    def select(self, how: str) -> None:
        """Selects the highlight that is looked at, or not, and shows the next."""
        if self.is_choosing or self._current is None or how != "toggle":
            return
        self._selection.toggle(self._current)
        self._list()
        is_selected = self._current in self._selection.ids
        announce(self, spoken_selection(is_selected, len(self._selection.ids)))
        self.step(1)

    @property
    def text_cursor(self) -> TextCursor:
        """The page itself, while a place is chosen."""
        return self

    def move_cursor(self, unit: Unit, steps: int, *, extend: bool = False) -> None:
        """Moves the cursor in the new text while a place is chosen."""
        if self.is_choosing:
            self.new.text.move_cursor(unit, steps, extend=extend)
            self._say_choice()

    def grow_cursor(self, steps: int) -> None:
        """Grows or shrinks the place that is chosen."""
        if self.is_choosing:
            self.new.text.grow_cursor(steps)
            self._say_choice()

    def act(self, name: str) -> None:
        """Goes to another article, chooses a place by hand, or opens the article."""
        if self.is_choosing:
            return
        if name in ("next_article", "previous_article"):
            self._step_article(1 if name == "next_article" else -1)
        elif name == "place":
            self._start_choosing()
        elif name == "open" and (item := self.item) is not None:
            self.opened.emit(item.article_id, item.id)

    def _step(self, way: int) -> None:
        to = neighbour([one.id for one in self._items], self._current, way)
        if to is not None:
            self._show_item(to)
        elif self._current is not None and len(self._waiting) > 1:
            self._step_article(way)

    def _step_article(self, way: int) -> None:
        ids = [id_ for id_, _title, _count in self._waiting]
        if self.article is not None and self.article.id in ids and len(ids) > 1:
            self._current = None
            self._show_article(ids[(ids.index(self.article.id) + way) % len(ids)])
            self.context_changed.emit()

    def _start_choosing(self) -> None:
        item, article = self.item, self.article
        if item is None or article is None or article.revision_id not in self._texts:
            return
        self.is_choosing = self.new.text.is_choosing = True
        self.texts.show_whole(item, article, self._texts[article.revision_id])
        self._say_choice()

    def _stop_choosing(self) -> None:
        self.is_choosing = self.new.text.is_choosing = False

    def _say_choice(self) -> None:
        self.context_changed.emit()
        passage = self.new.text.passage
        if passage is not None and is_heard():
            self.say((passage,), passage_words(passage, self._choice(), None))

    def update_strip(self) -> None:
        """Shows the words looked at, and what the keys do with them."""
        item = self.item
        if item is None:
            self.strip.set_target("")
            self.strip.set_key_labels(present_keys().key_labels(self.pane, "back"))
            return
        if self.is_choosing:
            self.strip.set_target(_("position “{words}”").format(words=shorten(self._choice(), 60)))
            self.strip.set_key_labels(page_texts.choosing_labels())
            return
        count = len(self._selection.ids)
        self.strip.set_target(status_bar_texts.highlights_target(count, item))
        self.strip.set_key_labels(page_texts.review_labels(bool(count) or item.start is not None))

    def _choice(self) -> str:
        """Returns the words chosen as a place, while one is."""
        passage, article = self.new.text.passage, self.article
        if passage is None or article is None or article.revision_id not in self._texts:
            return ""
        return self._texts[article.revision_id].text[slice(*passage.span)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the texts side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        self._place_heading()
        width = event.size().width()
        self._give_room_to_list(width)
        way = Qt.Orientation
        self.texts.setOrientation(way.Vertical if width < _STACKED else way.Horizontal)

    def _place_heading(self) -> None:
        """Puts the heading above the texts, or in the middle of the page if there are none."""
        is_empty = self.item is None
        side = max(_SIDE, (self.width() - _EMPTY_WIDTH) // 2) if is_empty else _SIDE
        self.heading.setContentsMargins(side, self.height() // 4 if is_empty else 14, side, 0)
        self.about.setContentsMargins(side, 4, side, 6)
