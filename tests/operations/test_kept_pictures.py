"""What is read in again from what was kept shows the pictures that the library has."""

import hashlib
from pathlib import Path

import pytest

from reader.library.queries.queries import Queries
from reader.operations import adding, reimporting
from reader.operations.history import History
from tests.importers.test_assets import PNG

ONE, TWO = PNG, PNG + b"two"
WORDS = "".join(f"<p>{n}. The quick brown fox jumps over the lazy dog." for n in range(9))


def shown(queries: Queries) -> list[bytes]:
    html = queries.revision(queries.article(1).revision_id).html
    return [data for data in (ONE, TWO) if hashlib.sha256(data).hexdigest() in html]


def read_again(history: History, queries: Queries) -> adding.AddReport:
    item = reimporting.ReimportRequest(1, "Fox")
    return reimporting.keep(history, item, reimporting.read(item, queries), "again", 1)


@pytest.fixture
def page(tmp_path: Path, history: History, queries: Queries) -> Path:
    """A page that was added with a picture beside it, in which one is embedded; and is gone."""
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files/one.png").write_bytes(ONE)
    file = tmp_path / "page.html"
    data = "data:image/png," + "".join(f"%{byte:02x}" for byte in TWO)
    pictures = f"<img src='{data}'><img src='page_files/one.png'><img src='page_files/gone.png'>"
    file.write_text(f"<title>Fox</title><article><h1>Fox</h1>{WORDS}<p>{pictures}</article>")
    adding.keep(history, [adding.read(file, queries)], (), "batch")
    assert shown(queries) == [ONE, TWO]
    (tmp_path / "page_files/one.png").unlink()
    file.unlink()
    return file


def test_pictures_beside_a_file_stay(page: Path, history: History, queries: Queries) -> None:
    assert read_again(history, queries).status == "unchanged"
    assert shown(queries) == [ONE, TWO]


def test_pictures_whose_addresses_were_not_kept_stay(
    tmp_path: Path, history: History, queries: Queries
) -> None:
    (tmp_path / "one.png").write_bytes(ONE)
    (tmp_path / "two.png").write_bytes(TWO)
    file = tmp_path / "page.md"
    file.write_text("# Fox\n\nThe fox ![](one.png) jumps ![](two.png) and ![](one.png?again) on.")
    adding.keep(history, [adding.read(file, queries)], (), "batch")
    before = queries.revision(queries.article(1).revision_id).html
    history.write(
        lambda unit: unit.connection.exec_driver_sql("UPDATE revision_asset SET address = ''")
    )
    for name in ("one.png", "two.png"):
        (tmp_path / name).unlink()
    assert read_again(history, queries).status == "unchanged"
    assert queries.revision(queries.article(1).revision_id).html == before
