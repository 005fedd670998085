"""What is measured inside one process, bare thing and Postil in turn: opening, filtering, writing.

Run as a program on the virtual screen: ``python -m benchmarks.inside FOLDER STARTERS SYNTHETIC
RUNS`` writes the ratios to standard output as JSON. FOLDER is empty, the others are libraries.
"""

import gc
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from lxml import etree
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from benchmarks.libraries import add_long_article, highlight_evenly, write_mixed_files
from benchmarks.ratios import Ratio
from benchmarks.second_form import measure_second_form
from reader.core.models import Color, Sort, View
from reader.core.query.query_parser import parse
from reader.core.text.canonical_text import read_html
from reader.operations import adding, annotations
from reader.services import Services
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.reading.layout.page_builder import header_of
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.theme import apply_theme_setting
from reader.ui.window.startup.application import make_application

FILES = 200
CHUNK = 8  # files the window keeps in one transaction
TYPED = ("m", "ma", "mar", "marg", "margi", "margin", "margin n", "margin note")
PANE = (715, 800)


def milliseconds(work: Callable[[], object]) -> float:
    """What a piece of work takes, without a collection of what others left behind."""
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def measure_opening(qt: QApplication, folder: Path, runs: int) -> list[Ratio]:
    """A long article with many highlights, until it is painted and until it is laid out."""
    app = Services.open(folder / "long")
    article_id = add_long_article(app.history)
    highlight_evenly(app, article_id)
    article = app.queries.article(article_id)
    html = app.queries.revision(article.revision_id).html
    marked = app.queries.annotations(article_id)
    pane, browser = ReadingView(), QTextBrowser()
    for widget in (browser, pane):
        _show(qt, widget)

    def open_page() -> None:
        page = Page(1, header_of(article), read_html(html), "en", {}, lambda _src: QImage())
        pane.show_page(page, marked)
        pane.viewport().repaint()

    def set_html() -> None:
        browser.setHtml(html)
        browser.viewport().repaint()

    painted = Ratio(
        "Open 10,000 words with 200 highlights, painted", "QTextBrowser.setHtml of the same", goal=2
    )
    whole = Ratio("The same, laid out to its end", "the same")
    for run in range(-2, runs):
        for work, widget, first, last in (
            (set_html, browser, painted.bare, whole.bare),
            (open_page, pane, painted.postil, whole.postil),
        ):
            widget.raise_()
            _breathe(qt)
            to_paint = milliseconds(work)
            to_end = milliseconds(partial(_lay_out, widget))
            if run >= 0:
                first.append(to_paint)
                last.append(to_paint + to_end)
    pane.close()
    browser.close()
    app.close()
    return [painted, whole]


def measure_filter(qt: QApplication, library: Path, runs: int) -> list[Ratio]:
    """Letters typed into the list's filter, until the rows are painted, against FTS5 alone."""
    app = Services.open(library)
    pane = ArticleListPane(app.queries.articles)
    desk = ArticleListController(app, pane, lambda ask, then, _fail: then(ask(app.queries)))
    desk.load()
    _show(qt, pane)
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE page USING fts5(title, body)")
    ids = app.queries.article_ids(View.ALL, None, Sort.ADDED)
    articles = app.queries.articles(ids)
    texts = ((one.title, app.queries.revision(one.revision_id).text) for one in articles)
    bare.executemany("INSERT INTO page (title, body) VALUES (?, ?)", texts)
    bare.commit()

    def filter_list(typed: str) -> None:
        pane.query_changed.emit(typed)
        pane.repaint()
        qt.processEvents()

    def query_only(typed: str, order: str = "") -> None:
        words = " ".join(f'"{word}"' for word in typed.split()) + "*"
        bare.execute(f"SELECT rowid FROM page WHERE page MATCH ? {order}", (words,)).fetchall()

    letter = Ratio("A letter in the filter of 10,000, list painted", "SQLite FTS5 query of them")
    for run in range(-1, runs):
        for typed in TYPED:
            alone = milliseconds(partial(query_only, typed))
            whole = milliseconds(partial(filter_list, typed))
            if run >= 0:
                letter.bare.append(alone)
                letter.postil.append(whole)
    asked = Ratio("The same, without the list", "the same", postil=[], bare=letter.bare)
    ranked = Ratio("The same, the best first", "the same, sorted by bm25()")
    ask = app.queries.article_ids
    for run in range(-1, runs):
        for typed in TYPED:
            took = milliseconds(partial(ask, View.ALL, parse(typed)))
            alone = milliseconds(partial(query_only, typed, "ORDER BY bm25(page, 10.0, 1.0)"))
            whole = milliseconds(partial(ask, View.ALL, parse(typed), Sort.BEST))
            if run >= 0:
                asked.postil.append(took)
                ranked.bare.append(alone)
                ranked.postil.append(whole)
    bare.close()
    pane.close()
    app.close()
    return [letter, asked, ranked]


