"""What a command may ask of the page of all annotations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from reader.core.models import AnnotationSort

By = Literal["row", "page", "edge"]


class HighlightsWindow(Protocol):
    """The part of the window that shows every annotation of the library."""

    def show_highlights(self, query: str | None = None) -> None:
        """Show the annotations of the library that a query finds; None: the page as it was left."""

    def highlights_query(self) -> str:
        """What the page is narrowed to."""

    def listed_annotations(self) -> Sequence[int]:
        """Every annotation that the page lists, in its order."""

    def step_annotation(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Make another annotation of the page current; with extend, select up to it."""

    def select_annotations(self, how: str) -> None:
        """Select on the page: "toggle", "range", "all" or "none"."""

    def sort_annotations(self, sort: AnnotationSort) -> None:
        """Show the page in another order."""

    def open_annotation(self, annotation_id: int) -> None:
        """Leave the page for the words of an annotation in its article."""

    def go_back(self) -> bool:
        """Return to the page that was left for an article; False when none was."""

    def copy_annotations(self, ids: Sequence[int]) -> None:
        """Put annotations on the clipboard as Markdown, in the background."""

    def export_annotations(self, ids: Sequence[int], path: Path, kind: str) -> None:
        """Write annotations into a file ("markdown", "json" or "csv") in the background."""
