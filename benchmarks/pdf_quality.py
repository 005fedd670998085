"""How well PDF files are read: against what documents say that were made for it."""

import gc
import re
import time
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdf
import pypdfium2

from benchmarks.ratios import Ratio
from reader.core.text.canonical_text import read_html
from reader.importers.converted_html import read_converted
from reader.importers.pdf.document import Reflowed, read_document
from reader.importers.web.sanitizing.sanitizer import sanitize_written

DOCUMENTS = Path(__file__).parent / "pdf"
_WORD = re.compile(r"\S+")
_RUN = 3  # words by which a place is known


class Quality(NamedTuple):
    """How much of a document was read as it says; each 1 at best."""

    words: float  # the F1 of its words
    borders: float  # the F1 of where its paragraphs begin
    order: float  # Kendall's tau of its runs of words


def documents() -> list[Path]:
    """Returns the documents that were made for it."""
    return sorted(DOCUMENTS.glob("*.pdf"))


def canonical_text(read: Reflowed) -> str:
    """Returns the text that a document becomes, its title and authors before it."""
    parsed = read_converted(read.html, read.metadata, lambda _address: b"")
    text = read_html(sanitize_written(parsed.html)).text
    taken = [one for one in (read.metadata.title, read.metadata.byline) if one not in text[:500]]
    return "\n\n".join((*taken, text))


def measure(path: Path) -> Quality:
    """Returns how well a document is read."""
    said = path.with_suffix(".txt").read_text("utf-8").splitlines()
    read = canonical_text(read_document(path.read_bytes()))
    return compare(said, [line for line in read.split("\n") if line.strip()])


def compare(said: Sequence[str], read: Sequence[str]) -> Quality:
    """Returns how near the paragraphs that were read are to those that a document has."""
    one, two = _words(said), _words(read)
    return Quality(
        _f1(Counter(one), Counter(two)),
        _f1(Counter(_borders(said)), Counter(_borders(read))),
        _tau(one, two),
    )


def _words(paragraphs: Sequence[str]) -> list[str]:
    return [word for text in paragraphs for word in _WORD.findall(text)]


def _borders(paragraphs: Sequence[str]) -> list[tuple[str, ...]]:
    """Returns the words before and after each border between paragraphs."""
    words = [_WORD.findall(text) for text in paragraphs]
    return [(*one[-_RUN:], "\n", *two[:_RUN]) for one, two in pairwise(words)]


def _f1(said: "Counter[object]", read: "Counter[object]") -> float:
    common = (said & read).total()
    if not common:
        return float(not said and not read)
    precision, recall = common / read.total(), common / said.total()
    return 2 * precision * recall / (precision + recall)


def _tau(said: Sequence[str], read: Sequence[str]) -> float:
    """Returns how many pairs of places are in the same order, as Kendall counts it."""
    places = _unique_runs(read)
    order = [places[run] for run in _unique_runs(said) if run in places]
    pairs = len(order) * (len(order) - 1) / 2
    return 1 - 2 * _inversions(order) / pairs if pairs else 0.0


def _unique_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _inversions(order: list[int]) -> int:
    """Returns how many pairs stand in the wrong order, by sorting halves."""
    if len(order) < 2:
        return 0
    half = len(order) // 2
    left, right = sorted(order[:half]), sorted(order[half:])
    found = _inversions(order[:half]) + _inversions(order[half:])
    at = 0
    for one in right:
        while at < len(left) and left[at] < one:
            at += 1
        found += len(left) - at
    return found


def measure_time(rounds: int, pages: Path | None = None) -> list[Ratio]:
    """The time from PDF files to their texts, beside PDFium's text alone and pypdf's.

    pages: a folder of PDF files to read instead of those made for this.
    """
    files = documents() if pages is None else sorted(pages.rglob("*.pdf"))
    data = [path.read_bytes() for path in files]
    bare = Ratio("PDF files to their texts", "`get_text_range` of every page", goal=4)
    other = Ratio("The same", "pypdf's `extract_text`", goal=0.333)
    for _round in range(rounds):
        times = {}
        for read in (_with_pdfium, _with_postil, _with_pypdf):
            began = time.process_time()
            for one in data:
                read(one)
            times[read] = (time.process_time() - began) * 1000
        for ratio, peer in ((bare, _with_pdfium), (other, _with_pypdf)):
            ratio.postil.append(times[_with_postil])
            ratio.bare.append(times[peer])
    return [bare, other]


def _with_postil(data: bytes) -> None:
    gc.disable()  # as in the process that reads it
    try:
        canonical_text(read_document(data))
    finally:
        gc.enable()


def _with_pdfium(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        text_page.get_text_range()
        text_page.close()
        page.close()
    document.close()


def _with_pypdf(data: bytes) -> None:
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        page.extract_text()


def table() -> str:
    """Returns a table of how well each document is read."""
    lines = ["| document | words (F1) | borders (F1) | order (tau) |", "|---|---|---|---|"]
    found = [(path.stem, measure(path)) for path in documents()]
    for name, quality in found:
        lines.append(f"| {name} | " + " | ".join(f"{one:.4f}" for one in quality) + " |")
    least = Quality(*(min(one[1][at] for one in found) for at in range(3)))
    lines.append("| **least** | " + " | ".join(f"**{one:.4f}**" for one in least) + " |")
    return "\n".join(lines)
