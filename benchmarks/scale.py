"""What the size of a library costs: the same measured at a thousand, ten and a hundred thousand articles.

``make bench ARGS=scale`` prints the table; with ``--picture FILE`` it also draws the curves. What needs no
screen runs in a process of its own: ``python -m benchmarks.scale LIBRARY RUNS`` writes the series to
standard output as JSON.
"""

import gc
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.make_library import make_library
from benchmarks.own_process import ratios_of
from benchmarks.ratios import Ratio
from benchmarks.windows import measure_next, measure_starts
from benchmarks.x_client import Client
from benchmarks.x_screen import Screen
from reader import paths
from reader.core.models import Sort, View
from reader.core.query.query_parser import parse
from reader.operations import tags
from reader.operations.exporting import article_export
from reader.services import Services

SIZES = (1_000, 10_000, 100_000)
PAGE = 40  # rows that are seen at once
TAGGED = 1_000
EXPORTED = 500
_NONE = "zyzzyva"  # a word that no text has
_ARTICLE_TAGS = (
    "CREATE TABLE article_tag (id INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL,"
    " tag_id INTEGER NOT NULL, created_at INTEGER NOT NULL, UNIQUE (article_id, tag_id));"
    "CREATE INDEX article_tag_tag ON article_tag (tag_id, created_at)"
)
_COLUMNS = {
    Sort.ADDED: "created_at",
    Sort.PUBLISHED: "published",
    Sort.TITLE: "title",
    Sort.LENGTH: "word_count",
    Sort.PROGRESS: "progress",
    Sort.DAY: "created_at",
    Sort.SITE: "site",
}

BySize = dict[int, list[Ratio]]


