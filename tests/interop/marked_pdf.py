"""Writes highlights into a PDF file and lets poppler and PDF.js read and paint them (make interop).

Okular and Evince read and paint PDF files with poppler.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from reader.exporters.marked_pdf import WrittenMark, with_marks

HERE = Path(__file__).parent
NOTE = "Grüße – 何故 \U0001f333\nsecond line"
NAME = "0b0a0c0d-0000-4000-8000-00000000000{}"
SIZE = 72, 600
MARKS = [
    WrittenMark(
        0, [(72, 590, 200, 604), (72, 576, 120, 590)], NOTE, NAME.format(1), (255, 214, 0), 0, 1
    ),
    WrittenMark(0, [], "On the page", NAME.format(2), (120, 200, 80), 0, 1),
    WrittenMark(1, [(72, 590, 200, 604)], "", NAME.format(3), (120, 200, 80), 0, 1),
]
# Lists what poppler finds; run by the Python that its bindings are installed for.
_POPPLER = """
import json, sys
import gi
gi.require_version("Poppler", "0.18")
from gi.repository import Poppler
document = Poppler.Document.new_from_file("file://" + sys.argv[1], None)
found = []
for number in range(document.get_n_pages()):
    for one in document.get_page(number).get_annot_mapping():
        annot = one.annot
        quads = [] if not hasattr(annot, "get_quadrilaterals") else annot.get_quadrilaterals()
        found.append([number, annot.get_contents() or "", len(quads)])
print(json.dumps(found))
"""


def sample() -> bytes:
    """Returns two pages of words, of which the second is turned, with marks."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    for _page in range(2):
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 593, "The lime was marked by a hand that we know.")
        canvas.showPage()
    canvas.save()
    writer = PdfWriter(BytesIO(file.getvalue()))
    writer.pages[1].rotate(90)
    turned = BytesIO()
    writer.write(turned)
    return with_marks(turned.getvalue(), MARKS, "sample.pdf")


def expected() -> list[list[Any]]:
    """Returns of each mark its page, note and number of lines."""
    return [[one.page, one.note, len(one.lines)] for one in MARKS]


def of_poppler(path: Path) -> list[list[Any]] | None:
    """Returns what poppler finds; None where its bindings are not installed."""
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    if python is None:
        return None
    ran = subprocess.run(
        [python, "-c", _POPPLER, str(path)], capture_output=True, text=True, check=False
    )
    return json.loads(ran.stdout) if ran.returncode == 0 else None


def of_pdfjs(path: Path) -> list[list[Any]]:
    """Returns what PDF.js finds, the program of Firefox."""
    command = ["node", str(HERE / "marked_pdf.mjs"), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[list[Any]] = json.loads(ran.stdout)
    return found


def painted(command: Sequence[str], path: Path, folder: Path) -> list[Any] | None:
    """Returns the colours in the middle of the lines of the marks, as a program paints them."""
    if shutil.which(command[0]) is None:
        return None
    subprocess.run([one.format(file=path, folder=folder) for one in command], check=True)
    pages = sorted(folder.glob("*.png"), key=lambda one: int(re.findall(r"\d+", one.stem)[-1]))
    first, second = (Image.open(one).convert("RGB") for one in pages)
    # Between the letters and the upper edge of a line; the second page is turned by a quarter.
    return [first.getpixel((190, 842 - 602)), second.getpixel((602, 190))]


def main() -> int:
    """Prints how programs of others read and paint the marks."""
    faults = 0
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        path = folder / "marked.pdf"
        path.write_bytes(sample())
        readers = {"poppler": of_poppler(path), "PDF.js": of_pdfjs(path)}
        painters = {
            "poppler": ("pdftoppm", "-r", "72", "-png", "{file}", "{folder}/poppler"),
            "MuPDF": ("mutool", "draw", "-q", "-r", "72", "-o", "{folder}/mupdf-%d.png", "{file}"),
        }
        for name, found in readers.items():
            is_right = found is None or sorted(found) == sorted(expected())
            print(
                f"{name} reads: {'not tried' if found is None else 'right' if is_right else found}"
            )
            faults += not is_right
        for number, (name, command) in enumerate(painters.items()):
            own = folder / str(number)
            own.mkdir()
            colors = painted(command, path, own)
            is_right = colors is None or (
                colors[0][2] < 0.7 * colors[0][0] and colors[1][1] > 1.1 * colors[1][2]
            )
            print(
                f"{name} paints: {'not tried' if colors is None else 'right' if is_right else colors}"
            )
            faults += not is_right
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
