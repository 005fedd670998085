"""Files with a JSON value in each line, as dumps of services have them, are read like lists."""

import json
from pathlib import Path, PurePath
from typing import Any

from reader.importers.programs import lenient_json, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record, Unreadable
from tests.each import each
from tests.importers.programs.test_exports import EXPORTS


def _read(path: Path) -> tuple[str, list[Record]]:
    files = ExportFiles(path)
    program = recognized(files)
    return program.id, list(program.read(files))


def _annotation(number: int) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": f"words\u2028{number}"}
    url = f"https://example.org/{number}"
    return {"id": f"{number}", "uri": url, "target": [{"source": url, "selector": [quote]}]}


def _book(number: int) -> dict[str, Any]:
    highlights = [{"id": number, "text": f"Words {number}"}]
    return {"user_book_id": number, "title": f"Book {number}", "highlights": highlights}


@each("name", ["dump.jsonl", "dump.ndjson", "dump.json"])
def test_a_value_in_each_line_is_one_of_a_list(tmp_path: Path, name: str) -> None:
    for make, program in ((_annotation, "hypothesis"), (_book, "readwise")):
        lines = [json.dumps(make(number), ensure_ascii=False) for number in range(3)]
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
        (tmp_path / "list.json").write_text(f"[{','.join(lines)}]", "utf-8")
        assert _read(tmp_path / name) == _read(tmp_path / "list.json")
        assert _read(tmp_path / name)[0] == program
        assert len(_read(tmp_path / name)[1]) == 3


@each(
    "file",
    [
        "note-folders-clipper/highlights.json",
        "postil-json/export.json",
        "readeck-api/annotations.json",
        "readeck-api/bookmarks.json",
        "wallabag/all.json",
        "zotero-csl/items.json",
        "zotero-csl-other/items.json",
    ],
)
def test_lines_of_an_export_are_of_its_program(tmp_path: Path, file: str) -> None:
    found = json.loads((EXPORTS / file).read_text("utf-8"))
    lines = [json.dumps(one) for one in (found if isinstance(found, list) else [found, found])]
    program, known = _read(EXPORTS / file)
    records = [_without_text(one) for one in known] * (1 if isinstance(found, list) else 2)
    for suffix in lenient_json.SUFFIXES:
        path = tmp_path / f"dump{suffix}"
        path.write_text("\n".join(lines), "utf-8")
        given, read = _read(path)
        assert (given, [_without_text(one) for one in read]) == (program, records)


@each(
    "file",
    [
        "bookmarks-chrome/Bookmarks",
        "bookmarks-firefox/bookmarks.json",
        "calibre-export/highlights.json",
        "foliate/urn%3Auuid%3Ax.json",
        "hypothesis-api/search.json",
        "karakeep/bookmarks.json",
        "koreader-export/export.json",
        "linkwarden/backup.json",
        "postil-json/export.json",
        "web-annotations/annotations.jsonld",
    ],
)
def test_exports_behind_each_other_are_all_read(tmp_path: Path, file: str) -> None:
    """Damage behind the only one of them is told, and leaves it as it is."""
    line = json.dumps(json.loads((EXPORTS / file).read_text("utf-8")))
    path = tmp_path / PurePath(file).name
    found = {}
    for name, text in (("one", line), ("two", f"{line}\n{line}"), ("damaged", f"{line}\n-")):
        path.write_text(text, "utf-8")
        found[name] = [_without_text(one) for one in _read(path)[1]]
    assert found["two"] == 2 * found["one"]
    told = Unreadable(f"“{path.name}”: line 2 is damaged.")
    assert found["damaged"] == [told, *found["one"]]


def _without_text(record: Record) -> Record:
    """Returns a record without its text, which is read by a function."""
    return record._replace(text=None) if isinstance(record, ArticleRecord) else record


def test_a_damaged_line_leaves_the_others(tmp_path: Path) -> None:
    lines = [json.dumps(_annotation(number)) for number in range(2)]
    lines.insert(1, lines[0][:100])
    (tmp_path / "dump.jsonl").write_text("\r\n".join([*lines, lines[0][:50]]), "utf-8")
    _program, found = _read(tmp_path / "dump.jsonl")
    assert [one.reason for one in found if isinstance(one, Unreadable)] == [
        "“dump.jsonl”: line 2 is damaged.",
        "“dump.jsonl”: line 4 is damaged.",
    ]
    assert len([one for one in found if isinstance(one, ArticleRecord)]) == 2


@each("damaged", ['{"id": "0", "tags": ["a', 'et": []}', "[" * 5_000, "1" * 5_000, "-"])
def test_a_damaged_first_line_leaves_the_others(tmp_path: Path, damaged: str) -> None:
    lines = [damaged, *(json.dumps(_annotation(number)) for number in range(3))]
    (tmp_path / "dump.jsonl").write_text("\n".join(lines), "utf-8")
    _program, found = _read(tmp_path / "dump.jsonl")
    assert found[0] == Unreadable("“dump.jsonl”: line 1 is damaged.")
    assert [type(one) for one in found[1:]] == [ArticleRecord] * 3


def test_a_list_of_two_lines_whose_end_is_missing_is_no_such_file(tmp_path: Path) -> None:
    lines = [json.dumps(_annotation(number)) for number in range(2)]
    (tmp_path / "list.json").write_text("[" + ",\n".join(lines) + "\n", "utf-8")
    _program, found = _read(tmp_path / "list.json")
    assert [type(one) for one in found] == [Unreadable] + [ArticleRecord] * 2


def test_a_damaged_list_with_an_object_in_each_line_is_no_such_file(tmp_path: Path) -> None:
    lines = [json.dumps(_annotation(number)) for number in range(3)]
    (tmp_path / "list.json").write_text("[\n" + ",\n".join(lines) + "\n{", "utf-8")
    _program, found = _read(tmp_path / "list.json")
    assert [type(one) for one in found] == [Unreadable] + [ArticleRecord] * 3


@each("rest", ["x", "}", "[0]", "\nx"])
def test_a_list_with_something_behind_it_is_read(tmp_path: Path, rest: str) -> None:
    """It is a file with a damaged end in one line, and not the first of several values."""
    (tmp_path / "dump.json").write_text(f"{json.dumps([_annotation(1)])}{rest}", "utf-8")
    _program, found = _read(tmp_path / "dump.json")
    assert [type(one) for one in found] == [Unreadable, ArticleRecord]
