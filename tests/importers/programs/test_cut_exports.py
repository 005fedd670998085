"""Of a file that is cut off, what is whole before comes in, and nothing of which only a part is there."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.importers.programs.records import ArticleRecord, Record, Unreadable
from tests.importers.programs.test_damaged_exports import read
from tests.importers.programs.test_exports import CASES, EXPORTS, chosen, program_of

# What has an end by which a reader knows whether it is whole; others have one for each entry.
_ENDING = (".json", ".jsonld", ".lua", ".sqlite", ".db", ".rdf")
_FILES = sorted(
    (case, path)
    for case in CASES
    for path in case.rglob("*")
    if path.suffix in (*_ENDING, ".bib", ".ris", ".csv")
)


def marks(records: list[Record]) -> Counter[tuple[str, str]]:
    found = (one for one in records if isinstance(one, ArticleRecord))
    return Counter((mark.quote, mark.note) for one in found for mark in one.highlights)


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
        ("kindle-table", 0.7),
        ("postil-json", 0.535),
        ("web-annotations", 0.39),
        ("zotero-ris", 0.83),
    ],
)
def test_a_highlight_is_not_read_in_part(case: str, share: float, tmp_path: Path) -> None:
    for path in (path for one, path in _FILES if one.name == case):
        check(EXPORTS / case, path, int(path.stat().st_size * share), tmp_path / path.name)
