"""Models the article list: ids in order, and articles that are read a page at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)

from reader.core.errors import PostilError
from reader.core.listed_ids import HeldIds, ListedIds
from reader.core.models import Article, Sort
from reader.core.search_results import Snippet
from reader.core.translation import _, counted_text, ngettext
from reader.ui.articles.list_groups import GROUPED, Heading, group_of, name_of
from reader.ui.lists.row_cache import RowCache
from reader.ui.lists.row_model import Index

PAGE = 64  # rows read at once: about two screens
_FEW = 200  # rows whose ids are read page by page

ARTICLE_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
SNIPPET_ROLE = Qt.ItemDataRole.UserRole + 3
HEADING_ROLE = Qt.ItemDataRole.UserRole + 4

_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)

Fetch = Callable[[Sequence[int]], Sequence[Article]]
# Returns the size of a group of those listed, in this order, from a row and its article on.
GroupSize = Callable[[ListedIds, Sort, int, Article], int]


def describe(article: Article, snippet: Snippet | None = None) -> str:
    """Returns what a screen reader says of a row: after the title what a search found in it."""
    parts = [article.title]
    if snippet is not None and snippet.hits:
        parts.append(counted_text("{n} hit", "{n} hits", snippet.hits))
        parts.append(" ".join(snippet.text.split()))
    if article.site:
        parts.append(article.site)
    minutes = ngettext("{n} minute", "{n} minutes", article.minutes).format(n=article.minutes)
    parts.append(minutes if article.word_count else _("no text"))
    if not article.is_read:
        parts.append(_("unread"))
    if article.is_starred:
        parts.append(_("starred"))
    if article.is_begun:
        parts.append(_("{n} percent read").format(n=round(article.progress * 100)))
    if article.annotation_count:
        parts.append(counted_text("{n} annotation", "{n} annotations", article.annotation_count))
    if article.tags:
        parts.append(_("tags {tags}").format(tags=", ".join(article.tags)))
    return ", ".join(parts)


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Gathers rows into runs of neighbours, as (first, last), in order."""
    first = last = -2
    for row in sorted(rows):
        if row == last + 1:
            last = row
            continue
        if last >= 0:
            yield first, last
        first = last = row
    if last >= 0:
        yield first, last


