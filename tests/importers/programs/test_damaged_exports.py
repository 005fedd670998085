"""What is cut off, mixed up or hostile is told in a sentence at most; what can be read is."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from reader.importers.programs import find_program, lenient_json, programs, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.nested_list_names import list_names
from reader.importers.programs.records import ArticleRecord, Record, Unreadable
from reader.importers.programs.references.bibtex import words_of
from tests.importers.programs.test_exports import CASES, EXPORTS, chosen, program_of

_FILES = sorted((case, path) for case in CASES for path in case.rglob("*") if path.is_file())
_HOSTILE = (
    b'"',
    b"\0",
    b"]",
    b"}",
    b"\n",
    b"<",
    b"\xff",
    b'{"a":',
    b"[" * 300,
    b"9" * 5000,
    b"null",
)


def read(path: Path, program: str) -> list[Record]:
    """The records, as far as they can be read."""
    found: list[Record] = []
    try:
        found.extend(find_program(program).read(ExportFiles(path)))
    except ImportFailed as error:
        found.append(Unreadable(str(error)))
    return found


@given(st.data())
def test_damage_is_told_in_sentences(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    case, path = data.draw(st.sampled_from(_FILES))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    end = data.draw(st.sampled_from([at, len(content), at + 1]))
    put = data.draw(st.sampled_from((b"", *_HOSTILE)))
    folder = tmp_path_factory.mktemp("damaged", numbered=True) / case.name
    shutil.copytree(case, folder)
    (folder / path.relative_to(case)).write_bytes(content[:at] + put + content[end:])
    for one in programs():
        assert one.recognizes(ExportFiles(chosen(folder))) in (0, 1, 2, 3, 4)
    for record in read(chosen(folder), program_of(case)):
        if isinstance(record, Unreadable):
            assert record.reason.endswith(".")
        else:
            assert all(isinstance(text, str) for text in (record.title, record.url, *record.tags))
            for mark in record.highlights:
                assert isinstance(mark.quote, str)
                assert mark.created is None or mark.created > 0


@pytest.mark.parametrize("kind", ["zip", "file"])
def test_an_archive_is_read_as_its_folder(tmp_path: Path, kind: str) -> None:
    case = EXPORTS / "omnivore"
    archive = tmp_path / "export.zip"
    with ZipFile(archive, "w") as file:
        for path in sorted(case.rglob("*")):
            file.write(path, f"omnivore/{path.relative_to(case)}")
        file.writestr("__MACOSX/._metadata_0_to_20.json", b"\0\5")
    if kind == "file":
        archive.write_bytes(archive.read_bytes()[:-30])
        with pytest.raises(ImportFailed, match="is damaged: save it again"):
            recognized(ExportFiles(archive))
        return
    files = ExportFiles(archive)
    assert recognized(files).id == "omnivore"
    first = next(
        one for one in find_program("omnivore").read(files) if isinstance(one, ArticleRecord)
    )
    assert first.text is not None
    assert first.text.read().startswith(b"<div><p>Moss has no roots.")
    assert [one.quote for one in first.highlights] == [
        "Moss has no roots.",
        "It drinks\nfrom the air.",
    ]


def test_of_json_that_is_cut_off_the_beginning_is_read() -> None:
    whole = json.dumps({"a": [{"b": [1, {"c": 'x"]}'}]}, {"b": [2]}]})
    assert lenient_json.loads(whole, "x") == (json.loads(whole), [])
    for end in range(1, len(whole)):
        value, told = lenient_json.loads(whole[:end], "x")
        assert [one.reason.count("damaged") for one in told] == [1]
        assert value is None or value["a"][:1] in (
            [],
            [{"b": []}],
            [{"b": [1]}],
            [json.loads(whole)["a"][0]],
        )
    for hostile in (
        "[" * 100_000,
        '{"a":' * 100_000,
        '["' + "9" * 10_000,
        "[" + "9" * 10_000 + "]",
    ):
        value, told = lenient_json.loads(hostile, "x")
        assert len(told) == 1


def test_a_place_that_is_no_number_is_left_out_of_a_table_of_postil(tmp_path: Path) -> None:
    table = tmp_path / "highlights.csv"
    heads = "article_id,kind,article,quote,start,end\n"
    for start, end, position in (
        ("3", "9", (3, 9)),
        ("9" * 5000, "9" * 5000, None),
        ("³", "9", None),
        ("3", "", None),
    ):
        table.write_text(f"{heads}1,highlight,Nets,a boat,{start},{end}\n")
        (record,) = read(table, "postil")
        assert isinstance(record, ArticleRecord)
        assert record.highlights[0].position == position


def test_other_encodings_are_read(tmp_path: Path) -> None:
    table = tmp_path / "highlights.csv"
    text = "Highlight,Book Title,Book Author\n“Müller” – naïve,Zoë,Ann\n"
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        table.write_bytes(text.encode(encoding))
        (record,) = read(table, recognized(ExportFiles(table)).id)
        assert isinstance(record, ArticleRecord)
        assert (record.title, record.highlights[0].quote) == ("Zoë", "“Müller” – naïve")


def test_abbreviations_that_double_each_other_are_damage(tmp_path: Path) -> None:
    """Otherwise these few lines would fill the memory."""
    doubled = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(60))
    file = tmp_path / "a.bib"
    entry = "@misc{k, title = a9, note = {Of moss}}\n@misc{k, title = a60}"
    file.write_text(f"@string{{a0 = {{moss }}}}\n{doubled}{entry}")
    *damaged, first, last = read(file, "zotero")
    assert damaged[0] == Unreadable("“a.bib”: line 12 is damaged.")
    assert isinstance(first, ArticleRecord)
    assert isinstance(last, ArticleRecord)
    assert (first.title, len(last.title) < 10) == (("moss " * 2**9).strip(), True)


def test_a_text_of_many_lines_in_ris_is_read(tmp_path: Path) -> None:
    """By adding each line to those before it, this would take hours."""
    file = tmp_path / "a.ris"
    file.write_text("TY  - JOUR\nAB  - Of moss\n" + "and of ferns\n" * 500_000 + "ER  - \n")
    (record,) = read(file, "zotero")
    assert isinstance(record, ArticleRecord)
    assert record.excerpt == "Of moss" + " and of ferns" * 500_000


def test_lists_that_are_nested_very_deeply_have_names() -> None:
    """Otherwise this would take hours."""
    lists = [{"id": f"{n}", "name": f"{n}", "parentId": f"{n - 1}"} for n in range(20_000)]
    names = list_names(lists)
    assert names["2"] == "0/1/2"
    assert names["19999"].endswith("/19998/19999")


def test_spaces_behind_an_accent_in_bibtex_are_read_once() -> None:
    """Otherwise this would take minutes."""
    assert words_of('\\"{' + " " * 400_000 + "!}") == '"' + " " * 400_000 + "!"
