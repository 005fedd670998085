"""How well and how fast articles are found in pages, beside readability-lxml and trafilatura.

The peers are installed beside our packages (`make bench`); without them Postil is measured alone.
They take turns in one process, each page twice, of which the faster counts.
"""

import logging
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.article_pages import article_pages
from benchmarks.program import ROOT
from benchmarks.ratios import Ratio
from reader import importers
from reader.core.article_source import Source

_PEERS = ROOT / ".venv" / "peers"
_TEXT = re.compile(r"<[^>]*>")

Extract = Callable[[bytes], str]


def extractors() -> dict[str, Extract]:
    """By name, what returns the HTML of a page's article; those that are installed."""
    found: dict[str, Extract] = {"Postil": _postil}
    if _PEERS.is_dir() and str(_PEERS) not in sys.path:
        sys.path.append(str(_PEERS))  # after our own: both have lxml
    logging.disable(logging.CRITICAL)
    for name, make in (("readability-lxml", _readability), ("trafilatura", _trafilatura)):
        try:
            found[name] = make()
        except ImportError as error:
            print(f"{name} is not measured: {error}", file=sys.stderr)
    return found


def _postil(page: bytes) -> str:
    source = Source(page, "page.html", "page.html", "text/html")
    return importers.read(source, lambda _address: b"").html


def _readability() -> Extract:
    readability: Any = __import__("readability")

    def extract(page: bytes) -> str:
        document = readability.Document(page.decode("utf-8", "replace"))
        document.title()
        return str(document.summary())

    return extract


def _trafilatura() -> Extract:
    trafilatura: Any = __import__("trafilatura")

    def extract(page: bytes) -> str:
        wanted = ("formatting", "links", "images", "tables")
        options = {f"include_{name}": True for name in wanted}
        found = trafilatura.extract(page, output_format="html", with_metadata=True, **options)
        return found or ""

    return extract


def measure(rounds: int, pages: Path | None = None) -> tuple[list[Ratio], str]:
    """The times beside each peer, and a table of how much of each kind of page was found (F1).

    pages: a folder of pages (``*.html``) to take the times on instead.
    """
    known = extractors()
    ours = article_pages()
    sources = [page.html.encode() for page in ours]
    timed = [path.read_bytes() for path in sorted(pages.rglob("*.html"))] if pages else sources
    peers = [name for name in known if name != "Postil"]
    times: dict[str, list[float]] = {name: [] for name in known}
    for extract in known.values():
        extract(sources[0])
    for _round in range(1 if pages else rounds):
        for page in timed:
            for name, extract in known.items():
                times[name].append(min(_milliseconds(extract, page) for _twice in range(2)))
    ratios = [
        Ratio(
            f"The article of a page beside {name}",
            f"{name} on the same page",
            goal=0.45 if name == "trafilatura" else None,
            postil=times["Postil"],
            bare=times[name],
        )
        for name in peers
    ]
    head = f"| text found (F1) | {' | '.join(known)} |\n|{'---|' * (len(known) + 1)}"
    rows = [
        [_score(e(s), p.text) for e in known.values()] for p, s in zip(ours, sources, strict=True)
    ]
    lines = [f"| {page.kind} | {_cells(row)} |" for page, row in zip(ours, rows, strict=True)]
    means = [statistics.mean(column) for column in zip(*rows, strict=True)]
    return ratios, "\n".join([head, *lines, f"| **all** | {_cells(means)} |"])


def _cells(values: list[float]) -> str:
    return " | ".join(f"{value:.3f}" for value in values)


def _milliseconds(extract: Extract, page: bytes) -> float:
    began = time.process_time()
    extract(page)
    return (time.process_time() - began) * 1000


def _score(html: str, text: str) -> float:
    """The harmonic mean of how much of the text was found, and how much of what was found is text."""
    found, wanted = Counter(_words(_TEXT.sub(" ", html))), Counter(_words(text))
    common = (found & wanted).total()
    return 2 * common / (found.total() + wanted.total()) if common else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