def measure(
    screen: Screen, client: Client, folder: Path, runs: int, sizes: Sequence[int] = SIZES
) -> BySize:
    """The ratios at each size; libraries that the folder lacks are made there."""
    found: BySize = {}
    for size in sizes:
        library = folder / f"{size}"
        if not paths.library_file(library).exists():
            print(f"making a library of {size:,} articles …", file=sys.stderr, flush=True)
            make_library(library, size)
        print(f"{size:,} articles …", file=sys.stderr, flush=True)
        _painted, stable, memory = measure_starts(screen, client, {"": library}, runs)
        stable.name, memory.name = "Start to a stable picture", "Memory after 4 s (PSS)"
        following = measure_next(screen, client, library, max(2, runs // 3))
        inside = ratios_of("benchmarks.scale", str(library), str(runs))
        found[size] = [stable, memory, following, *inside]
    return found


def table(found: BySize) -> str:
    """The ratios as a Markdown table: a row for what is measured, a column for each size."""
    sizes = list(found)
    head = ["what", *(f"{size:,}" for size in sizes), "goal", "the bare thing"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for rows in zip(*found.values(), strict=True):
        goal = "" if rows[0].goal is None else f"≤ {rows[0].goal:g}"
        cells = [rows[0].name, *(one.short() for one in rows), goal, rows[0].beneath]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


# -- in a process of its own ------------------------------------------------------------------------


def measure_inside(library: Path, runs: int) -> Iterator[Ratio]:
    """What is measured by the thread's own time, without a screen."""
    app = Services.open(library)
    app.history.warm_up()
    with closing(app), closing(sqlite3.connect(paths.library_file(library))) as bare:
        words = _words(bare)
        yield from _measure_words(app, bare, words, runs)
        yield from _measure_typing(app, bare, words["rare"], max(2, runs // 2))
        yield from _measure_orders(app, bare, runs)
        yield _measure_tagging(app, max(2, runs // 3))
        yield from _measure_export(app, bare, max(2, runs // 3))


def _words(bare: sqlite3.Connection) -> dict[str, str]:
    """A word that no article has, one that a thousandth of them have, and one that half of them have."""
    bare.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_text, row)")
    (count,) = bare.execute("SELECT count(*) FROM article").fetchone()
    question = (
        "SELECT term FROM words WHERE length(term) > 4 AND term GLOB '[a-z]*'"
        " ORDER BY abs(doc - ?), term LIMIT 1"
    )
    rare, half = (
        bare.execute(question, (round(count * share),)).fetchone()[0] for share in (0.001, 0.5)
    )
    return {"none": _NONE, "rare": rare, "half": half}


def _pairs(
    ratio: Ratio, bare: Callable[[], object], postil: Callable[[], object], runs: int
) -> Ratio:
    """Takes both in turn; the first time is not counted."""
    for run in range(-1, runs):
        times = _milliseconds(bare), _milliseconds(postil)
        if run >= 0:
            ratio.bare.append(times[0])
            ratio.postil.append(times[1])
    return ratio


def _milliseconds(work: Callable[[], object]) -> float:
    """How long this thread runs for a piece of work, whatever else the machine does."""
    gc.collect()
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


def _measure_words(
    app: Services, bare: sqlite3.Connection, words: dict[str, str], runs: int
) -> Iterator[Ratio]:
    sql = "SELECT rowid FROM search_text WHERE search_text MATCH ?"
    said = {"none": "no article has", "rare": "one in a thousand has", "half": "half of them have"}
    for name, word in words.items():
        for sort, order in ((Sort.ADDED, ""), (Sort.BEST, " ORDER BY bm25(search_text)")):
            by = ", the best first" if order else ""
            ratio = Ratio(
                f"First screen of a search for a word that {said[name]}{by}",
                f"the FTS5 query of the texts{by}",
            )
            yield _pairs(
                ratio,
                lambda word=word, order=order: bare.execute(sql + order, (word,)).fetchall(),  # type: ignore[misc]
                lambda word=word, sort=sort: app.queries.search(View.ALL, parse(word), sort).ids[
                    :PAGE
                ],  # type: ignore[misc]
                runs * 3,
            )


def _measure_typing(
    app: Services, bare: sqlite3.Connection, word: str, runs: int
) -> Iterator[Ratio]:
    from PySide6.QtWidgets import QApplication

    from reader.ui.articles.article_list_controller import ArticleListController
    from reader.ui.articles.article_list_pane import ArticleListPane
    from reader.ui.style.theme import apply_theme_setting
    from reader.ui.window.startup.application import make_application

    qt = QApplication.instance() or make_application([])
    apply_theme_setting(app.settings)
    pane = ArticleListPane(app.queries.articles)
    desk = ArticleListController(app, pane, lambda ask, then, _fail: then(ask(app.queries)))
    desk.load()
    pane.resize(345, 800)
    pane.show()
    qt.processEvents()

    def show(typed: str) -> None:
        pane.query_changed.emit(typed)
        pane.repaint()
        qt.processEvents()

    def find(typed: str) -> None:
        sql = "SELECT rowid FROM search_text WHERE search_text MATCH ?"
        bare.execute(sql, (f"{typed}*",)).fetchall()

    letters = [
        _pairs(
            Ratio("The slowest letter of them, painted", "its FTS5 query, and 32 ms are the goal"),
            partial(find, word[:end]),
            partial(show, word[:end]),
            runs,
        )
        for end in range(1, len(word) + 1)
    ]
    yield Ratio(
        "A rare word typed, the list painted at each letter",
        "the FTS5 queries",
        postil=[sum(times) for times in zip(*(one.postil for one in letters), strict=True)],
        bare=[sum(times) for times in zip(*(one.bare for one in letters), strict=True)],
    )
    yield max(letters, key=lambda one: statistics.median(one.postil))
    pane.close()


def _measure_orders(app: Services, bare: sqlite3.Connection, runs: int) -> Iterator[Ratio]:
    ids: list[int] = []
    for sort, column in _COLUMNS.items():
        sql = f"SELECT id FROM article WHERE deleted_at IS NULL ORDER BY {column} DESC LIMIT {PAGE}"

        def first_screen(sort: Sort = sort) -> None:
            listed = app.queries.listed(View.ALL, sort)
            ids[:] = listed[:PAGE]
            first, *_others = app.queries.articles(ids)
            if sort in (Sort.DAY, Sort.SITE):  # the number in the first heading
                app.queries.group_size(listed, sort, 0, first)

        yield _pairs(
            Ratio(f"First screen of all, by {sort}", f"its {PAGE} ids, sorted by SQLite"),
            lambda sql=sql: bare.execute(sql).fetchall(),  # type: ignore[misc]
            first_screen,
            runs,
        )
    marks = ",".join("?" * PAGE)
    yield _pairs(
        Ratio(f"A page of {PAGE} rows", "SELECT * of them", goal=4),
        lambda: bare.execute(f"SELECT * FROM article WHERE id IN ({marks})", ids).fetchall(),
        lambda: app.queries.articles(ids),
        runs * 3,
    )


def _measure_tagging(app: Services, runs: int) -> Ratio:
    ids = list(app.queries.article_ids(View.ALL))[:TAGGED]
    with _table() as bare:

        def insert() -> None:
            with bare:
                bare.executemany(
                    "INSERT INTO article_tag(article_id, tag_id, created_at) VALUES (?, 1, 1)",
                    [(one,) for one in ids],
                )
            with bare:
                bare.execute("DELETE FROM article_tag")

        def tag() -> None:
            app.history.do("bench", tags.tag_articles, ids, ["bench"])
            app.history.undo()

        name = f"{len(ids):,} articles tagged, and that undone"
        return _pairs(Ratio(name, "as many rows inserted, and deleted", goal=5), insert, tag, runs)


@contextmanager
def _table() -> Iterator[sqlite3.Connection]:
    """A table of taggings on the disk, with the same indexes, and nothing else."""
    with (
        tempfile.TemporaryDirectory(prefix="postil-bench-") as folder,
        closing(sqlite3.connect(Path(folder) / "bare.sqlite")) as connection,
    ):
        connection.executescript(f"PRAGMA journal_mode = WAL; {_ARTICLE_TAGS}")
        yield connection


def _measure_export(app: Services, bare: sqlite3.Connection, runs: int) -> Iterator[Ratio]:
    ids = list(app.queries.article_ids(View.ALL))[-EXPORTED:]
    marks = ",".join("?" * len(ids))
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as name:
        folder = Path(name)

        def dump() -> None:
            question = f"SELECT * FROM revision WHERE article_id IN ({marks})"
            rows = [dict(zip(range(20), row, strict=False)) for row in bare.execute(question, ids)]
            (folder / "bare.json").write_text(json.dumps(rows), "utf-8")

        numbers = count()

        def export(kind: str) -> None:
            article_export.write(app.queries, ids, folder / f"{kind}-{next(numbers)}", kind)

        json_ratio = Ratio(f"{len(ids)} articles exported as JSON", "their rows by json.dumps")
        yield _pairs(json_ratio, dump, partial(export, "json"), runs)
        yield Ratio(
            f"{len(ids)} articles exported as Markdown",
            "the same as JSON",
            goal=2,
            postil=_pairs(Ratio("", ""), dump, partial(export, "markdown"), runs).postil,
            bare=json_ratio.postil,
        )


# -- the picture ------------------------------------------------------------------------------------

_WIDTH, _HEIGHT, _LEFT, _TOP, _ROOM = 760, 420, 60, 20, 330
_INKS = ("#3465a4", "#cc0000", "#4e9a06", "#c17d11", "#75507b", "#2e3436", "#ce5c00", "#06989a")


def picture(found: BySize) -> str:
    """The time of each thing at each size as curves, both scales logarithmic, in SVG."""
    from math import log10

    sizes = list(found)
    series = [
        (rows[0].name, [statistics.median(one.postil) for one in rows])
        for rows in zip(*found.values(), strict=True)
        if rows[0].unit == "ms" and all(one.postil for one in rows)
    ]
    low = min(log10(min(values)) for _name, values in series)
    high = max(log10(max(values)) for _name, values in series)
    right, bottom = _WIDTH - _ROOM, _HEIGHT - 40

    def x(size: int) -> float:
        span = log10(sizes[-1]) - log10(sizes[0]) or 1
        return round(_LEFT + (right - _LEFT) * (log10(size) - log10(sizes[0])) / span, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - _TOP) * (log10(value) - low) / (high - low or 1), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">',
        '<g font-family="sans-serif" font-size="11" fill="#2e3436">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(int(low // 1), int(high // 1) + 1):
        if low <= power <= high:
            at = y(10**power)
            parts.append(f'<path d="M{_LEFT} {at}H{right}" stroke="#d3d7cf"/>')
            parts.append(
                f'<text x="{_LEFT - 6}" y="{at + 4}" text-anchor="end">{10.0**power:g} ms</text>'
            )
    parts += [
        f'<text x="{x(size)}" y="{bottom + 18}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    ]
    ends = sorted(range(len(series)), key=lambda n: -series[n][1][-1])
    label = float(_TOP)
    for n in ends:
        name, values = series[n]
        ink = _INKS[n % len(_INKS)]
        points = " ".join(
            f"{x(size)},{y(value)}" for size, value in zip(sizes, values, strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="1.6"/>')
        label = max(label + 14, y(values[-1]) + 4)
        parts.append(
            f'<text x="{right + 8}" y="{min(label, _HEIGHT - 4)}" fill="{ink}">{name}</text>'
        )
    return "\n".join([*parts, "</g></svg>", ""])


def main() -> None:
    """Measure a library and write the series to standard output."""
    found = list(measure_inside(Path(sys.argv[1]), int(sys.argv[2])))
    print(json.dumps([asdict(ratio) for ratio in found]))


if __name__ == "__main__":
    main()
