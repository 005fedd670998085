"""Of a file that is cut off, what is whole before comes in, and nothing of which only a part is there."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from reader.importers.programs import find_program
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record, Unreadable
from tests.importers.programs.test_exports import CASES, EXPORTS, chosen, program_of

# What has an end by which a reader knows whether it is whole; others have one for each entry.
_ENDING = (".json", ".jsonld", ".lua", ".sqlite", ".db", ".rdf", ".html")
_FILES = sorted(
    (case, path)
    for case in CASES
    for path in case.rglob("*")
    if path.suffix in (*_ENDING, ".bib", ".ris", ".csv")
)


def marks(records: list[Record]) -> Counter[tuple[str, str]]:
    found = (one for one in records if isinstance(one, ArticleRecord))
    return Counter((mark.quote, mark.note) for one in found for mark in one.highlights)


def read(path: Path, program: str) -> list[Record]:
    found: list[Record] = []
    files = ExportFiles(path)
    try:
        found.extend(find_program(program).read(files))
    except ImportFailed as error:
        found.append(Unreadable(str(error)))
    return [*found, *map(Unreadable, files.failed.values())]


def read_cut(case: Path, path: Path, end: int, folder: Path) -> list[Record]:
    copy = Path(shutil.copytree(case, folder / case.name))
    (copy / path.relative_to(case)).write_bytes(path.read_bytes()[:end])
    return read(chosen(copy), program_of(case))


def check(case: Path, path: Path, end: int, folder: Path) -> None:
    """Compares the highlights of a file that is cut off with those of the whole one."""
    whole, found = read(chosen(case), program_of(case)), read_cut(case, path, end, folder)
    given, left = marks(whole), marks(found)
    notes = {note for _quote, note in given}
    for quote, note in left:
        assert not quote or any(quote == one for one, _note in given)
        # An answer that follows a note may be missing.
        assert not note or any(one == note or one.startswith(f"{note}\n\n") for one in notes)
        assert quote or ("", note) in given
    is_alone = chosen(case) == path  # a file that is not recognized any more is none of others
    if is_alone and found and left.total() < given.total() and path.suffix in _ENDING:
        assert any(isinstance(one, Unreadable) for one in found)


@given(st.data())
def test_nothing_is_read_in_part(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    case, path = data.draw(st.sampled_from(_FILES))
    end = data.draw(st.integers(0, path.stat().st_size))
    # A quotation mark is written twice in a table: the first one looks like the end of a cell.
    assume(path.read_bytes()[max(0, end - 1) : end + 1] != b'""')
    check(case, path, end, tmp_path_factory.mktemp("cut", numbered=True))


@pytest.mark.parametrize(
    ("case", "share"),
    [
        ("apple-books", 0.995),
        ("hypothesis-table", 0.29),
        ("kindle-page", 0.63),
        ("kindle-table", 0.7),
        ("postil-json", 0.535),
        ("web-annotations", 0.39),
        ("bookmarks-linkding", 0.67),
        ("zotero-note", 0.4),
        ("zotero-note", 0.7),
        ("zotero-ris", 0.83),
    ],
)
def test_a_highlight_is_not_read_in_part(case: str, share: float, tmp_path: Path) -> None:
    for path in (path for one, path in _FILES if one.name == case):
        check(EXPORTS / case, path, int(path.stat().st_size * share), tmp_path / path.name)


def test_entries_of_json_come_in_whose_parts_are_whole(tmp_path: Path) -> None:
    links = (
        '{"collections": [{"name": "Plants", "links": [{"url": "https://example.org/moss"}, {"ur'
    )
    (file := tmp_path / "links.json").write_text(links)
    told, article = read(file, "linkwarden")
    assert isinstance(told, Unreadable)
    assert isinstance(article, ArticleRecord)
    assert article.url == "https://example.org/moss"
    ranges = '{"quote": "roots", "text": "no", "ranges": [{"start": "/p"}, {"st'
    (file := tmp_path / "all.json").write_text(
        f'[{{"is_archived": 0, "url": "https://example.org/moss", "annotations": [{{"quote": "moss"}}, {ranges}'
    )
    assert marks(read(file, "wallabag")) == Counter({("moss", ""): 1})


def test_a_page_of_links_says_that_it_is_cut_off(tmp_path: Path) -> None:
    page = tmp_path / "bookmarks.html"
    doctype, link = "<!DOCTYPE NETSCAPE-Bookmark-file-1>", '<DT><A HREF="https://example.org/moss">'
    for end, titles in (
        ("Moss</A>", ["Moss"]),
        ("Moss</A>\n<DD>of m", ["Moss"]),
        ("Moss</A", []),
        ("Mo", []),
    ):
        page.write_text(f"{doctype}<DL><p>\n{link}{end}")
        *found, told = read(page, "bookmarks")
        records = [one for one in found if isinstance(one, ArticleRecord)]
        assert [(one.title, one.excerpt) for one in records] == [(one, "") for one in titles]
        assert isinstance(told, Unreadable)
        assert "is damaged from line" in told.reason


def test_documents_of_postil_that_are_cut_off_are_not_read(tmp_path: Path) -> None:
    note = (EXPORTS / "postil-markdown" / "on-moss.md").read_text("utf-8")
    (tmp_path / "on-moss.md").write_text(note[:230])
    sign = '<html><head><meta name="generator" content="Postil"><title>On Moss</title>'
    (tmp_path / "moss.html").write_text(f"{sign}</head><body><article><p>Moss has no")
    found = read(tmp_path, "postil")
    reasons = [one.reason for one in found if isinstance(one, Unreadable)]
    assert len(reasons) == len(found) == 2
    assert all("is damaged: save it again" in one for one in reasons)


def test_a_note_of_postil_without_its_last_line_may_be_cut_off(tmp_path: Path) -> None:
    note = (EXPORTS / "postil-markdown" / "on-moss.md").read_text("utf-8")
    undigested = re.sub(r"(?m)^digest: .*\n", "", note)
    words = "may be cut off"
    (path := tmp_path / "moss.md").write_text(undigested[:-20])
    article, told = read(path, "postil")
    assert isinstance(article, ArticleRecord)
    assert isinstance(told, Unreadable)
    assert words in told.reason
    for whole in (note, f"{undigested}\n<!-- Postil: Write below. 0a1b 0123456789abcdef -->\n"):
        path.write_text(whole)
        (article,) = read(path, "postil")
        assert isinstance(article, ArticleRecord)


def test_a_note_of_a_vault_that_is_cut_off_above_its_text_is_told(tmp_path: Path) -> None:
    head = "---\ntitle: Moss\nsource: https://example.org/moss\n"
    (tmp_path / "cut.md").write_text(f"{head}tags:\n  - pla", "utf-8")
    (tmp_path / "whole.md").write_text(f"{head}---\nMoss is ==green==.\n", "utf-8")
    (tmp_path / "ruled.md").write_text("---\nWords below a rule.\n", "utf-8")
    told, article = read(tmp_path, "note-folders")
    assert isinstance(told, Unreadable)
    assert "“cut.md” is damaged" in told.reason
    assert isinstance(article, ArticleRecord)
    assert article.title == "Moss"