class ArticleListModel(QStringListModel):
    """Stores the listed ids, and reads articles through ``fetch`` when a row is first shown.

    ``fetch(ids)`` answers the articles it still has, in any order; a row whose article is gone
    stays empty until the ids are set again. A PostilError it raises is emitted by ``failed``.

    Below it is Qt's list of strings, all empty, for its count alone: a list view asks for the
    count once a row whenever it lays itself out, and 20,000 answers from Python take 50 ms.
    """

    failed = Signal(str)
    snippets_wanted = Signal(list)  # ids of articles that are looked at

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: ListedIds = HeldIds()
        self.articles = RowCache(fetch, lambda one: one.id, self.failed.emit, PAGE)
        self._snippets: dict[int, Snippet] = {}
        self._wanted: list[int] = []
        self._is_lazy = False  # whether more snippets can be read
        self.order = Sort.ADDED
        self.group_size: GroupSize | None = None  # without it nothing is grouped
        self._sizes: dict[object, int] = {}  # of the groups that were looked at
        self._asking = QTimer(self, singleShot=True, interval=0)  # not within a paint
        self._asking.timeout.connect(self._ask)

    @property
    def ids(self) -> ListedIds:
        """The ids in the order of the rows."""
        return self._ids

    def set_ids(self, ids: ListedIds, order: Sort = Sort.ADDED) -> None:
        """Shows these articles, which are in this order; what is already read is kept."""
        rows = [""] * len(ids)  # may fail, and then nothing has changed
        self.order = order
        self.take_up(ids)
        self.articles.look_again()
        self.setStringList(rows)

    def take_up(self, ids: ListedIds) -> None:
        """Reads on from these, which are the same in all that was looked at."""
        self._ids = ids
        self._sizes.clear()

    def id_at(self, row: int) -> int:
        """Returns the id of a row; 0 where it is gone or cannot be read."""
        try:
            return self._ids[row]
        except PostilError as error:
            self.failed.emit(str(error))
            return 0

    def ids_at(self, rows: Sequence[int], ids: ListedIds | None = None) -> list[int]:
        """Returns the ids of rows, or what others have in these; without those that are gone."""
        listed = self._ids if ids is None else ids
        try:
            among = listed.all() if len(rows) > _FEW else listed
            return [among[row] for row in rows if 0 <= row < len(among) and among[row]]
        except PostilError as error:
            self.failed.emit(str(error))
            return []

    def refresh(self, ids: Iterable[int] | None) -> None:
        """Reads these rows, or all, again when they are next looked at."""
        known = list(self.articles) if ids is None else [one for one in ids if one in self.articles]
        for article_id in known:
            del self.articles[article_id]
        for first, last in runs(self._ids.rows_at_hand(known).values()):
            self.dataChanged.emit(self.index(first), self.index(last))

    def set_snippets(self, snippets: Mapping[int, Snippet], *, is_lazy: bool = False) -> None:
        """Shows these words in place of the excerpt, by article id; others are wanted when looked at."""
        touched = set(self._snippets) | set(snippets)
        self._snippets, self._is_lazy = dict(snippets), is_lazy
        self._wanted.clear()
        self._touch(touched)

    def add_snippets(self, snippets: Mapping[int, Snippet]) -> None:
        """Shows more of them."""
        self._snippets.update(snippets)
        self._touch(snippets)

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, []
        if wanted:
            self.snippets_wanted.emit(wanted)

    def _snippet(self, article_id: int) -> Snippet | None:
        found = self._snippets.get(article_id)
        if found is None and self._is_lazy and article_id not in self._wanted:
            self._wanted.append(article_id)
            self._asking.start()
        return found

    def _touch(self, touched: Iterable[int]) -> None:
        for first, last in runs(self._ids.rows_at_hand(touched).values()):
            self.dataChanged.emit(self.index(first), self.index(last), [SNIPPET_ROLE])

    def row_of(self, article_id: int) -> int | None:
        """Returns the row of an article, or None when it is not shown or cannot be looked for."""
        try:
            return self._ids.row_of(article_id)
        except PostilError as error:
            self.failed.emit(str(error))
            return None

    def index_of(self, article_id: int) -> QModelIndex:
        """Returns the index of an article, invalid when it is not shown."""
        row = self.row_of(article_id)
        return QModelIndex() if row is None else self.index(row)

    def article_at(self, row: int) -> Article | None:
        """Returns the article of a row, read with its page if need be; None when it is gone."""
        return self.articles.row_at(self._ids, row) if self.id_at(row) else None

    def heading_at(self, row: int) -> Heading | None:
        """Returns what is above the first row of a group, None for other rows."""
        size_of = self.group_size if self.order in GROUPED else None
        article = self.article_at(row) if size_of else None
        if size_of is None or article is None:
            return None
        group, before = group_of(article, self.order), self.article_at(row - 1) if row else None
        if before is not None and group_of(before, self.order) == group:
            return None
        if group not in self._sizes:
            try:
                self._sizes[group] = size_of(self._ids, self.order, row, article)
            except PostilError as error:
                self.failed.emit(str(error))
                return None
        # Named each time: what was today is yesterday after midnight.
        return Heading(name_of(article, self.order), self._sizes[group])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the article, its id, its title, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        article_id = self.id_at(index.row())
        if role == ID_ROLE:
            return article_id
        if role == SNIPPET_ROLE:
            return self._snippet(article_id)
        if role == HEADING_ROLE:
            return self.heading_at(index.row())
        if role not in (
            ARTICLE_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        article = self.article_at(index.row())
        if role == ARTICLE_ROLE or article is None:
            return article
        if role == Qt.ItemDataRole.DisplayRole:
            return article.title
        heading = self.heading_at(index.row())
        described = describe(article, self._snippets.get(article_id))
        return f"{heading.spoken()}: {described}" if heading else described

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Returns that every row can be selected, none edited, dragged or dropped upon."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags
