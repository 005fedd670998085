"""Libraries that are made to be measured on are whole, and the same at each run."""

from contextlib import closing
from pathlib import Path

from benchmarks.make_library import make_library
from reader import paths
from reader.core.models import View
from reader.library.connection import connect
from reader.library.integrity.integrity_check import find_faults
from reader.services import Services

COUNT = 100
_TABLES = "article revision source annotation anchor article_tag annotation_tag tag feed_entry feed"


def test_a_library_made_in_bulk_is_whole_opens_and_is_the_same_again(tmp_path: Path) -> None:
    made: list[list[tuple[object, ...]]] = []
    for name in ("one", "two"):
        make_library(tmp_path / name, COUNT)
        with closing(connect(paths.library_file(tmp_path / name), "ro")) as connection:
            made.append(connection.execute("SELECT * FROM article ORDER BY id").fetchall())
            for table in _TABLES.split():
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    assert made[0] == made[1]
    assert find_faults(paths.library_file(tmp_path / "one")) == []
    app = Services.open(tmp_path / "one")
    ids = app.queries.article_ids(View.ALL)
    newest = app.queries.article(ids[0])
    app.close()
    assert 0.8 * COUNT < len(ids) <= COUNT
    assert newest.title.startswith(f"Article {COUNT - 1}:")
