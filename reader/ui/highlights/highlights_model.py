"""Models the highlights page: ids in order, and rows that are read on demand."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Signal

from reader.core.color_names import color_name
from reader.core.models import Annotation, AnnotationIds, AnnotationWithArticle, Color
from reader.core.translation import _
from reader.ui.annotations.annotation_model import CardRows
from reader.ui.annotations.annotation_texts import spoken
from reader.ui.lists.row_cache import RowCache
from reader.ui.lists.row_selection import RowSelection
from reader.ui.style.announcement import as_sentences
from reader.ui.style.reading_typography import tag_text

PAGE = 48  # rows read at once: several screens

Fetch = Callable[[Sequence[int]], Sequence[AnnotationWithArticle]]
NOTHING = AnnotationIds((), (), ())


class HighlightsModel(CardRows):
    """Stores the ids in order, and reads rows through ``fetch`` when they are first shown.

    A row whose annotation is gone stays empty until the ids are set again. A PostilError that
    ``fetch`` raises is emitted by ``failed``.
    """

    failed = Signal(str)

    def __init__(
        self, fetch: Fetch, selection: RowSelection[int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.listed = NOTHING
        self.selection = selection
        self._items = RowCache(fetch, lambda item: item.annotation.id, self.failed.emit, PAGE)

    def set_listed(self, listed: AnnotationIds) -> None:
        """Lists these; what is already read is kept."""
        self.listed = listed
        self.set_ids(listed.ids)
        self._items.keep(self._rows)

    def forget(self, articles: Collection[int] | None = None) -> None:
        """Reads again what belongs to these articles, or everything, when it is next looked at."""
        if articles is None:
            self._items.clear()
            return
        places = self.listed.article_ids
        for id_ in [one for one in self._items if places[self._rows[one]] in articles]:
            del self._items[id_]

    def item_at(self, row: int) -> AnnotationWithArticle | None:
        """Returns what is in a row, read with its neighbours if need be; None when it is gone."""
        return self._items.row_at(self.listed.ids, row)

    def begins_article(self, row: int) -> bool:
        """Determines whether the row above is of another article, or there is none."""
        articles = self.listed.article_ids
        return row == 0 or articles[row] != articles[row - 1] or self.begins_section(row)

    def begins_section(self, row: int) -> bool:
        """Determines whether the row above is sorted under another tag or colour."""
        sections = self.listed.sections
        if not self.is_sectioned:
            return False
        return row == 0 or sections[row] != sections[row - 1]

    @property
    def is_sectioned(self) -> bool:
        """Whether rows are sorted under tags or colours."""
        sections = self.listed.sections
        return bool(sections) and (bool(sections[0]) or bool(sections[-1]))

    def section_title(self, row: int) -> str:
        """Returns the heading of the rows sorted under one tag or colour."""
        section = self.listed.sections[row]
        if not section:
            return _("Without a tag or colour")
        if section in list(Color):
            return color_name(Color(section)).capitalize()
        return tag_text(section)

    def annotation_at(self, row: int) -> Annotation | None:
        item = self.item_at(row)
        return item.annotation if item is not None else None

    def spoken_at(self, row: int) -> str:
        item = self.item_at(row)
        if item is None:
            return ""
        parts = [spoken(item.annotation), _("in {article}").format(article=item.article.title)]
        if item.annotation.id in self.selection.ids:
            parts.insert(0, _("Selected"))
        return as_sentences(parts)
