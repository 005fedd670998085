"""An archive makes the library again, row by row; what was done to it meanwhile is told."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reader.core.errors import InvalidInput, LibraryError
from reader.core.models import View
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.notes.postil_program import PROGRAM
from reader.importers.programs.records import ArticleRecord
from reader.library.database import Database
from reader.library.queries.article_dump import Row
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.archive import archive_reading
from reader.operations.archive.archive_writing import MANIFEST
from reader.operations.archive.json_mirror import is_article_name
from reader.operations.exporting import article_export
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.library.samples import assert_sound
from tests.operations.article_samples import fill, rows

Files = dict[str, bytes]


def fill_more(history: History) -> tuple[int, ...]:
    """The articles of the samples, one of them in the trash."""
    one, two = fill(history)
    history.do("Trash", articles.trash, [two])
    return one, two


@pytest.fixture
def contents() -> Callable[[History], tuple[int, int]]:
    return fill


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, put_filled: PutFilled) -> tuple[Path, Path]:
    """A library, of which a feed was read, and its archive; to be copied."""
    place = tmp_path_factory.mktemp("archive")
    library, archive = place / "library.sqlite", place / "library.postil.zip"
    put_filled(library, fill_more)
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE feed SET etag = 'e', read_at = 5")
        connection.execute(
            "INSERT INTO feed_entry(feed_id, guid, created_at) VALUES (1, 'seen', 3)"
        )
    with closing(Queries(library)) as queries:
        written = article_export.write(queries, queries.article_ids(View.ALL), archive, "archive")
    assert (written.articles, written.damaged) == (2, ())
    return library, archive


@pytest.fixture
def archive(kept: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(kept[1], tmp_path))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Where the library is to be made."""
    return tmp_path / "other" / "library.sqlite"


def change(archive: Path, how: Callable[[Files], object]) -> None:
    """Writes an archive anew with other files."""
    with ZipFile(archive) as old:
        files = {name: old.read(name) for name in old.namelist()}
    how(files)
    with ZipFile(archive, "w", ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(name, data)


def article(files: Files, title: str) -> str:
    return next(name for name, data in files.items() if f'"title": "{title}"'.encode() in data)


def test_what_is_made_is_the_library_row_by_row(
    kept: tuple[Path, Path], archive: Path, other: Path
) -> None:
    done: list[tuple[int, int]] = []
    made = archive_reading.restore(archive, other, lambda *step: done.append(step))
    assert (made.articles, made.told) == (2, ())
    assert done == [(1, 2), (2, 2)]
    assert rows(other) == rows(kept[0])
    assert_sound(other)


def test_a_source_is_in_the_archive_as_the_library_has_it_compressed(
    kept: tuple[Path, Path], archive: Path
) -> None:
    with closing(sqlite3.connect(kept[0])) as library, ZipFile(archive) as written:
        sources = library.execute("SELECT sha256, data FROM source").fetchall()
        packed = {one.filename: one.compress_size for one in written.infolist()}
        assert written.testzip() is None
        are_behind = [one.flag_bits & 8 for one in written.infolist()]  # the sizes of files
        assert not any(are_behind)
    for sha256, data in sources:
        assert data[2:-4] in archive.read_bytes()
        assert packed[f"files/{sha256}"] == len(data) - 6


def test_chosen_articles_bring_their_own_rows_alone(kept: tuple[Path, Path], other: Path) -> None:
    archive = other.parent.with_suffix(".zip")
    with closing(Queries(kept[0])) as queries:
        article_export.write(queries, queries.article_ids(View.TRASH), archive, "archive")
    assert archive_reading.restore(archive, other).articles == 1
    made, full = rows(other), rows(kept[0])
    assert len(made["article"]) == 1
    assert set(made["annotation"]) < set(full["annotation"])
    assert made["tag"] == full["tag"]
    assert_sound(other)


def test_the_rows_of_an_article_are_of_one_moment(
    history: History, database: Database, filled: tuple[int, int], tmp_path: Path, other: Path
) -> None:
    class Interrupted(Queries):
        """The person marks a passage between the question for highlights and that for their places."""

        def _whole(self, table: str, *rest: Any) -> list[tuple[Any, Row]]:
            found = super()._whole(table, *rest)
            if table == "annotation":
                history.do("Mark", annotations.highlight, filled[0], 20, 22)
            return found

    with closing(Interrupted(database.path)) as queries:
        article_export.write(queries, filled, tmp_path / "a.zip", "archive")
    made = archive_reading.restore(tmp_path / "a.zip", other)
    assert (made.articles, made.told) == (2, ())
    assert_sound(other)


def test_several_articles_are_read_by_as_many_questions_as_one(
    queries: Queries, filled: tuple[int, int]
) -> None:
    asked: list[str] = []
    queries._connection.set_trace_callback(asked.append)
    own = {id_: queries.rows_of_article(id_) for id_ in filled}
    count = len(asked)
    assert queries.rows_of_articles(dict.fromkeys(filled, ()), queries.stored_columns()) == own
    columns = queries.stored_columns()
    asked.clear()
    queries.rows_of_articles(dict.fromkeys(filled, ()), columns)
    assert len(asked) < count // 2
    asked.clear()
    assert len([*article_export.items(queries, filled)]) == 2
    assert len([one for one in asked if " ORDER BY n.kind" in one]) == 1
    queries._connection.set_trace_callback(None)


def test_a_stopped_export_leaves_what_was_there(kept: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_text("before")
    with closing(Queries(kept[0])) as queries:
        ids = queries.article_ids(View.ALL)
        written = article_export.write(queries, ids, file, "archive", lambda done: done < 1)
    assert written.is_cancelled
    assert file.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_a_damaged_source_is_told_and_left_out(
    kept: tuple[Path, Path], tmp_path: Path, other: Path
) -> None:
    library = Path(shutil.copy(kept[0], tmp_path / "damaged.sqlite"))
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE asset SET data = x'00'")
    with closing(Queries(library)) as queries:
        ids = queries.article_ids(View.ALL)
        written = article_export.write(queries, ids, tmp_path / "a.zip", "archive")
    (told,) = written.damaged
    assert "is damaged in the library and is not in the archive" in told
    made = archive_reading.restore(tmp_path / "a.zip", other)
    assert made.articles == 2
    assert made.told == tuple(one for one in made.told if "image is missing" in one)
    assert_sound(other)


# -- what was done to an archive ---------------------------------------------------------------


def test_what_was_changed_or_removed_is_told_and_the_rest_is_there(
    archive: Path, other: Path
) -> None:
    def edit(files: Files) -> None:
        files[article(files, "Two")] = files[article(files, "Two")].replace(b"about it", b"forged")
        del files[next(name for name in files if name.startswith("files/"))]

    change(archive, edit)
    made = archive_reading.restore(archive, other)
    assert made.articles == 2
    assert any("1 file was changed since the archive was written: " in one for one in made.told)
    assert any("1 file of the archive is missing: files/" in one for one in made.told)
    with closing(sqlite3.connect(other)) as connection:
        notes = connection.execute("SELECT note FROM annotation WHERE kind = 'article_note'")
        assert notes.fetchall() == [("forged",)]
    assert_sound(other)


@pytest.mark.parametrize("left", [0.1, 0.5, 0.99])
def test_an_archive_that_was_cut_off_makes_no_library(
    archive: Path, other: Path, left: float
) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * left)])
    assert archive_reading.is_archive(archive)
    with pytest.raises(InvalidInput, match=r"“library.postil.zip” is cut off or damaged"):
        archive_reading.restore(archive, other)
    assert not other.exists()


