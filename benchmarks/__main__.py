"""``python -m benchmarks``: measure on a screen of its own and print the ratios as a table."""

import argparse
import compileall
import datetime as dt
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import (
    adding_files,
    anchoring,
    exchange,
    extraction,
    libraries,
    pdf_quality,
    scale,
    windows,
)
from benchmarks.make_library import make_library
from benchmarks.own_process import output_of, ratios_of
from benchmarks.program import ROOT
from benchmarks.ratios import Ratio, table
from benchmarks.x_client import Client
from benchmarks.x_screen import Screen, virtual_screen

ARTICLES = 10_000
WINDOW_GROUPS = ("start", "keys", "inside", "long")
USUAL_GROUPS = (
    *WINDOW_GROUPS,
    "feeds",
    "books",
    "anchoring",
    "extraction",
    "adding",
    "pdf",
    "exchange",
)
GROUPS = (*USUAL_GROUPS, "scale")


def main() -> int:
    """Measure what was asked for, in order, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--runs", type=int, default=9, help="how often each is measured")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="in the large library")
    parser.add_argument(
        "--folder", type=Path, help="keeps the libraries there, for another run (else temporary)"
    )
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="of the long article: the time the main thread ran, on a machine that others use too",
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=scale.SIZES, help="of the libraries of scale"
    )
    parser.add_argument("--picture", type=Path, help="where the curves of scale are drawn (SVG)")
    parser.add_argument(
        "--pages", type=Path, help="a folder of pages to extract and add instead of our own"
    )
    options = parser.parse_args()
    unknown = [group for group in options.groups if group not in GROUPS]
    if unknown:
        parser.error(f"there is no group {unknown[0]}; there are {', '.join(GROUPS)}")
    # Without bytecode it would be the compiler that is measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for package in ("reader", "benchmarks"):
        compileall.compile_dir(ROOT / package, quiet=1)
    groups = options.groups or USUAL_GROUPS
    ratios: list[Ratio] = []
    accuracy = ""
    try:
        if set(groups) & set(WINDOW_GROUPS):
            ratios += measure_windows(groups, options)
        accuracy += f"\n\n{measure_feeds()}" if "feeds" in groups else ""
        ratios += measure_books(max(2, options.runs // 3)) if "books" in groups else []
        ratios += measure_exchange(max(2, options.runs // 3)) if "exchange" in groups else []
        if "anchoring" in groups:
            tell("finding highlights again …")
            ratios.append(anchoring.measure_time(max(2, options.runs // 3)))
            usual, rarer = anchoring.measure(), anchoring.measure_rarer()
            accuracy += f"\n\n{anchoring.table(usual)}\n\n{anchoring.table(rarer)}"
        if "extraction" in groups:
            tell("finding articles …")
            times, found = extraction.measure(options.runs, options.pages)
            ratios += times
            accuracy += f"\n\n{found}"
        if "pdf" in groups:
            tell("reading PDF files …")
            ratios += pdf_quality.measure_time(max(2, options.runs // 3), options.pages)
            ratios += ratios_of("benchmarks.printed_pages", str(options.runs))
            accuracy += f"\n\n{pdf_quality.table()}"
        if "scale" in groups:
            accuracy += f"\n\n{measure_scale(options)}"
        if "adding" in groups:
            tell(f"adding {adding_files.FILES:,} files …")
            ratios.append(adding_files.measure(max(2, options.runs // 3), options.pages))
    except (RuntimeError, subprocess.CalledProcessError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    rows = f"\n\n{table(ratios)}" if ratios else ""
    print(f"{describe_machine()}{rows}{accuracy}")
    return 0


def measure_windows(groups: Sequence[str], options: argparse.Namespace) -> list[Ratio]:
    """The ratios of all groups that open windows."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        ratios = measure(folder, groups, options.runs, options.articles)
        if "long" in groups:
            tell("an article of 100,000 words …")
            ratios += measure_long(folder, max(2, options.runs // 3), is_cpu=options.cpu)
    return ratios


def measure(folder: Path, groups: Sequence[str], runs: int, articles: int) -> list[Ratio]:
    """The ratios of some groups of the window, on libraries in a folder."""
    starters, synthetic = folder / "starters", folder / "synthetic"
    if not starters.exists():
        libraries.make_starter_library(starters)
    if not synthetic.exists():
        tell(f"making a library of {articles:,} articles …")
        make_library(synthetic, articles)
    ratios: list[Ratio] = []
    with (
        virtual_screen() as screen,
        windows.as_it_was(starters) as small,
        windows.as_it_was(synthetic) as large,
    ):
        client = Client(screen.display)
        if "start" in groups:
            tell("start-up and memory …")
            named = {"starter articles": small, f"{articles:,} articles": large}
            ratios += windows.measure_starts(screen, client, named, runs)
        if "keys" in groups:
            tell("keys …")
            ratios += windows.measure_keys(screen, client, synthetic, max(2, runs // 3))
        client.close()
        if "inside" in groups:
            tell("opening, filtering, writing …")
            ratios += measure_inside(screen, small, large, runs)
    return ratios


def measure_scale(options: argparse.Namespace) -> str:
    """The same at each size of a library, as a table, and drawn where that is asked for."""
    with (
        tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary,
        virtual_screen() as screen,
    ):
        client = Client(screen.display)
        folder = options.folder or Path(temporary)
        found = scale.measure(screen, client, folder, options.runs, options.sizes)
        client.close()
    if options.picture:
        options.picture.write_text(scale.picture(found), "utf-8")
    return scale.table(found)


def measure_inside(screen: Screen, starters: Path, synthetic: Path, runs: int) -> list[Ratio]:
    """What is measured within a process: in one of its own, so that nothing of ours is loaded."""
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as scratch:
        return ratios_of(
            "benchmarks.inside",
            *(scratch, str(starters), str(synthetic), str(runs)),
            DISPLAY=screen.display,
            QT_QPA_PLATFORM="xcb",
        )


def measure_exchange(runs: int) -> list[Ratio]:
    """What leaves the library and comes into it, in processor time."""
    tell("exporting and importing …")
    return exchange.measure(runs)


def measure_books(runs: int) -> list[Ratio]:
    """A book read in and opened, without a screen."""
    tell("a book of 400,000 words …")
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as scratch:
        return ratios_of("benchmarks.books", scratch, str(runs))


def measure_feeds() -> str:
    """A table of the window's turns while many feeds are read, without a screen."""
    tell("500 feeds …")
    return output_of("benchmarks.feeds").rstrip()


def measure_long(folder: Path, runs: int, *, is_cpu: bool) -> list[Ratio]:
    """Keys on an article as long as a book, without a screen: nothing but the work is measured."""
    book = folder / "book"
    if not book.exists():
        libraries.make_book_library(book)
    with windows.as_it_was(book) as copy:
        arguments = (str(copy), str(runs), *(["cpu"] if is_cpu else []))
        found = json.loads(output_of("benchmarks.long_article", *arguments))
    return [
        Ratio(
            f"{one['name']} (longest turn {max(one['longest']):.0f} ms{_kept(one['kept'])})",
            "`QTextBrowser`'s cursor moved, its viewport painted",
            goal=3 if one["has_goal"] else None,
            postil=one["postil"],
            bare=one["bare"],
        )
        for one in found
    ]


def _kept(times: Sequence[float]) -> str:
    """When what was painted was in the library."""
    return f", kept after {statistics.median(times):.0f} ms" if times else ""


def describe_machine() -> str:
    """The day, the machine and what is beneath, in one line."""
    from PySide6 import __version__ as qt_version  # not loaded while others are measured

    today = dt.datetime.now(tz=dt.UTC).date()
    cores = os.cpu_count() or 1
    return (
        f"{today}, {platform.system()} {platform.machine()}, {cores} cores, no GPU,"
        f" Python {platform.python_version()}, PySide6 {qt_version}."
    )


def tell(text: str) -> None:
    """Say on standard error what is going on."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
