"""Pages of PDF files painted and put on the screen, beside PDFium that only paints them.

Run as a program: ``python -m benchmarks.printed_pages RUNS`` writes the ratio to standard output as
JSON. It is the processor time of this process and of the one that holds the document.
"""

import json
import os
import sys
import time
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QApplication

from benchmarks.pdf_quality import documents
from benchmarks.ratios import Ratio
from reader.importers.pdf.page_renderer import PrintedPages
from reader.ui.printed_pages.page_viewer import AIR, PageViewer
from reader.ui.window.startup.application import make_application

WIDTH, HEIGHT = 1000, 1260  # pixels that a page is shown in, as far as it fills them


def measure(qt: QApplication, runs: int) -> Ratio:
    """Every page of every document: through the process and the view, and by PDFium alone."""
    ratio = Ratio("A page of a PDF file painted and shown", "pypdfium2's `render`", goal=1.3)
    viewer = PageViewer()
    viewer.resize(WIDTH + 2 * AIR, HEIGHT + 2 * AIR)
    viewer.show()
    qt.processEvents()
    with ExitStack() as opened:
        data = [path.read_bytes() for path in documents()]
        ours = [opened.enter_context(closing(PrintedPages(one, ""))) for one in data]
        bare = [opened.enter_context(closing(pypdfium2.PdfDocument(one))) for one in data]
        for run in range(-1, runs):
            began = time.process_time()
            for document in bare:
                for number in range(len(document)):
                    page = document[number]
                    page.render(scale=min(WIDTH / page.get_width(), HEIGHT / page.get_height()))
                    page.close()
            alone = time.process_time() - began
            began = _processor_time()
            for pages in ours:
                viewer.show_pages(pages.pages)
                for number in range(len(pages.pages)):
                    viewer.show_page(number)
                    viewer.put(pages.painted(number, viewer.magnification, viewer.picture))
                    viewer.viewport().repaint()
            spent = _processor_time() - began
            if run >= 0:
                count = sum(len(pages.pages) for pages in ours)
                ratio.bare.append(1000 * alone / count)
                ratio.postil.append(1000 * spent / count)
    viewer.close()
    return ratio


def _processor_time() -> float:
    """Returns the seconds that this process and those that hold documents have run."""
    own = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    stats = (Path(f"/proc/{number}/schedstat").read_text() for number in own)
    return time.process_time() + sum(int(one.split()[0]) for one in stats) / 1e9


def main() -> None:
    """Measure and write it to standard output."""
    qt = make_application([])
    print(json.dumps([asdict(measure(qt, int(sys.argv[1])))]))


if __name__ == "__main__":
    main()
