"""Defines the input of exporters, article by article, and their result."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.core.models import Annotation, Article, Kind, Revision
from reader.core.text.reading.page_and_chapter_labels import Marks, chapter_title, page_label

#: Called with how many articles or annotations are written; False stops the export.
Progress = Callable[[int], bool | None]


@dataclass(frozen=True, slots=True)
class Item:
    """An article with its current revision and all its annotations."""

    article: Article
    revision: Revision
    annotations: tuple[Annotation, ...]
    #: Where the printed pages and the chapters of its text begin.
    marks: Marks = field(default_factory=Marks)
    #: Returns the EPUB CFI of an annotation on the text of a book; empty where there is none.
    cfi_of: Callable[[Annotation], str] = field(
        default=lambda _annotation: "", compare=False, repr=False
    )
    #: Called now and then while it is written, where that takes long; raises Cancelled.
    check: Callable[[], None] = field(default=lambda: None, compare=False, repr=False)

    def page_of(self, annotation: Annotation) -> str:
        """Returns the label of the printed page that an annotation is on, empty if unknown."""
        if annotation.start is None or annotation.end is None:
            return ""
        return page_label(self.marks.pages, annotation.start, annotation.end)

    def chapter_of(self, annotation: Annotation) -> str:
        """Returns the title of the chapter that an annotation is in, empty if there is none."""
        return (
            "" if annotation.start is None else chapter_title(self.marks.chapters, annotation.start)
        )

    def place_of(self, annotation: Annotation) -> str:
        """Returns how a source names where an annotation is: its page, else its chapter."""
        if annotation.start is None or annotation.end is None:
            return ""
        return self.marks.place_words(annotation.start, annotation.end)


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote."""

    paths: tuple[Path, ...]  # the documents, in the order of the articles
    articles: int
    annotations: int
    kept: tuple[Path, ...] = ()  # files of an earlier export left alone: edited since
    is_cancelled: bool = False
    damaged: tuple[str, ...] = ()  # a sentence for each text that is not what was added


class Cancelled(Exception):
    """The user stopped the export."""


def reporting(
    items: Iterable[Item],
    on_progress: Progress | None,
    size: Callable[[Item], int] = lambda _item: 1,
) -> Iterator[Item]:
    """Passes on the items, and reports after each how much is written; size: of one item.

    Raises Cancelled when the answer is False.
    """
    done = 0

    def check() -> None:
        if on_progress is not None and on_progress(done) is False:
            raise Cancelled

    for item in items:
        yield replace(item, check=check)
        done += size(item)
        check()


def in_text_order(annotations: tuple[Annotation, ...]) -> list[Annotation]:
    """Sorts article notes first, then by place in the text, those without a place last."""

    def place(annotation: Annotation) -> tuple[bool, bool, int, int, int]:
        start, end = annotation.start, annotation.end
        is_highlight = annotation.kind is not Kind.ARTICLE_NOTE
        return is_highlight, start is None, start or 0, end or 0, annotation.id

    return sorted(annotations, key=place)
