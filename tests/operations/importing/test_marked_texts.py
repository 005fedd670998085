"""An archive of another program has files that are marked themselves, such as PDF files."""

import json
from pathlib import Path
from zipfile import ZipFile

from reader.core.article_source import Source
from reader.importers import read
from reader.library.queries.queries import Queries
from reader.operations import articles
from reader.operations.history import History
from reader.operations.importing.plan import ImportOptions
from reader.operations.importing.planning import plan
from tests.importers.pdf.samples import marked
from tests.importers.pdf.test_pdf_marks import BASIC, PAGE
from tests.operations.importing.test_importing import done

FILE = marked(PAGE, BASIC)
METADATA = [{"id": "1", "slug": "lime", "title": "Lime", "url": "https://example.org/lime.pdf"}]


def written(path: Path, **files: bytes) -> Path:
    """Writes an archive of Omnivore with a highlight, and with files of articles by their suffixes."""
    with ZipFile(path, "w") as archive:
        archive.writestr("metadata_0_to_1.json", json.dumps(METADATA))
        archive.writestr("highlights/lime.md", "> none of them\n")
        for suffix, data in files.items():
            archive.writestr(f"content/lime.{suffix}", data)
    return path


def quotes(queries: Queries, article_id: int) -> list[str]:
    return [one.exact for one in queries.annotations(article_id)]


def test_highlights_of_a_file_are_counted_and_come_once(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    archive = written(tmp_path / "marked.zip", pdf=FILE)
    planned = plan(queries, archive, None).counts(ImportOptions())
    assert (planned.new, planned.unplaced) == (2, 0)
    result = done(history, queries, archive)
    (id_,) = result.new
    assert (result.highlights, quotes(queries, id_)) == (2, ["marked by a hand", "none of them"])
    file = Source(FILE, "lime.pdf", "lime.pdf", "application/pdf")
    added = history.do("Add", articles.add, read(file))
    assert (added.article_id, added.highlights) == (id_, 0)
    assert len(quotes(queries, id_)) == 2


def test_a_file_that_was_added_without_its_address_is_known(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = history.do("Add", articles.add, read(Source(FILE, "lime.pdf", "lime.pdf"))).article_id
    archive = written(tmp_path / "marked.zip", pdf=FILE)
    planned = plan(queries, archive, None)
    counts = planned.counts(ImportOptions())
    assert (counts.new, counts.new_articles, counts.known_articles) == (1, 0, 1)
    result = done(history, queries, archive)
    assert (result.highlights, result.new) == (1, [])
    assert quotes(queries, id_) == ["marked by a hand", "none of them"]


def test_reading_the_files_of_an_archive_is_reported(queries: Queries, tmp_path: Path) -> None:
    archive = written(tmp_path / "marked.zip", pdf=FILE)
    told: list[tuple[int, int]] = []
    plan(queries, archive, None, progress=lambda *one: told.append(one))
    assert told[-1] == (1, 1)


def test_highlights_of_a_file_come_with_the_text_of_an_article_that_had_none(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    (id_,) = done(history, queries, written(tmp_path / "bare.zip")).new
    assert done(history, queries, written(tmp_path / "marked.zip", pdf=FILE)).highlights == 1
    assert quotes(queries, id_) == ["marked by a hand", "none of them"]
