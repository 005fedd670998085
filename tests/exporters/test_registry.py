"""Formats to export are found by themselves; what is unknown is told with what is known."""

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import exporters
from reader.core.errors import ExportFailed
from reader.exporters import (
    annotation_formats,
    article_formats,
    check_name,
    export_formats,
    find_format,
    format_of,
)
from tests.exporters.samples import ITEM

TITLES_FORMAT = '''
"""The titles of articles, one a line."""

from reader.exporters.exporter import ExportFormat
from reader.exporters.combined_document import write_file


def _write(items, path, find_asset):
    return write_file(items, path, lambda given: (f"{one.article.title}\\n" for one in given))


FORMAT = ExportFormat("titles", "Titles", ".lst", _write, is_for_annotations=False)
'''


@pytest.fixture
def titles_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more file in the folder of the exporters: all that a format takes."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "titles_format.py").write_text(TITLES_FORMAT, "utf-8")
    monkeypatch.setattr(exporters, "__path__", [*exporters.__path__, str(folder)])
    importlib.invalidate_caches()
    export_formats.cache_clear()
    yield
    sys.modules.pop("reader.exporters.titles_format", None)
    export_formats.cache_clear()


def test_formats_in_the_order_in_which_they_are_offered() -> None:
    assert [one.id for one in article_formats()][:3] == ["markdown", "quotes", "json"]
    assert [one.id for one in annotation_formats()][:3] == ["quotes", "json", "csv"]
    ids = [one.id for one in export_formats()]
    assert len(ids) == len(set(ids))
    assert all(one.suffix[0] == "." and one.suffix.islower() for one in export_formats())


@pytest.mark.usefixtures("titles_format")
def test_one_file_adds_a_format(tmp_path: Path) -> None:
    added = format_of(tmp_path / "all.lst", article_formats())
    assert added.title == "Titles"
    assert added in article_formats()
    assert added not in annotation_formats()
    written = added.write([ITEM], tmp_path / "all.lst", lambda _sha256: None)
    assert (tmp_path / "all.lst").read_text("utf-8") == f"{ITEM.article.title}\n"
    assert written.articles == 1


def test_an_unknown_format_is_told_with_those_known() -> None:
    with pytest.raises(ExportFailed) as caught:
        find_format("endnote", article_formats())
    assert str(caught.value).startswith(
        "There is no export format “endnote”; the formats are markdown (a folder), quotes (.md), json (.json)"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notes", "markdown"),
        ("notes 1.2", "markdown"),
        ("NOTES.MD", "quotes"),
        ("notes.json", "json"),
        ("notes.md.json", "json"),
        ("folder.there", "markdown"),
    ],
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "folder.there").mkdir()
    assert format_of(tmp_path / name, article_formats()).id == expected


@pytest.mark.parametrize("name", ["x.enw", "notes.md.enw"])
def test_an_unknown_suffix_is_told_with_those_known(name: str) -> None:
    with pytest.raises(ExportFailed) as caught:
        format_of(Path(name), article_formats())
    assert f"“{name}”" in str(caught.value)
    assert "markdown (a folder), quotes (.md), json (.json)" in str(caught.value)


def test_a_name_has_to_suit_the_format(tmp_path: Path) -> None:
    json, markdown = (find_format(one, article_formats()) for one in ("json", "markdown"))
    for name in ("x", "x.json", "X.JSON", "library 2.0", "library.json.new"):
        check_name(tmp_path / name, json, article_formats())
    check_name(tmp_path / "x.enw", markdown, article_formats())
    for name in ("x.enw", "x.md"):
        with pytest.raises(ExportFailed, match=r"json \(\.json\)"):
            check_name(tmp_path / name, json, article_formats())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_may_have_any_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.pipe")
    check_name(tmp_path / "x.pipe", find_format("json", article_formats()), article_formats())
