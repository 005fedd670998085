"""A book of 400,000 words in EPUB: read in beside a bare parser, and opened beside a short article.

Run as a program: ``python -m benchmarks.books FOLDER RUNS`` writes the ratios to standard output as
JSON. FOLDER is empty. RUNS below 0 prints the memory with an article open instead. Each of the two is opened in turn, in one window of a process of its own.
"""

import gc
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from lxml import etree
from PySide6.QtWidgets import QApplication

from benchmarks.prose import long_html, title
from benchmarks.ratios import Ratio
from reader.core.article_source import Source
from reader.importers import read
from reader.operations import adding, articles
from reader.services import Services
from reader.ui.style.theme import apply_theme_setting
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup.application import make_application

SIZE = (1380, 860)
BOOK, ARTICLE = 400_000, 10_000  # words
PLACES = (0.0, 0.5, 0.9)  # of the book, where it is opened
QUIET = 0.5  # seconds without work after which all is laid out
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf"/></rootfiles></container>'
)


def epub(words: int, chapter: int = 8_000) -> bytes:
    """Returns a book of so many words in chapters, with a navigation document."""
    count = max(1, words // chapter)
    files = {"META-INF/container.xml": _CONTAINER}
    rows, items, refs = "", "", ""
    for number in range(count):
        name, head = f"c{number}.xhtml", title(number)
        body = f"<h1>{head}</h1>{long_html(words // count)}"
        files[name] = _page(body)
        rows += f'<li><a href="{name}">{head}</a></li>'
        items += f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        refs += f'<itemref idref="c{number}"/>'
    files["nav.xhtml"] = _page(f'<nav epub:type="toc"><ol>{rows}</ol></nav>')
    files["book.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Of {words} words</dc:title></metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest>'
        f"<spine>{refs}</spine></package>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _page(body: str) -> str:
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return f"<html {names}><head><title>x</title></head><body>{body}</body></html>"


def measure_reading(data: bytes, runs: int) -> Ratio:
    """A book made to an article, beside its files unpacked and parsed."""
    ratio = Ratio("Read a book of 400,000 words (EPUB)", "zipfile and lxml's parser")

    def parse() -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                etree.fromstring(archive.read(name))

    for run in range(-1, runs):
        bare = _milliseconds(parse)
        postil = _milliseconds(lambda: read(Source(data, "book.epub", "book.epub")))
        if run >= 0:
            ratio.bare.append(bare)
            ratio.postil.append(postil)
    return ratio


def measure_opening(qt: QApplication, app: Services, runs: int) -> list[Ratio]:
    """The first screen of a book at some places, beside that of an article."""
    screens = [
        Ratio(
            f"First screen of that book, at {place:.0%}", "of 10,000 words, at the same", goal=1.5
        )
        for place in PLACES
    ]
    window = MainWindow(app)
    window.resize(*SIZE)
    window.show()
    _rest(qt)

    def opened(article_id: int) -> float:
        window.reading.show_article(None)
        _rest(qt)
        gc.collect()

        def show() -> None:
            window.reading.show_article(article_id)
            pane = window.reading_pane
            while pane.page is None or pane.is_laying_out:
                qt.processEvents()
            pane.viewport().repaint()

        return _milliseconds(show)

    lengths = {
        one: len(app.queries.revision(app.queries.article(one).revision_id).text) for one in (1, 2)
    }
    for run in range(-1, runs):
        for place, ratio in zip(PLACES, screens, strict=True):
            times = {}
            for article_id, length in lengths.items():
                position = round(place * length)
                app.history.write(articles.remember_position, article_id, position, place)
                times[article_id] = opened(article_id)
            if run >= 0:
                ratio.bare.append(times[1])
                ratio.postil.append(times[2])
    window.close()
    _rest(qt)
    return screens


def measure_memory(folder: Path, runs: int) -> Ratio:
    """What a process takes in which one of them is open, laid out to its end."""
    ratio = Ratio("Memory with all of that book laid out (PSS)", "the article", "MiB", goal=2)
    for _run in range(runs):
        for article_id, series in ((1, ratio.bare), (2, ratio.postil)):
            command = [sys.executable, "-m", "benchmarks.books", str(folder), str(-article_id)]
            series.append(float(subprocess.check_output(command)))
    return ratio


def _print_memory(qt: QApplication, app: Services, article_id: int) -> None:
    window = MainWindow(app)
    window.resize(*SIZE)
    window.show()
    window.reading.show_article(article_id)
    _rest(qt)
    gc.collect()
    print(_proportional_set_size())
    window.close()


def _milliseconds(work: Callable[[], object]) -> float:
    """The time that the main thread runs over a piece of work: the machine may have others to do."""
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def _rest(qt: QApplication) -> None:
    last = time.perf_counter()
    while time.perf_counter() - last < QUIET:
        began = time.perf_counter()
        qt.processEvents()
        if time.perf_counter() - began > 0.0015:
            last = time.perf_counter()
        time.sleep(0.0005)


def _proportional_set_size() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Measure all and write it to standard output."""
    folder, runs = Path(sys.argv[1]), int(sys.argv[2])
    qt = make_application([])
    app = Services.open(folder)
    apply_theme_setting(app.settings)
    if runs < 0:
        _print_memory(qt, app, -runs)
        app.close()
        return
    data = {words: epub(words) for words in (ARTICLE, BOOK)}
    for words, book in data.items():
        drafts = [adding.read(Source(book, f"{words}.epub", f"{words}.epub"))]
        adding.keep(app.history, drafts, (), "book")
    ratios = [measure_reading(data[BOOK], runs), *measure_opening(qt, app, runs)]
    app.close()
    ratios.append(measure_memory(folder, runs))
    print(json.dumps([asdict(ratio) for ratio in ratios]))


if __name__ == "__main__":
    main()