def measure_writing(folder: Path, runs: int) -> list[Ratio]:
    """A highlight made and undone, and files added, against SQLite doing as much without history."""
    app = Services.open(folder / "long")
    app.history.warm_up()
    article_id = app.queries.article_ids(View.ALL)[0]
    bare = _bare_library(folder / "marks.sqlite")
    marked = Ratio("A highlight kept in the library", "SQLite insert and commit")
    undone = Ratio("A highlight undone", "SQLite delete and commit")

    insert = partial(_insert, bare)

    def delete() -> None:
        with bare:
            bare.execute("DELETE FROM mark WHERE id = (SELECT max(id) FROM mark)")

    def highlight() -> None:
        app.history.do("bench", annotations.highlight, article_id, 10, 70, Color.GREEN, (), "")

    for run in range(-2, runs * 4):
        times = [milliseconds(work) for work in (insert, highlight, delete, app.history.undo)]
        if run >= 0:
            for series, took in zip(
                (marked.bare, marked.postil, undone.bare, undone.postil), times, strict=True
            ):
                series.append(took)
    bare.close()
    app.close()
    return [marked, undone, _measure_adding(folder, max(2, runs // 3))]


def _measure_adding(folder: Path, runs: int) -> Ratio:
    paths = write_mixed_files(folder / "files", FILES)
    ratio = Ratio(
        f"Add {FILES} files (text, Markdown, HTML)", "lxml parse, SQLite insert of each", goal=15
    )
    for run in range(-1, runs):
        bare = _bare_library(folder / f"bare-{run}.sqlite")
        app = Services.open(folder / f"add-{run}")
        app.history.warm_up()

        def parse_and_insert(to: sqlite3.Connection = bare) -> None:
            for path in paths:
                tree = etree.fromstring(path.read_bytes(), etree.HTMLParser())
                row = (etree.tostring(tree), "".join(str(part) for part in tree.itertext()))
                with to:
                    to.execute("INSERT INTO page (html, text) VALUES (?, ?)", row)

        def add(to: Services = app) -> None:
            for chunk in _chunks(paths):
                adding.keep(to.history, [adding.read(path) for path in chunk], [], "bench")

        times = milliseconds(parse_and_insert), milliseconds(add)
        if run >= 0:
            ratio.bare.append(times[0])
            ratio.postil.append(times[1])
        bare.close()
        app.close()
    return ratio


def _bare_library(path: Path) -> sqlite3.Connection:
    """Tables without index or history, kept on the disk as Postil's are."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, html BLOB, text TEXT)")
    connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, quote TEXT, start, stop)")
    return connection


def _insert(bare: sqlite3.Connection) -> None:
    with bare:
        bare.execute("INSERT INTO mark (quote, start, stop) VALUES ('a quote', 10, 70)")


def _chunks(paths: list[Path]) -> Iterator[list[Path]]:
    for first in range(0, len(paths), CHUNK):
        yield paths[first : first + CHUNK]


def _lay_out(browser: QTextBrowser) -> None:
    browser.document().documentLayout().documentSize()


def _show(qt: QApplication, widget: QWidget) -> None:
    widget.resize(*PANE)
    widget.show()
    _breathe(qt)


def _breathe(qt: QApplication) -> None:
    """Let Qt finish what it has put off, deletions too."""
    for _turn in range(20):
        qt.processEvents()
        time.sleep(0.005)
    qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> None:
    """Measure all and write it to standard output."""
    folder, starters, synthetic = (Path(argument) for argument in sys.argv[1:4])
    runs = int(sys.argv[4])
    qt = make_application([])
    app = Services.open(starters)
    apply_theme_setting(app.settings)
    app.close()
    bare = _bare_library(folder / "rows.sqlite")
    ratios = [
        *measure_opening(qt, folder, runs),
        *measure_filter(qt, synthetic, max(2, runs // 2)),
        *measure_writing(folder, runs),
        *measure_second_form(folder, runs, milliseconds, partial(_insert, bare)),
    ]
    bare.close()
    print(json.dumps([asdict(ratio) for ratio in ratios]))


if __name__ == "__main__":
    main()
