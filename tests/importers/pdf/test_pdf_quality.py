"""How well PDF files of several programs are read: words, borders of paragraphs, and their order."""

from pathlib import Path

from benchmarks.pdf_quality import compare, documents, measure
from tests.each import each


@each("path", documents())
def test_documents_are_read_as_they_say(path: Path) -> None:
    quality = measure(path)
    assert quality.words >= 0.995
    assert quality.borders >= 0.95
    assert quality.order >= 0.99


def test_what_is_read_otherwise_counts_less() -> None:
    said = ["one two three four five", "six seven eight nine ten"]
    assert compare(said, said) == (1, 1, 1)
    assert compare(said, [" ".join(said)]).borders == 0
    assert compare(said, said[::-1]).order < 0
    assert compare(said, said[:1]).words < 0.7
