"""Annotations of many articles in one file: as set down, and safe whatever was written in them."""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ExportFailed
from reader.core.models import Kind
from reader.core.text.reading.page_and_chapter_labels import Marks
from reader.exporters import annotation_formats, find_format
from reader.exporters.csv_format import COLUMNS, csv_chunks, safe_cell, value_chunks
from reader.exporters.export_item import Item, Written, reporting
from reader.exporters.highlights_markdown_format import markdown_chunks
from tests.each import each
from tests.exporters.samples import HIGHLIGHT, ITEM, another

GOLDEN = Path(__file__).parent / "golden"
STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def write_annotations(items: Iterable[Item], path: Path, kind: str) -> Written:
    return find_format(kind, annotation_formats()).write(items, path, lambda _sha256: None)


@pytest.mark.parametrize(
    ("name", "chunks"),
    [("moss-highlights.md", markdown_chunks), ("moss-highlights.csv", csv_chunks)],
)
def test_the_document_is_as_it_was_set_down(name: str, chunks: object) -> None:
    assert callable(chunks)
    made = "".join(chunks([ITEM, another(8, "空")]))
    assert made.replace("\r\n", "\n") == (GOLDEN / name).read_text("utf-8")


def test_what_is_told_of_a_printed_page() -> None:
    printed = replace(ITEM, marks=Marks((("iv", 0),)))
    (row, *_others) = [one for one in read_csv("".join(csv_chunks([printed]))) if one["start"]]
    assert row["page"] == "iv"
    assert " · p. iv" in "".join(markdown_chunks([printed]))
    chaptered = replace(ITEM, marks=Marks(chapters=(("Moss", 0),)))
    (row, *_others) = [one for one in read_csv("".join(csv_chunks([chaptered]))) if one["start"]]
    assert (row["page"], row["chapter"]) == ("", "Moss")
    assert " · chapter “Moss”" in "".join(markdown_chunks([chaptered]))


def test_rows_of_a_table_end_as_rfc_4180_has_it() -> None:
    assert "".join(csv_chunks([])).endswith("article_id,page,chapter\r\n")


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from(STARTS + '",; \u00a0\0'))),
    st.text(alphabet=st.sampled_from(STARTS + 'a1"\n\0 ')),
)
def test_no_cell_is_taken_for_a_formula_and_no_word_is_lost(quote: str, note: str) -> None:
    one = replace(HIGHLIGHT, exact=quote, note=note, tags=(note[:5] or "x",))
    (row,) = read_csv("".join(csv_chunks([replace(ITEM, annotations=(one,))])))
    assert list(row) == list(COLUMNS)
    for name in ("article", "site", "author", "quote", "note", "tags", "color"):
        assert not row[name].lstrip(" \u00a0\u3000")[:1] or (
            row[name].lstrip(" \u00a0\u3000")[0] not in STARTS
        )
    kept = quote.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    assert row["quote"] in (kept, f"'{kept}")


@each("text", ["=1+1", "+1", "-1", "@sum", " =1", "\uff1d1", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_gets_a_quote(text: str) -> None:
    assert safe_cell(text).startswith("'")


@each("text", ["", "plain", "1-2", "a=b", "“quoted”", "'tis"])
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("kind", ["quotes", "csv", "json"])
def test_huge_and_odd_notes_are_written_whole(kind: str, tmp_path: Path) -> None:
    note = "\0 ```\n<script>alert(1)</script>\n" + "long " * 100_000
    one = replace(HIGHLIGHT, note=note, exact="a\0b")
    path = tmp_path / "out"
    written = write_annotations([replace(ITEM, annotations=(one,))], path, kind)
    assert (written.articles, written.annotations, written.paths) == (1, 1, (path,))
    text = path.read_text("utf-8")
    assert text.count("long ") >= 99_999
    assert "\0" not in text
    if kind == "quotes":
        assert "\n<script>" not in text
    if kind == "json":
        (made,) = json.loads(text)["first"]["items"]
        assert made["body"][0]["value"] == note


def test_stopping_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("before")
    told: list[int] = []

    def stop(count: int) -> bool:
        told.append(count)
        return False

    written = write_annotations(
        reporting([ITEM, another(8, "x")], stop, lambda item: len(item.annotations)), path, "quotes"
    )
    assert written.is_cancelled
    assert told == [len(ITEM.annotations)]
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.md"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="folder"):
        write_annotations([ITEM], tmp_path, "csv")


def test_a_note_on_an_article_has_no_colour() -> None:
    note = replace(HIGHLIGHT, kind=Kind.ARTICLE_NOTE, note="about it all")
    rows = read_csv("".join(csv_chunks([replace(ITEM, annotations=(note, HIGHLIGHT))])))
    assert [row["color"] for row in rows] == ["", HIGHLIGHT.color.value]


@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_a_table_for_programs_changes_no_value(quote: str, note: str, tags: list[str]) -> None:
    one = replace(HIGHLIGHT, exact=quote, note=note, tags=tuple(tags))
    (row,) = csv.DictReader(
        StringIO("".join(value_chunks([replace(ITEM, annotations=(one,))])), newline="")
    )
    assert (row["quote"], row["note"], json.loads(row["tags"])) == (quote, note, tags)
    assert list(row) == list(COLUMNS)
