"""The page of all annotations stood in for: what was asked of it is kept in a list."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader.commands.annotations_page import By
from reader.core.models import AnnotationSort


class ScriptedHighlights:
    """Keeps the HighlightsWindow protocol; parts are written at once, two annotations each."""

    done: list[tuple[Any, ...]]
    listed: Sequence[int] = ()
    narrowed_to: str = ""

    def show_highlights(self, query: str | None = None) -> None:
        self.done.append(("show_highlights", query))

    def highlights_query(self) -> str:
        return self.narrowed_to

    def listed_annotations(self) -> Sequence[int]:
        return self.listed

    def step_annotation(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        self.done.append(("step_annotation", delta, by, extend))

    def select_annotations(self, how: str) -> None:
        self.done.append(("select_annotations", how))

    def sort_annotations(self, sort: AnnotationSort) -> None:
        self.done.append(("sort_annotations", sort))

    def open_annotation(self, annotation_id: int) -> None:
        self.done.append(("open_annotation", annotation_id))

    def go_back(self) -> bool:
        self.done.append(("go_back",))
        return False

    def copy_annotations(self, ids: Sequence[int]) -> None:
        self.done.append(("copy_annotations", tuple(ids)))

    def export_annotations(self, ids: Sequence[int], path: Path, kind: str) -> None:
        self.done.append(("export_annotations", tuple(ids), path, kind))
