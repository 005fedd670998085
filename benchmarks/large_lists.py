"""Measures what the list of a large library asks for, each beside the bare SQL beneath it.

``python -m benchmarks.large_lists --articles 100000`` makes a library and prints the table; with
``--library FOLDER`` a copy of that one is measured.
"""

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.make_library import make_library
from benchmarks.ratios import Ratio, table
from reader import paths
from reader.core.models import Sort, View
from reader.core.query.query_tree import Word
from reader.library.queries.queries import Queries
from reader.operations import tags
from reader.services import Services

ARTICLES = 100_000
RUNS = 9
TAGGED = 1_000
_PAGE, _SCREEN = 40, 64  # rows read, ids read
_SHARES = {"in none": 0.0, "in one article of a thousand": 0.001, "in half of all": 0.5}


def milliseconds(act: Callable[[], object]) -> float:
    """What the processor takes for it."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def pair(
    name: str, beneath: str, postil: Callable[[], object], bare: Callable[[], object]
) -> Ratio:
    """The times of both, taken in turn."""
    ratio = Ratio(name, beneath)
    for run in range(-1, RUNS):
        times = milliseconds(bare), milliseconds(postil)
        if run >= 0:
            ratio.bare.append(times[0])
            ratio.postil.append(times[1])
    return ratio


def measure(folder: Path) -> list[Ratio]:
    """All of it, on a library that is changed by it."""
    app = Services.open(folder)
    with (
        closing(app),
        closing(sqlite3.connect(paths.library_file(folder), isolation_level=None)) as bare,
    ):
        return [
            *_counts_and_screens(app, bare),
            *_words(app, bare),
            _tagging(app, bare),
        ]


def _counts_and_screens(app: Services, bare: sqlite3.Connection) -> list[Ratio]:
    queries = app.queries

    def ask(sql: str) -> list[tuple[object, ...]]:
        return bare.execute(sql).fetchall()

    by_state = "SELECT state, count(*) FROM article WHERE deleted_at IS NULL GROUP BY state"
    ratios = [
        pair("Numbers of all views", "`count(*)` by state", queries.counts, partial(ask, by_state))
    ]
    live = "SELECT id FROM article WHERE deleted_at IS NULL"
    newest = partial(ask, f"{live} ORDER BY id DESC LIMIT {_SCREEN}")
    ratios += (
        pair(
            f"First screen of {view}, sorted by {sort}",
            f"{_SCREEN} ids in the order of ids",
            partial(_first_screen, queries, view, sort),
            newest,
        )
        for sort in Sort
        if sort is not Sort.BEST
        for view in (View.ALL, View.INBOX)
    )
    ids = list(queries.listed(View.ALL)[:_PAGE])
    rows = f"SELECT * FROM article WHERE id IN ({','.join(map(str, ids))})"
    ratios.append(
        pair(
            "A page of 40 rows",
            "`SELECT *` of them",
            partial(queries.articles, ids),
            partial(ask, rows),
        )
    )
    return ratios


def _first_screen(queries: Queries, view: View, sort: Sort) -> Sequence[int]:
    return queries.listed(view, sort)[:_SCREEN]


def _words(app: Services, bare: sqlite3.Connection) -> list[Ratio]:
    ratios = []
    asked = "SELECT rowid FROM search_text WHERE search_text MATCH ?"
    for name, word in _words_by_share(bare).items():
        ask = partial(app.queries.article_ids, View.ALL, Word(word), is_typing=False)
        for sort, order in ((Sort.ADDED, ""), (Sort.BEST, " ORDER BY bm25(search_text)")):
            raw = partial(
                lambda sql, word: bare.execute(sql, (word,)).fetchall(), asked + order, word
            )
            what = f"Ids of a word that is {name}" + (", ranked" if order else "")
            ratios.append(
                pair(what, f"the FTS5 query{', by bm25()' * bool(order)}", partial(ask, sort), raw)
            )
    return ratios


def _words_by_share(bare: sqlite3.Connection) -> dict[str, str]:
    """Words of the library by the share of articles that they are in, as near as there is one."""
    bare.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search_text, row)")
    (count,) = bare.execute("SELECT count(*) FROM article").fetchone()
    nearest = (
        "SELECT term FROM temp.word WHERE term GLOB '[a-z]*' AND length(term) > 3"
        " ORDER BY abs(doc - ?) LIMIT 1"
    )
    found = {
        name: bare.execute(nearest, (share * count,)).fetchone()[0] if share else "wordofnone"
        for name, share in _SHARES.items()
    }
    bare.execute("DROP TABLE temp.word")
    return found


def _tagging(app: Services, bare: sqlite3.Connection) -> Ratio:
    app.database.check()
    app.history.warm_up()
    ids = list(app.queries.listed(View.INBOX)[:TAGGED])
    app.history.do("Tag", tags.tag_articles, ids[:1], ["measured", "bare"])
    (tag,) = app.queries.tag_ids(["bare"])

    def tag_and_undo() -> None:
        app.history.do("Tag", tags.tag_articles, ids, ["measured"])
        app.history.undo()

    def insert_and_delete() -> None:
        with bare:
            bare.execute("BEGIN IMMEDIATE")
            for id_ in ids[1:]:
                bare.execute(
                    "INSERT INTO article_tag(article_id, tag_id, created_at) VALUES (?, ?, 1)",
                    (id_, tag),
                )
        bare.execute("DELETE FROM article_tag WHERE tag_id = ? AND created_at = 1", (tag,))

    name = f"{len(ids):,} articles tagged, and undone"
    return pair(name, "as many rows inserted, and deleted", tag_and_undo, insert_and_delete)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_lists", description=__doc__)
    parser.add_argument("--library", type=Path, help="a data folder, of which a copy is used")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary:
        folder = Path(temporary) / "library"
        if options.library is None:
            make_library(folder, options.articles)
        else:
            shutil.copytree(options.library, folder)
        print(table(measure(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
