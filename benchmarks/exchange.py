"""What leaves the library and comes into it: Markdown beside JSON, an archive, highlights of others."""

import gc
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.make_library import make_library
from benchmarks.prose import article_html, title
from benchmarks.ratios import Ratio
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.models import View
from reader.core.text.canonical_text import read_html
from reader.operations import articles
from reader.operations.exporting import article_export
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
from reader.services import Services

ARTICLES = 2_000
HIGHLIGHTS, MARKED = 10_000, 500  # so many highlights over so many articles
_QUIET = (
    90  # seconds in which ext4 forgets which files were deleted: it looks at each for a new one
)
_PART = 20_000  # rows that ``postil import`` writes in one transaction
_TABLES = ("annotation", "anchor", "annotation_tag")
_INDEX = "search_annotation"


def measure(runs: int) -> list[Ratio]:
    """The processor time of each, in turn with the bare thing's."""
    markdown = Ratio(f"Markdown of {ARTICLES:,} articles", "the same as JSON", goal=2)
    archive = Ratio(f"Archive of {ARTICLES:,} articles", "its bytes zipped", goal=1.5)
    what = f"{HIGHLIGHTS:,} highlights imported into {MARKED} articles"
    brought = Ratio(what, "SQLite inserts of the same rows, without an index", goal=5)
    indexed = Ratio(what, "SQLite inserts of the same rows with their indexes and words", goal=5)
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary:
        folder = Path(temporary)
        make_library(folder / "library", ARTICLES)
        app = Services.open(folder / "library")
        ids = app.queries.article_ids(View.ALL)
        time.sleep(_QUIET)
        for run in range(runs):
            for kind, name, series in (
                ("json", f"{run}.json", markdown.bare),
                ("markdown", f"notes-{run}", markdown.postil),
                ("archive", f"{run}.postil.zip", archive.postil),
            ):
                work = partial(article_export.write, app.queries, ids, folder / name, kind)
                series.append(_taken(work))
            with ZipFile(folder / f"{run}.postil.zip") as written:
                parts = [(name, written.read(name)) for name in written.namelist()]
            archive.bare.append(_taken(partial(_zip, folder / "zipped.zip", parts)))
        app.close()
        for run in range(runs):
            _import(folder / f"marked-{run}", brought, indexed)
    return [markdown, archive, brought, indexed]


def _taken(work: Callable[[], object]) -> float:
    """Returns the milliseconds of processor time that a piece of work takes, by all threads.

    Without looking for garbage: the window does that in another thread, and the command seldom.
    """
    gc.collect()
    gc.disable()
    began = time.process_time()
    work()
    taken = (time.process_time() - began) * 1000
    gc.enable()
    return taken


def _zip(path: Path, parts: Iterable[tuple[str, bytes]]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)


def _import(folder: Path, plain: Ratio, indexed: Ratio) -> None:
    """Imports an export of Hypothesis, and inserts the rows it became into bare databases."""
    app = Services.open(folder)
    export = folder / "hypothesis.json"
    export.write_text(json.dumps({"annotations": [*_marked(app)]}), "utf-8")

    def take() -> None:
        plan = planning.plan(app.queries, export, None)
        for _result in running.run(app.history, plan, ImportOptions(), _PART):
            pass

    taken = _taken(take)
    path = app.database.path
    app.close()
    with closing(sqlite3.connect(path)) as library:
        rows = {table: library.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
        found = ", ".join(f"'{name}'" for name in _TABLES)
        sql = f"SELECT sql FROM sqlite_master WHERE tbl_name IN ({found}) AND type <> 'trigger'"
        schema = [
            row[0] for row in library.execute(f"{sql} AND sql IS NOT NULL ORDER BY type DESC")
        ]
        sql = "SELECT sql FROM sqlite_master WHERE name = ?"
        schema += [row[0] for row in library.execute(sql, (_INDEX,))]
        words = library.execute(f"SELECT rowid, quote, note FROM {_INDEX}").fetchall()
    assert len(rows["annotation"]) == HIGHLIGHTS, len(rows["annotation"])
    columns = {table: ", ".join(f"c{n}" for n in range(len(rows[table][0]))) for table in _TABLES}
    bare = [f"CREATE TABLE {table} ({columns[table]})" for table in _TABLES]
    for ratio, made, spread in ((plain, bare, []), (indexed, schema, words)):
        ratio.postil.append(taken)
        with closing(sqlite3.connect(folder / f"{len(made)}.db")) as database:
            for sql in made:
                database.execute(sql)
            ratio.bare.append(_taken(partial(_insert, database, rows, spread)))


def _insert(
    database: sqlite3.Connection,
    rows: Mapping[str, list[tuple[object, ...]]],
    words: list[tuple[object, ...]],
) -> None:
    with database:
        for table, found in rows.items():
            marks = ", ".join("?" * len(found[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        if words:
            sql = f"INSERT INTO {_INDEX}(rowid, quote, note) VALUES (?, ?, ?)"
            database.executemany(sql, words)


def _marked(app: Services) -> Iterable[dict[str, object]]:
    """Adds articles and returns highlights of them, as Hypothesis exports them."""
    drafts = []
    found: list[Iterable[dict[str, object]]] = []
    for number in range(MARKED):
        html, url = article_html(number, 20), f"https://example.org/{number}"
        source = Source(html.encode(), "bench.html", "bench.html", "text/html")
        drafts.append(Draft(title(number), html, source, "bench/1", "text/html", url=url))
        found.append(_annotations(read_html(html).text, url, number))
    app.history.write(articles.add_many, drafts)
    return chain.from_iterable(found)


def _annotations(text: str, url: str, number: int) -> Iterable[dict[str, object]]:
    each = HIGHLIGHTS // MARKED
    for one in range(each):
        start = one * len(text) // each
        quote = text[start : start + 60]
        selectors = [
            {"type": "TextQuoteSelector", "exact": quote},
            {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
        ]
        yield {
            "id": f"bench-{number}-{one}",
            "uri": url,
            "text": "" if one % 5 else f"A note {one}",
            "tags": [] if one % 3 else [f"subject {number % 12}"],
            "created": "2026-01-05T21:14:08.000000+00:00",
            "updated": "2026-01-05T21:14:08.000000+00:00",
            "target": [{"source": url, "selector": selectors}],
            "document": {"title": [title(number)]},
        }
