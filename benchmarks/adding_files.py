"""Many files added to a library, beside a loop that only reads them, on one core."""

import tempfile
import time
from pathlib import Path

from benchmarks.article_pages import article_pages
from benchmarks.ratios import Ratio
from reader import importers
from reader.operations import adding
from reader.services import Services

FILES = 1000
_CHUNK = 20  # files that `postil add` keeps in one transaction


def measure(rounds: int, pages: Path | None = None) -> Ratio:
    """The time to add files, beside that to read them without a library.

    pages: a folder of pages (``*.html``) to add copies of, instead of those written for this.
    """
    ratio = Ratio(
        f"{FILES:,} pages added by all cores", "the pages read in a loop on one", goal=0.667
    )
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as temporary:
        folder = Path(temporary)
        paths = _write(folder, pages)
        importers.read(importers.open_source(paths[0]))
        for run in range(rounds):
            began = time.perf_counter()
            for path in paths:
                importers.read(importers.open_source(path))
            ratio.bare.append((time.perf_counter() - began) * 1000)
            app = Services.open(folder / f"library-{run}")
            app.history.warm_up()
            began = time.perf_counter()
            _add(app, paths)
            ratio.postil.append((time.perf_counter() - began) * 1000)
            app.close()
    return ratio


def _write(folder: Path, pages: Path | None) -> list[Path]:
    if pages is None:
        sources = [page.html.encode() for page in article_pages()]
    else:
        sources = [path.read_bytes() for path in sorted(pages.rglob("*.html"))]
    paths = [folder / f"{number:04}.html" for number in range(FILES)]
    for number, path in enumerate(paths):
        own = f"<p>Copy number {number}.</p>".encode()
        page = sources[number % len(sources)]
        path.write_bytes(page.replace(b"<p>", own + b"<p>", 1))
    return paths


def _add(app: Services, paths: list[Path]) -> None:
    with adding.files_ahead(paths, lambda: False) as files:
        for first in range(0, len(paths), _CHUNK):
            chunk = paths[first : first + _CHUNK]
            drafts = [adding.read(path, app.queries, files=files) for path in chunk]
            adding.keep(app.history, drafts, [], "bench", count=len(paths))
