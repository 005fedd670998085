"""Marks that are added to a PDF file; with a library, see ``test_marked_copy.py``."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reader.core.errors import ExportFailed
from reader.exporters.marked_pdf import WrittenMark, with_marks
from tests.importers.pdf.samples import lines, pdf


def test_signs_of_notes_are_below_one_another_on_their_page() -> None:
    notes = [WrittenMark(0, (), f"Note {n}", f"n{n}", (250, 220, 90), 0, 0) for n in range(3)]
    (page,) = PdfReader(BytesIO(with_marks(pdf(lines("Words.")), notes, "a.pdf"))).pages
    written: Any = page["/Annots"]
    signs = [[float(one) for one in sign.get_object()["/Rect"]] for sign in written]
    edges = [float(page.cropbox.top), *(edge for sign in signs for edge in (sign[3], sign[1])), 0.0]
    assert all(upper > lower for upper, lower in pairwise(edges))


def test_a_file_that_is_encrypted_with_aes_is_said_to_be() -> None:
    file = Path(__file__).parent.parent / "importers" / "pdf" / "encrypted_with_aes.pdf"
    mark = WrittenMark(0, (), "A note", "n", (250, 220, 90), 0, 0)
    with pytest.raises(ExportFailed, match="encrypted"):
        with_marks(file.read_bytes(), [mark], "a.pdf")
