"""Defines what an export format declares: its names, what it exports, and how it is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.core.article_source import Asset
from reader.exporters.export_item import Item, Written

#: Returns the image with a SHA-256, or None.
FindAsset = Callable[[str], Asset | None]

#: Writes into a file or a folder; raises ExportFailed.
Write = Callable[[Iterable[Item], Path, FindAsset], Written]

_COPIED = (".md", ".json", ".csv", ".html", ".bib", ".ris", ".txt")  # suffixes of texts

#: What is no format: a copy of the file that an article was made of, with its highlights.
MARKED_COPY = "marked-pdf"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that articles or their annotations can be written in."""

    id: str
    title: str  # marked for translation with N_
    suffix: str  # of the file, or of the files in the folder
    write: Write
    is_folder: bool = False
    is_for_articles: bool = True  # offered for whole articles
    is_for_annotations: bool = True  # offered for chosen annotations
    stem: str = "postil-export"  # of the file's proposed name
    position: int = 100  # in lists, before the title

    @property
    def is_text(self) -> bool:
        """Whether it can be copied as text: one file, or notes that can be put below one another."""
        return self.suffix in _COPIED and (not self.is_folder or self.suffix == ".md")

    @property
    def file_name(self) -> str:
        """The name that is proposed for the file or the folder."""
        return self.stem if self.is_folder else self.stem + self.suffix
