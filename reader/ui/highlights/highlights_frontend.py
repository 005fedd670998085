"""What commands ask of the page of all annotations, done by a main window."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.annotations_page import By
from reader.commands.context import Pane
from reader.core.models import AnnotationSort

if TYPE_CHECKING:
    from reader.ui.highlights.highlights_page import HighlightsPage
    from reader.ui.window.main_window import MainWindow


class HighlightsFrontend:
    """Keeps the HighlightsWindow protocol; a part of the window's frontend."""

    _window: "MainWindow"
    _came_from: Pane | None = None  # the page that was left for an article

    @property
    def _highlights(self) -> "HighlightsPage":
        from reader.ui.highlights.highlights_page import HighlightsPage  # start-up time

        page = self._window.pages.made(Pane.HIGHLIGHTS)
        assert isinstance(page, HighlightsPage)
        return page

    def show_highlights(self, query: str | None = None) -> None:
        if query is not None:
            self._highlights.narrow(query)
        if self._window.pages.page is not self._highlights:
            self._window.pages.open(Pane.HIGHLIGHTS)

    def highlights_query(self) -> str:
        return self._highlights.query

    def listed_annotations(self) -> Sequence[int]:
        return self._highlights.rows.listed.ids

    def step_annotation(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        self._highlights.step(delta, by, extend=extend)

    def select_annotations(self, how: str) -> None:
        self._highlights.select(how)

    def sort_annotations(self, sort: AnnotationSort) -> None:
        self._highlights.sort(sort)

    def open_annotation(self, annotation_id: int) -> None:
        window = self._window
        one = window.app.queries.annotation(annotation_id)
        page = window.pages.page
        self._came_from = page.pane if page is not None else None
        window.pages.close_page()
        window.articles.reveal(one.article_id)
        if one.start is not None:
            window.focus_pane(Pane.READING)
        else:  # no place in the text: its card is what there is to see
            window.focus_pane(Pane.SIDEBAR)
        window.reading.go_to(annotation_id)
        window.teach()

    def go_back(self) -> bool:
        pane, self._came_from = self._came_from, None
        if pane is None:
            return False
        self._window.pages.open(pane)
        return True

    def copy_annotations(self, ids: Sequence[int]) -> None:
        self._window.work.copy_annotations(ids)

    def export_annotations(self, ids: Sequence[int], path: Path, kind: str) -> None:
        self._window.work.export_annotations(ids, path, kind)