def test_a_byte_that_was_changed_costs_one_file(archive: Path, other: Path) -> None:
    with ZipFile(archive) as found:
        name = next(one for one in found.namelist() if is_article_name(one))
        start = found.getinfo(name).header_offset + 30 + len(name) + 40
    data = bytearray(archive.read_bytes())
    data[start] ^= 0xFF
    archive.write_bytes(data)
    made = archive_reading.restore(archive, other)
    assert made.articles == 1
    assert f"{name} cannot be read: it is damaged." in made.told
    assert_sound(other)


@pytest.mark.parametrize("key", ["format", "schema"])
def test_an_archive_of_a_newer_postil_is_told(archive: Path, other: Path, key: str) -> None:
    def edit(files: Files) -> None:
        manifest = json.loads(files[MANIFEST])
        files[MANIFEST] = json.dumps(manifest | {key: 10**6}).encode()

    change(archive, edit)
    with pytest.raises(InvalidInput, match="written by a newer version of Postil"):
        archive_reading.restore(archive, other)


@pytest.mark.parametrize("manifest", [None, b"", b"[]", b"{}", b"[" * 100_000, b'{"format": "x"}'])
def test_an_archive_without_a_manifest_is_told(
    archive: Path, other: Path, manifest: bytes | None
) -> None:
    change(
        archive,
        lambda files: (
            files.pop(MANIFEST) if manifest is None else files.update({MANIFEST: manifest})
        ),
    )
    with pytest.raises(InvalidInput, match="is not an archive of Postil"):
        archive_reading.restore(archive, other)


def test_what_unpacks_to_far_too_much_is_refused_unread(
    archive: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_reading, "_FREE_BYTES", 1_000_000)
    change(archive, lambda files: files.update(more=bytes(5_000_000)))
    with pytest.raises(InvalidInput, match="far more than an archive of Postil contains"):
        archive_reading.restore(archive, other)
    assert not other.exists()


def test_nothing_is_put_where_a_library_is(archive: Path, other: Path) -> None:
    other.parent.mkdir()
    other.write_text("there")
    with pytest.raises(LibraryError, match="There is a library at"):
        archive_reading.restore(archive, other)
    assert other.read_text() == "there"


def test_articles_alone_come_into_a_library_that_is_there(archive: Path) -> None:
    def go_back(files: Files) -> None:
        name = article(files, "Foxes")
        document = json.loads(files[name])
        its = document["postil"]["rows"]
        its["article"][0]["current_revision_id"] = its["revision"][0]["id"]  # with a picture
        files[name] = json.dumps(document).encode()

    change(archive, go_back)
    (record,) = PROGRAM.read(ExportFiles(archive))  # the other one was in the trash
    assert isinstance(record, ArticleRecord)
    assert len(record.highlights) == 2
    assert record.text is not None
    assert b'src="data:image/png;base64,' in record.text.read()
