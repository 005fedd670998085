"""Writes a JSON file with fifteen highlights, to be read by other programs (make interop)."""

import sys
from dataclasses import replace
from pathlib import Path

from reader.core.anchoring.selectors import describe
from reader.core.text.canonical_text import read_html
from reader.exporters.export_item import Item
from reader.exporters.web_annotations_json import Unit, json_chunks
from tests.exporters.samples import ARTICLE, HIGHLIGHT, HTML, REVISION

PAGE = f"<p>Moss 🌿 and fern 🌿 grow.</p><p>A target word here.<br>Another line.</p>{HTML}"
QUOTES = (
    "fern 🌿 grow",
    "A target word here.",
    "word here.\nAnother",
    "north side",
    "say.\n\nWhat was",
    "What was counted",
    "12\nbeech\nyoung",
    "write it down\ntwice",
    "Count first.\n\nThen",
    "argue",
    "print(tree)",
    "side\tmoss",
    "Fig. 1",
    "the notes, line\nbreak",
    "<b> and a*b",
)


def main(path: Path, unit: Unit) -> None:
    """Writes the file."""
    text = read_html(PAGE).text
    found = []
    for number, quote in enumerate(QUOTES):
        start = text.index(quote)
        end = start + len(quote)
        made = describe(text, start, end)
        uid = f"5f3c3a52-8f43-4b7e-8a60-{number:012d}"
        one = replace(HIGHLIGHT, id=number, uid=uid, exact=quote, start=start, end=end)
        found.append(replace(one, prefix=made.prefix, suffix=made.suffix))
    item = Item(ARTICLE, replace(REVISION, html=PAGE, text=text), tuple(found))
    path.write_text("".join(json_chunks([item], unit)), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Unit[sys.argv[2]])
