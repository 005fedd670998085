"""Highlights that other readers keep beside a book, which come with it when it is added."""

import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.models import Color, Status
from reader.core.unique_ids import act_key
from reader.library.queries.queries import Queries
from reader.operations import add_report_texts, adding, annotations
from reader.operations.adding import AddReport
from reader.operations.history import History
from reader.operations.importing import planning, running, sidecar_highlights
from reader.operations.importing.plan import Fate, ImportOptions
from reader.operations.importing.sidecar_highlights import partial_md5
from tests.importers.epub.samples import book, page

HERE = "She wrote the depth of the channel into a small green notebook."
BODIES = {
    "a.xhtml": page(f"<h1>One</h1><p>The tide turned. {HERE} The rope held.</p>"),
    "b.xhtml": page("<h1>Two</h1><p>The lamp was lit. The tide turned. Nobody saw it.</p>"),
}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where other programs keep what they know: empty at first."""
    monkeypatch.setattr(
        sidecar_highlights, "config_folder_of", lambda name: tmp_path / "config" / name
    )
    monkeypatch.setattr(sidecar_highlights, "data_folder_of", lambda name: tmp_path / "data" / name)
    monkeypatch.delenv("CALIBRE_CONFIG_DIRECTORY", raising=False)
    return tmp_path


@pytest.fixture
def ferry(config: Path) -> Path:
    """A book in a folder."""
    path = config / "books" / "ferry.epub"
    path.parent.mkdir()
    path.write_bytes(book(dict(BODIES)))
    return path


def add(history: History, queries: Queries, path: Path) -> AddReport:
    return adding.keep(history, [adding.read(path, queries)], (), act_key())[0]


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def sidecar(*rows: tuple[str, str]) -> str:
    """Returns what KOReader keeps: quotes with their notes."""
    lines = "".join(
        f'[{n}] = {{ ["datetime"] = "2026-01-05 21:14:0{n}", ["drawer"] = "lighten", ["color"] ='
        f' "green", ["text"] = "{quote}", ["note"] = "{note}", ["pageno"] = 3, }},'
        for n, (quote, note) in enumerate(rows, 1)
    )
    return f'return {{ ["annotations"] = {{ {lines} }}, ["doc_props"] = {{ ["title"] = "The Ferry" }} }}'


def calibre_mark(words: str, spine: int, start: str, end: str) -> dict[str, object]:
    return {
        "type": "highlight",
        "uuid": f"u{spine}",
        "spine_index": spine,
        "highlighted_text": words,
        "start_cfi": start,
        "end_cfi": end,
        "timestamp": "2026-01-05T21:14:08.123Z",
        "notes": "Again.",
        "style": {"kind": "color", "type": "builtin", "which": "blue"},
    }


# “The tide turned.” in the second document, as calibre and as Foliate name its place.
TIDE = calibre_mark("The tide turned.", 1, "/2/4/4/1:18", "/2/4/4/1:34")
TIDE_CFI = "epubcfi(/6/4!/4/4,/1:18,/1:34)"


def beside(path: Path, config: Path) -> None:
    put(path.with_suffix(".sdr") / "metadata.epub.lua", sidecar((HERE, "Why?")))


def in_docsettings(path: Path, config: Path) -> None:
    folder = config / "config" / "koreader" / "docsettings"
    put(
        folder / path.relative_to("/").with_suffix(".sdr") / "metadata.epub.lua",
        sidecar((HERE, "Why?")),
    )


def in_hashed(path: Path, config: Path) -> None:
    name = partial_md5(path.read_bytes())
    folder = config / "config" / "koreader" / "hashdocsettings" / name[:2] / f"{name}.sdr"
    put(folder / "metadata.epub.lua", sidecar((HERE, "Why?")))


@pytest.mark.parametrize("keep", [beside, in_docsettings, in_hashed])
def test_what_koreader_keeps_comes_with_its_book_and_once(
    keep: Callable[[Path, Path], None],
    ferry: Path,
    config: Path,
    history: History,
    queries: Queries,
) -> None:
    keep(ferry, config)
    report = add(history, queries, ferry)
    assert (report.status, report.highlights, report.unplaced) == ("added", 1, 0)
    assert add_report_texts.summary([report]) == "1 added · 1 highlight added"
    (one,) = queries.annotations(report.id or 0)
    assert (one.exact, one.note, one.color) == (HERE, "Why?", Color.GREEN)
    assert one.status is Status.EXACT
    again = add(history, queries, ferry)
    assert (again.status, again.highlights) == ("duplicate", 0)
    assert len(queries.annotations(report.id or 0)) == 1


def test_what_is_new_beside_a_book_comes_when_it_is_added_again_and_can_be_undone(
    ferry: Path, history: History, queries: Queries
) -> None:
    file = ferry.with_suffix(".sdr") / "metadata.epub.lua"
    put(file, sidecar((HERE, "")))
    id_ = add(history, queries, ferry).id or 0
    put(file, sidecar((HERE, ""), ("The lamp was lit.", "Late.")))
    report = add(history, queries, ferry)
    assert (report.status, report.highlights) == ("updated", 1)
    assert len(queries.annotations(id_)) == 2
    history.undo()
    assert [one.exact for one in queries.annotations(id_)] == [HERE]


def test_an_import_and_a_book_bring_a_highlight_once_in_either_order(
    ferry: Path, history: History, queries: Queries
) -> None:
    file = ferry.with_suffix(".sdr") / "metadata.epub.lua"
    put(file, sidecar((HERE, "")))
    id_ = add(history, queries, ferry).id or 0
    assert planning.plan(queries, file, None).fates == {Fate.HERE: 1}
    put(file, sidecar((HERE, ""), ("The lamp was lit.", "")))
    list(running.run(history, planning.plan(queries, file, None), ImportOptions(), 100))
    assert len(queries.annotations(id_)) == 2
    assert add(history, queries, ferry).highlights == 0


def test_words_that_a_person_has_marked_already_are_not_marked_twice(
    ferry: Path, history: History, queries: Queries
) -> None:
    id_ = add(history, queries, ferry).id or 0
    text = queries.revision_text(queries.article(id_).revision_id)
    start = text.index(HERE)
    history.do("Mark", annotations.highlight, id_, start, start + len(HERE))
    put(ferry.with_suffix(".sdr") / "metadata.epub.lua", sidecar((HERE, "")))
    assert add(history, queries, ferry).status == "duplicate"
    assert len(queries.annotations(id_)) == 1


def of_calibre(path: Path, config: Path) -> None:
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()
    file = config / "config" / "calibre" / "viewer" / "annots" / f"{name}.json"
    put(file, json.dumps([TIDE, {"type": "bookmark", "title": "here"}]))


def in_the_book(path: Path, config: Path) -> None:
    told = b"encoding=json+base64:\n" + b64encode(json.dumps([TIDE]).encode())
    path.write_bytes(book(dict(BODIES), beside={"META-INF/calibre_bookmarks.txt": told}))


def of_foliate(path: Path, config: Path) -> None:
    mark = {"value": TIDE_CFI, "color": "blue", "text": "The tide turned.", "note": "Again."}
    kept = {"lastLocation": TIDE_CFI, "progress": [1, 2], "bookmarks": [], "annotations": [mark]}
    name = "urn%3Auuid%3A0b0a0c0d-0000-4000-8000-000000000001.json"
    put(config / "data" / "com.github.johnfactotum.Foliate" / name, json.dumps(kept))


@pytest.mark.parametrize("keep", [of_calibre, in_the_book, of_foliate])
def test_of_words_that_come_twice_those_at_the_place_in_the_book_are_marked(
    keep: Callable[[Path, Path], None],
    ferry: Path,
    config: Path,
    history: History,
    queries: Queries,
) -> None:
    keep(ferry, config)
    report = add(history, queries, ferry)
    assert (report.highlights, report.unplaced) == (1, 0)
    (one,) = queries.annotations(report.id or 0)
    text = queries.revision_text(queries.article(report.id or 0).revision_id)
    assert one.start == text.rindex("The tide turned.")
    assert (one.color, one.note, one.status) == (Color.BLUE, "Again.", Status.EXACT)


def test_each_chapter_gets_the_highlights_of_its_words(
    ferry: Path, config: Path, history: History, queries: Queries
) -> None:
    beside(ferry, config)
    of_calibre(ferry, config)
    items = adding.unfolded([ferry], in_chapters=True)
    reports = adding.keep(history, [adding.read(one, queries) for one in items], (), "one")
    found = [[one.exact for one in queries.annotations(report.id or 0)] for report in reports]
    assert found == [[HERE], ["The tide turned."]]


def test_what_is_not_in_the_text_is_kept_to_be_looked_at(
    ferry: Path, history: History, queries: Queries
) -> None:
    words = "Quite another sentence, of an earlier edition altogether."
    put(ferry.with_suffix(".sdr") / "metadata.epub.lua", sidecar((words, "")))
    report = add(history, queries, ferry)
    assert (report.highlights, report.unplaced) == (1, 1)
    (one,) = queries.annotations(report.id or 0)
    assert (one.exact, one.start) == (words, None)


def test_what_is_damaged_beside_a_book_is_told_and_the_book_is_added(
    ferry: Path, history: History, queries: Queries
) -> None:
    put(ferry.with_suffix(".sdr") / "metadata.epub.lua", 'return { ["annotations"] = { [1] = {')
    report = add(history, queries, ferry)
    assert (report.status, report.highlights) == ("added", 0)
    assert (
        report.warning
        == "“metadata.epub.lua” is damaged from line 1 on; the lines before it were read."
    )


def test_the_hash_by_which_koreader_knows_a_file() -> None:
    assert partial_md5(bytes(n % 251 for n in range(5000))) == "e77dcca7f22a949ae8492c260ca19f32"
