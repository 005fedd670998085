"""The page of all annotations wired to a window: what it reads, asks, keeps and opens."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from reader.core.models import AnnotationSort, ListedAnnotation
from reader.library.queries.library_queries import Queries
from reader.ui.window.menus import context_menu

_MENU = (
    *("annotations.open", "annotations.tag", "annotations.note", "annotations.copy"),
    *("annotations.delete", "export"),
)
if TYPE_CHECKING:
    from reader.ui.window.main_window import MainWindow


class HighlightsDesk:
    """What the page asks of the window: reading, asking in the background, drafts, going elsewhere."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    @property
    def sort(self) -> AnnotationSort:
        """The order of the last time."""
        return AnnotationSort(self._window.app.settings.text("annotation_sort"))

    def read(self, ids: Sequence[int]) -> Sequence[ListedAnnotation]:
        """Annotations with their articles, at once."""
        return self._window.app.queries.annotations_in_articles(ids)

    def ask(
        self, question: Callable[[Queries], object], on_answer: Callable[[object], None]
    ) -> None:
        """Ask the library in the background; a PostilError is an answer too."""
        self._window.work.ask(question, on_answer)

    def tags(self) -> Sequence[str]:
        """The names of the tags, the most used first."""
        used = sorted(self._window.app.queries.tags(), key=lambda one: -one.annotation_count)
        return [one.name for one in used]

    def slots(self) -> dict[int, str]:
        """The tags on keys."""
        return self._window.app.queries.slots()

    def remember_sort(self, sort: AnnotationSort) -> None:
        """Keep the order for the next time."""
        self._window.app.settings.set(annotation_sort=sort.value)

    def drafts(self) -> dict[str, str]:
        """Notes begun and not saved, by "annotation:ID" or "article:ID"."""
        return dict(self._window.sidebar.drafts)

    def keep_draft(self, name: str, text: str | None) -> None:
        """Keep a draft, or forget it."""
        self._window.drafts.keep(name, text)

    def fail(self, text: str) -> None:
        """Say that something did not work."""
        self._window.frontend.fail(text)

    def open_annotation(self, annotation_id: int) -> None:
        """Go to an annotation in its article."""
        self._window.frontend.open_annotation(annotation_id)

    def show_menu(self, spot: QPoint) -> None:
        """Offer what can be done with the annotations picked, at a place of the screen."""
        window = self._window
        context_menu(window, _MENU, window.frontend.context(), window.run).popup(spot)
