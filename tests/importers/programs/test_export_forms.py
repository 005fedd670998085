"""An export is read in whatever form it comes: other columns, another order, packed, one file of several."""

import codecs
import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from reader.core.errors import ImportFailed
from reader.core.models import State
from reader.exporters.csv_format import safe_cell
from reader.importers.programs import lenient_json, recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from tests.each import each
from tests.importers.programs.test_exports import CASES, EXPORTS, chosen, program_of

TABLES = {  # and the columns without which nothing is left to take over
    "hypothesis-table": ("url",),
    "instapaper-table": ("url",),
    "link-lists-omnivore": ("url",),
    "link-lists-readeck": ("url",),
    "matter": ("url",),
    "pocket-csv": ("url",),
    "raindrop": ("url",),
    "readwise-bulk": ("highlight",),
    "readwise-highlights": ("highlight",),
    "readwise-library": ("url",),
    "zotero-table": ("item type", "title", "key", "manual tags"),
}


def read(path: Path) -> tuple[str, list[Record]]:
    files = ExportFiles(path)
    program = recognized(files)
    return program.id, list(program.read(files))


def table_of(case: str) -> list[list[str]]:
    (path,) = (EXPORTS / case).glob("*.csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    return [row for row in rows if len(row) == len(rows[0])]


def write_table(path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("case", TABLES)
def test_any_column_may_be_missing_or_elsewhere(case: str, tmp_path: Path) -> None:
    rows = table_of(case)
    program = program_of(EXPORTS / case)
    for number, name in enumerate(rows[0]):
        if name.lower() not in TABLES[case]:
            fewer = [row[:number] + row[number + 1 :] for row in rows]
            path = write_table(tmp_path / f"{number}.csv", fewer, ";")
            found, records = read(path)
            assert (found, len(records)) == (program, len(rows) - 1), name
            assert not any(isinstance(one, Unreadable) for one in records)
    backwards = write_table(tmp_path / "backwards.tsv", [row[::-1] for row in rows], "\t")
    assert read(backwards) == read(write_table(tmp_path / "forwards.csv", rows))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_line_for_excel_may_be_above_the_columns(delimiter: str, tmp_path: Path) -> None:
    rows = table_of("readwise-bulk")
    path = write_table(tmp_path / "table.csv", rows, delimiter)
    path.write_text(f"sep={delimiter}\n{path.read_text('utf-8')}", "utf-8")
    assert read(path) == read(chosen(EXPORTS / "readwise-bulk"))


def test_a_quote_of_hypothesis_is_in_a_column_of_either_name(tmp_path: Path) -> None:
    case = chosen(EXPORTS / "hypothesis-table")
    path = tmp_path / case.name
    path.write_bytes(case.read_bytes().replace(b"Quote/description", b"Quote"))
    assert read(path) == read(case)


def test_the_title_of_a_notebook_may_stand_below_empty_lines(tmp_path: Path) -> None:
    kept = EXPORTS / "kindle-table" / "notebook.csv"
    (tmp_path / "notebook.csv").write_bytes(b"\r\n\r\n" + kept.read_bytes())
    assert read(tmp_path / "notebook.csv") == read(kept)


def test_a_sidecar_is_of_the_same_book_alone_in_its_folder_and_in_an_archive(
    tmp_path: Path,
) -> None:
    folder = EXPORTS / "koreader-old" / "Walden.sdr"
    (sidecar,) = folder.iterdir()
    with ZipFile(tmp_path / "books.zip", "w") as archive:
        archive.write(sidecar, f"books/Walden.sdr/{sidecar.name}")
    untitled = Path(shutil.copytree(folder, tmp_path / "Books" / "Walden.sdr")) / sidecar.name
    untitled.write_text(sidecar.read_text("utf-8").replace("Old Book", ""), "utf-8")
    assert read(sidecar) == read(folder.parent) == read(tmp_path / "books.zip")
    assert read(untitled) == read(tmp_path / "Books")
    (record,) = read(untitled)[1]
    assert isinstance(record, ArticleRecord)
    assert record.title == "Walden"


def test_what_koreader_does_not_know_is_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "Walden.sdr"
    folder.mkdir()
    facts = '["title"] = "N/A", ["authors"] = "N/A", ["language"] = "N/A"'
    (folder / "metadata.epub.lua").write_text(f'return {{["stats"] = {{{facts}}}}}', "utf-8")
    (record,) = read(folder)[1]
    assert isinstance(record, ArticleRecord)
    assert (record.title, record.author, record.language) == ("Walden", "", "")
    book = {"title": "N/A", "author": "N/A", "entries": [{"text": "Simplify."}], "created_on": 1}
    (tmp_path / "book.json").write_text(json.dumps(book), "utf-8")
    (record,) = read(tmp_path / "book.json")[1]
    assert isinstance(record, ArticleRecord)
    assert (record.title, record.author) == ("", "")


def test_a_backup_is_read_where_its_sidecar_is_not(tmp_path: Path) -> None:
    (sidecar,) = (EXPORTS / "koreader-old" / "Walden.sdr").iterdir()
    folder = tmp_path / "Walden.sdr"
    folder.mkdir()
    backup = Path(shutil.copy(sidecar, folder / f"{sidecar.name}.old"))
    with ZipFile(tmp_path / "books.zip", "w") as archive:
        archive.write(backup, f"Walden.sdr/{backup.name}")
    assert read(backup) == read(folder) == read(tmp_path / "books.zip") == read(sidecar)
    shutil.copy(sidecar, folder)
    assert read(folder) == read(sidecar)


def test_a_damaged_backup_is_told_by_its_name(tmp_path: Path) -> None:
    backup = tmp_path / "metadata.epub.lua.old"
    backup.write_text('return { ["annotations"] = {', "utf-8")
    damage = "is damaged from line 1 on; the lines before it were read."
    assert read(backup)[1] == [Unreadable(f"“metadata.epub.lua.old” {damage}")]


def test_a_backup_is_read_where_its_sidecar_is_damaged(tmp_path: Path) -> None:
    (sidecar,) = (EXPORTS / "koreader-old" / "Walden.sdr").iterdir()
    folder = tmp_path / "Walden.sdr"
    folder.mkdir()
    shutil.copy(sidecar, folder / f"{sidecar.name}.old")
    (folder / sidecar.name).write_bytes(sidecar.read_bytes()[:200])
    damage = "is damaged from line 4 on; the lines before it were read."
    told = Unreadable(f"“{sidecar.name}” {damage}")
    assert read(folder) == ("koreader", [told, *read(sidecar)[1]])


def test_a_damaged_sidecar_has_what_is_newer_than_its_backup(tmp_path: Path) -> None:
    former = '{ ["text"] = "One.", ["drawer"] = "lighten", ["datetime"] = "2026-01-05 21:14:08" }'
    noted = former.replace("}", ', ["note"] = "New." }')
    newer = former.replace("One.", "Two.")
    start, end = 'return { ["annotations"] = { ', ' }, ["doc_props"] = { ["title"] = "Walden" } }'
    sidecar = tmp_path / "metadata.epub.lua"
    sidecar.write_text(f'{start}{noted}, {newer}, {{ ["text"] = "Thr', "utf-8")
    assert [(one.quote, one.note) for one in marks(sidecar)] == [("One.", "New."), ("Two.", "")]
    (tmp_path / f"{sidecar.name}.old").write_text(f"{start}{former}{end}", "utf-8")
    _program, (told, record) = read(tmp_path)
    assert isinstance(told, Unreadable)
    assert isinstance(record, ArticleRecord)
    assert record.title == "Walden"
    assert [(one.quote, one.note) for one in record.highlights] == [("One.", "New."), ("Two.", "")]


def test_what_was_written_on_a_book_is_a_note_on_it(tmp_path: Path) -> None:
    sidecar = tmp_path / "metadata.epub.lua"
    sidecar.write_text(
        'return { ["annotations"] = {}, ["percent_finished"] = 0.35,'
        ' ["summary"] = { ["note"] = "Worth it", ["rating"] = 4, ["status"] = "reading" } }',
        "utf-8",
    )
    ((_program, (record,)),) = (read(sidecar),)
    assert isinstance(record, ArticleRecord)
    assert record.highlights == (HighlightRecord(note="Worth it"),)
    assert record.progress == 0.35


def test_an_old_sidecar_may_have_highlights_without_bookmarks(tmp_path: Path) -> None:
    sidecar = tmp_path / "metadata.epub.lua"
    sidecar.write_text(
        'return { ["highlight"] = { [7] = { [1] = { ["text"] = "Words.", ["drawer"] = "lighten",'
        ' ["datetime"] = "2021-01-05 21:14:08" } } }, ["stats"] = { ["title"] = "Old" } }',
        "utf-8",
    )
    ((_program, (record,)),) = (read(sidecar),)
    assert isinstance(record, ArticleRecord)
    assert record.highlights == (HighlightRecord(quote="Words.", created=1609881248000),)


def test_lines_below_and_through_words_of_koreader_are_tags_and_notes_in_html_words(
    tmp_path: Path,
) -> None:
    sidecar = tmp_path / "metadata.epub.lua"
    given = '["text"] = "Words.", ["note"] = "<p>One</p><p>R&amp;D</p>", ["note_format"] = "html"'
    drawn = ("underscore", "strikeout", "invert")
    marked = "".join(
        f'[{number}] = {{ {given}, ["drawer"] = "{drawer}" }},'
        for number, drawer in enumerate(drawn, 1)
    )
    sidecar.write_text(f'return {{ ["annotations"] = {{ {marked} }} }}', "utf-8")
    found = marks(sidecar)
    assert [one.tags for one in found] == [("underlined",), ("struck out",), ()]
    assert {one.note for one in found} == {"One\nR&D"}


@pytest.mark.parametrize(
    ("style", "tags"),
    [
        ({"kind": "decoration", "type": "builtin", "which": "strikeout"}, ("struck out",)),
        ({"kind": "decoration", "text-decoration-line": "line-through"}, ("struck out",)),
        ({"kind": "decoration", "text-decoration-line": "underline"}, ("underlined",)),
        ({"kind": "color", "which": "strikeout"}, ()),
    ],
)
def test_lines_of_calibre_are_tags(
    tmp_path: Path, style: dict[str, str], tags: tuple[str, ...]
) -> None:
    one: dict[str, object] = {"type": "highlight", "highlighted_text": "Seen.", "style": style}
    one |= {"start_cfi": "/2/4", "end_cfi": "/2/6", "spine_index": 0}
    (tmp_path / "a.json").write_text(json.dumps([one]), "utf-8")
    (mark,) = marks(tmp_path / "a.json")
    assert mark.tags == tags
    assert bool(mark.color) is not bool(tags)


def marks(path: Path) -> list[HighlightRecord]:
    return [
        mark for one in read(path)[1] if isinstance(one, ArticleRecord) for mark in one.highlights
    ]


@pytest.mark.parametrize(
    ("case", "keys"),
    [("hypothesis-api", ("rows",)), ("readwise-api", ("results",)), ("wallabag", ())],
)
def test_answers_of_an_api_may_be_several(case: str, keys: tuple[str, ...], tmp_path: Path) -> None:
    """A person puts the pages of a long answer into one list."""
    (path,) = (EXPORTS / case).glob("*.json")
    whole, _told = lenient_json.loads(path.read_text("utf-8"), path.name)
    found = list(lenient_json.entries(whole, *keys))
    form = keys[0] if keys else "items"
    pages: list[object] = [{form: [one], "page": number} for number, one in enumerate(found)]
    if not keys:
        pages = [{"_embedded": page} for page in pages]
    (tmp_path / "pages.json").write_text(json.dumps(pages), "utf-8")
    program, records = read(tmp_path / "pages.json")
    assert program == program_of(EXPORTS / case)
    assert len(records) == len(found)
    assert marks(tmp_path / "pages.json") == marks(path)


def test_an_api_of_another_program_is_not_taken_for_wallabag(tmp_path: Path) -> None:
    one = {"url": "https://example.org/a", "is_archived": True, "tag_names": ["a"]}
    (tmp_path / "a.json").write_text(json.dumps({"results": [one]}), "utf-8")
    program, (record,) = read(tmp_path / "a.json")
    assert isinstance(record, ArticleRecord)
    assert (program, record.state, record.tags) == ("link-lists", State.ARCHIVE, ("a",))


def test_json_without_a_list_of_links_is_of_no_program(tmp_path: Path) -> None:
    path = tmp_path / "package.json"
    path.write_text('{"name": "x", "repository": {"url": "https://example.org/x"}}', "utf-8")
    assert read(path) == ("link-lists", [])
    path.write_text('{"name": "x", "home": "https://example.org/x"}', "utf-8")
    with pytest.raises(ImportFailed, match="not an export of a known program"):
        read(path)


def test_annotations_of_pocket_are_read_alone(tmp_path: Path) -> None:
    shutil.copy(next((EXPORTS / "pocket-csv" / "annotations").iterdir()), tmp_path / "a.json")
    assert read(tmp_path / "a.json")[0] == "pocket"
    assert marks(tmp_path / "a.json") == marks(EXPORTS / "pocket-csv")


def test_quotes_of_omnivore_with_an_empty_line_between_are_two(tmp_path: Path) -> None:
    (tmp_path / "highlights").mkdir()
    (tmp_path / "metadata_0_to_20.json").write_text('[{"slug": "a", "title": "A"}]', "utf-8")
    (tmp_path / "highlights" / "a.md").write_text(
        "> One.\n>\n> Still one.\n\n> Two.\n\n#two\n\nOf two.\n\nMore.\n", "utf-8"
    )
    assert marks(tmp_path) == [
        HighlightRecord(quote="One.\n\nStill one."),
        HighlightRecord(quote="Two.", note="Of two.\n\nMore.", tags=("two",)),
    ]
    (tmp_path / "highlights" / "a.md").write_text("> One.\n\n> Last.", "utf-8")
    assert [one.quote for one in marks(tmp_path)] == ["One.", "Last."]


def test_notes_of_raindrop_belong_to_the_highlight_above(tmp_path: Path) -> None:
    cell = "Note:of all\nHighlight:One.\nNote:of one\nHighlight:Two.\nThree: words."
    row = ["https://example.org/a", "A", "", "", cell]
    head = ["url", "title", "excerpt", "folder", "highlights"]
    assert marks(write_table(tmp_path / "r.csv", [head, row])) == [
        HighlightRecord(note="of all"),
        HighlightRecord(quote="One.", note="of one"),
        HighlightRecord(quote="Two."),
        HighlightRecord(quote="Three: words."),
    ]


def test_marks_in_notes_of_zotero_may_be_underlines_and_have_several_lines(tmp_path: Path) -> None:
    about = "%7B%22color%22%3A%22%23a28ae5%22%7D"
    mark = f'<span class="underline" data-annotation="{about}">“Moss<br>has no roots.”</span>'
    (tmp_path / "note.html").write_text(f"<h1>On moss</h1><p>{mark} True.</p>", encoding="utf-8")
    (found,) = marks(tmp_path)
    assert (found.quote.split(), found.note) == (["Moss", "has", "no", "roots."], "True.")


def test_references_in_bibtex_have_addresses_in_several_fields(tmp_path: Path) -> None:
    fields = (
        r"howpublished = {Online: \url{https://example.org/~a_b}}, doi = {10.1234/x}",
        r"url = {\url{https://example.org/c}}",
        r"doi = {10.1234/a\_b}",
        r"doi = {https://doi.org/10.1234/c}",
        r"howpublished = {Leaflet}",
    )
    entries = (f"@misc{{k{n}, title = {{T}}, {one}}}" for n, one in enumerate(fields))
    (tmp_path / "a.bib").write_text("\n".join(entries), "utf-8")
    _program, records = read(tmp_path / "a.bib")
    assert [one.url for one in records if isinstance(one, ArticleRecord)] == [
        "https://example.org/~a_b",
        "https://example.org/c",
        "https://doi.org/10.1234/a_b",
        "https://doi.org/10.1234/c",
        "",
    ]


@each(
    ("authors", "byline"),
    [
        ("Fenn, Ada and Hall, Bo and others", "Ada Fenn, Bo Hall et al."),
        ("Fenn, Ada and others", "Ada Fenn et al."),
        ("Fenn, Ada and {others}", "Ada Fenn, others"),  # a body of this name
        ("others", "others"),
        ("Berg, Jr., Bo and van der Hall, III, Ada", "Bo Berg Jr., Ada van der Hall III"),
        ("Chen, X and Fenn, IV and Hall, V, Jr.", "X Chen, IV Fenn, V Hall Jr."),  # initials
        ("family=Berg, given={Anna Maria}, prefix=van der", "Anna Maria van der Berg"),
    ],
)
def test_more_authors_in_bibtex_are_no_author(authors: str, byline: str, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(f"@misc{{a, title={{Moss}}, author={{{authors}}}}}", "utf-8")
    _program, (record,) = read(tmp_path / "a.bib")
    assert isinstance(record, ArticleRecord)
    assert record.author == byline


@each(
    ("tex", "words"),
    [
        (r"``Moss'' and `fern'", "“Moss” and `fern'"),
        (r"Moss in \LaTeX{}", "Moss in LaTeX"),
        (r"\TH{}\'orr met \DJ or\dj e for 5~\texteuro", "Þórr met Đorđe for 5\xa0€"),
        (r"Moss\textemdash and \guillemotleft fern\guillemotright", "Moss—and «fern»"),
    ],
)
def test_signs_of_tex_are_what_it_prints(tex: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(f"@misc{{a, title={{{tex}}}}}", "utf-8")
    _program, (record,) = read(tmp_path / "a.bib")
    assert isinstance(record, ArticleRecord)
    assert record.title == words


@each("above", ["", "1.\n", 'Provider: The Quay\nContent: text/plain; charset="UTF-8"\n\n\n'])
def test_lines_may_be_above_a_reference_in_ris(above: str, tmp_path: Path) -> None:
    reference = "TY  - JOUR\nTI  - Moss\nAU  - van der Berg, Bo, Jr.\nER  - \n\n"
    (tmp_path / "a.ris").write_text(above + reference + "2.\n" + reference, "utf-8")
    _program, records = read(tmp_path / "a.ris")
    found = [(one.title, one.author) for one in records if isinstance(one, ArticleRecord)]
    assert found == [("Moss", "Bo van der Berg Jr.")] * 2


def test_titles_in_csl_have_no_tags(tmp_path: Path) -> None:
    title = '<span class="nocase">Moss</span> in <i>H<sub>2</sub>O</i>, a < b'
    one = {"id": "a", "type": "webpage", "title": title, "issued": {"date-parts": [[2020]]}}
    (tmp_path / "a.json").write_text(json.dumps([one]), "utf-8")
    _program, (record,) = read(tmp_path / "a.json")
    assert isinstance(record, ArticleRecord)
    assert record.title == "Moss in H2O, a < b"


def test_positions_of_web_annotations_may_be_text(tmp_path: Path) -> None:
    (source,) = (EXPORTS / "web-annotations").iterdir()
    file = tmp_path / source.name
    file.write_text(
        re.sub(r'"(start|end)": (\d+)', r'"\1": "\2"', source.read_text("utf-8")), "utf-8"
    )
    assert '"start": "9"' in file.read_text("utf-8")
    assert read(file) == read(source)


def annotation(tmp_path: Path, **fields: object) -> list[tuple[str, str, str, str, str]]:
    """The address, quote, prefix, suffix and note of each record that an annotation becomes."""
    file = tmp_path / "annotation.json"
    one = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:1", "type": "Annotation"}
    file.write_text(json.dumps(one | fields), "utf-8")
    records = [one for one in read(file)[1] if isinstance(one, ArticleRecord)]
    marks = [(record.url, mark) for record in records for mark in record.highlights]
    assert len({mark.key for _url, mark in marks}) == len(marks)
    return [(url, mark.quote, mark.prefix, mark.suffix, mark.note) for url, mark in marks]


def test_each_target_of_a_web_annotation_is_read(tmp_path: Path) -> None:
    page, other = "https://quay.example/a", "https://quay.example/b"
    quotes = [{"type": "TextQuoteSelector", "exact": words} for words in ("ferry", "tide")]
    targets = [{"source": page, "selector": quotes[0]}, {"source": other, "selector": quotes[1:]}]
    assert annotation(tmp_path, target=targets, bodyValue="Both.") == [
        (page, "ferry", "", "", "Both."),
        (other, "tide", "", "", "Both."),
    ]
    assert annotation(tmp_path, target=[page, targets[0]]) == [(page, "ferry", "", "", "")]


@each(
    ("fragment", "words"),
    [
        (":~:text=left%20at%2C%20dawn", ("left at, dawn", "", "")),
        (":~:text=The-,ferry,-left", ("ferry", "The", "left")),
        (":~:text=ferry&text=dawn", ("ferry", "", "")),
        ("top:~:text=ferry", ("ferry", "", "")),
        (":~:text=The,dawn", ("", "", "")),  # only where the passage begins and ends
        ("ferry", ("", "", "")),
    ],
)
def test_text_fragments_of_web_annotations_are_quotes(
    fragment: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    page = "https://quay.example/a"
    selector = {"type": "FragmentSelector", "value": fragment}
    expected = [(page, *words, "")]
    assert annotation(tmp_path, target={"source": page, "selector": selector}) == expected
    assert annotation(tmp_path, target=f"{page}#{fragment}") == expected


@each(
    ("kind", "note"), [("Choice", "One."), ("Composite", "One.\n\nTwo."), ("List", "One.\n\nTwo.")]
)
def test_several_bodies_of_a_web_annotation_may_be_one(
    kind: str, note: str, tmp_path: Path
) -> None:
    items = [{"type": "TextualBody", "value": value} for value in ("One.", "Two.")]
    found = annotation(
        tmp_path, target="https://quay.example/a", body={"type": kind, "items": items}
    )
    assert [mark[-1] for mark in found] == [note]


def test_addresses_in_bookmarks_may_be_written_without_references(tmp_path: Path) -> None:
    address = "https://example.org/?id=1&amp;section=3&region=eu&copy=2"  # not “§ion”, “®ion”, “©”
    link = (
        f'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="{address}">Moss &copy; Fern</A></DL>'
    )
    (tmp_path / "a.html").write_text(link, "utf-8")
    _program, (record,) = read(tmp_path / "a.html")
    assert isinstance(record, ArticleRecord)
    assert record.url == "https://example.org/?id=1&section=3&region=eu&copy=2"
    assert record.title == "Moss © Fern"


def test_favorites_among_bookmarks_of_raindrop_are_starred(tmp_path: Path) -> None:
    links = (
        f'<DT><A HREF="https://example.org/{n}" DATA-IMPORTANT="{sign}">A</A>'
        for n, sign in enumerate(("true", "false", ""))
    )
    page = f"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>{''.join(links)}</DL>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    _program, records = read(tmp_path / "a.html")
    starred = [one.is_starred for one in records if isinstance(one, ArticleRecord)]
    assert starred == [True, False, False]


@pytest.mark.parametrize("name", ["important", "favourited", "is_favorite"])
def test_favorites_of_any_list_are_starred(name: str, tmp_path: Path) -> None:
    links = [{"link": f"https://example.org/{sign}", name: sign} for sign in (True, False, "")]
    (tmp_path / "a.json").write_text(json.dumps({"items": links}), "utf-8")
    _program, records = read(tmp_path / "a.json")
    starred = [one.is_starred for one in records if isinstance(one, ArticleRecord)]
    assert starred == [True, False, False]


def test_compressed_bookmarks_of_firefox_are_told_what_to_do_about(tmp_path: Path) -> None:
    (tmp_path / "bookmarks-2026-01-02_9.jsonlz4").write_bytes(b"mozLz40\0\x02\0\0\0\x20{}")
    _program, (told,) = read(tmp_path)
    assert isinstance(told, Unreadable)
    assert "bookmarks-2026-01-02_9.jsonlz4” is compressed by Firefox" in told.reason


def test_what_was_not_read_of_a_damaged_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text("@misc{a, title = {Of moss\n" * 100, "utf-8")
    _program, records = read(file)
    assert records[-1] == Unreadable("“a.bib”: line 100 is damaged.")
    file.write_text(file.read_text("utf-8") + "@misc{b, title = {Of ferns}}", "utf-8")
    _program, (*_damaged, last) = read(file)
    assert last == Unreadable("“a.bib”: the rest was not read, because 100 entries are damaged.")


def test_notes_in_ris_may_be_html(tmp_path: Path) -> None:
    quote = '<span class="highlight" data-annotation="x">“Moss.”</span>'
    notes = (f"<div><p>a &lt; <b>b</b></p><p>{quote} True.</p></div>", "x <b>y</b>")
    lines = ("TY  - JOUR", "TI  - T", *(f"N1  - {note}" for note in notes), "ER  - ")
    (tmp_path / "a.ris").write_text("\n".join(lines), "utf-8")
    found = [(one.quote, one.note) for one in marks(tmp_path / "a.ris")]
    assert found == [("Moss.", "True."), ("", "a < b"), ("", "x <b>y</b>")]


def test_very_many_names_and_tags_are_read(tmp_path: Path) -> None:
    names = " and ".join(["Doe, Ann"] * 100_000)
    (tmp_path / "a.bib").write_text(
        f"@misc{{a, title = {{Of many}}, author = {{{names}}}}}", "utf-8"
    )
    ((_program, (record,)),) = (read(tmp_path / "a.bib"),)
    assert isinstance(record, ArticleRecord)
    assert record.author.count("Ann Doe") == 100_000
    quote = '<span class="highlight" data-annotation="x">q</span>'
    page = f"<p>{quote} so{' #a' * 50_000} b</p><p>{quote} so #a #b</p>"
    (tmp_path / "note.html").write_text(page, "utf-8")
    first, second = marks(tmp_path / "note.html")
    assert (first.tags, second.note, second.tags) == ((), "so", ("a", "b"))


def test_what_is_guarded_from_spreadsheets_comes_back_as_it_was(tmp_path: Path) -> None:
    blanks, signs = (
        ("", " ", "\u00a0", "\u3000", "\ufeff", "\u200b"),
        "=+-@\uff1d\uff0b\uff0d\uff20",
    )
    notes = [*(f"{blank}{sign}so" for blank in blanks for sign in signs), "'tis so"]
    head, row, _other = table_of("postil-table")
    rows = [[safe_cell(note) if one == "'=so" else one for one in row] for note in notes]
    assert rows[0] == row
    found = [one.note for one in marks(write_table(tmp_path / "t.csv", [head, *rows]))]
    assert found == notes


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_an_export_is_the_same_with_marks_and_paths_of_windows(case: Path, tmp_path: Path) -> None:
    """Byte order marks, a name in capitals, and an archive with backslashes in its names."""
    files = [path for path in case.rglob("*") if path.is_file()]
    archive = tmp_path / "EXPORT.ZIP"
    with ZipFile(archive, "w") as written:
        for path in files:
            data = path.read_bytes()
            if path.suffix in (".csv", ".html", ".txt", ".bib", ".ris"):
                data = codecs.BOM_UTF8 + data.removeprefix(codecs.BOM_UTF8)
            info = ZipInfo("placeholder")
            info.filename = "\\".join(("My Export", *path.relative_to(case).parts))
            written.writestr(info, data)
    assert _compared(archive) == _compared(chosen(case))


def _compared(path: Path) -> tuple[str, list[object]]:
    """Returns the program and its records without the names of files."""
    name, records = read(path)
    found: list[object] = []
    for one in records:
        if isinstance(one, Unreadable):
            found.append(Unreadable)
            continue
        text = None if one.text is None else one.text.read().removeprefix(codecs.BOM_UTF8)
        found.append(one._replace(text=None, key="" if "/" in one.key else one.key))
        found.append(text)
    return name, found


@pytest.mark.parametrize(
    ("case", "table", "needed"),
    [
        ("kobo", "Bookmark", {"BookmarkID", "VolumeID", "Text", "StartContainerPath"}),
        ("kobo", "content", set()),
        ("apple-books", "ZAEANNOTATION", {"ZANNOTATIONSELECTEDTEXT"}),
        ("apple-books", "ZBKLIBRARYASSET", set()),
    ],
)
def test_a_column_may_be_missing_in_a_database_of_another_version(
    case: str, table: str, needed: set[str], tmp_path: Path
) -> None:
    count = len(marks(chosen(EXPORTS / case)))
    folder = tmp_path / "theirs"
    shutil.copytree(EXPORTS / case, folder)
    (path,) = (one for one in folder.rglob("*.sqlite") if table.encode() in one.read_bytes())
    with closing(sqlite3.connect(path)) as theirs:
        names = [row[1] for row in theirs.execute(f"PRAGMA table_info({table})")]
    for name in set(names) - needed:
        rename = f"ALTER TABLE {table} RENAME COLUMN {{}} TO {{}}"
        with closing(sqlite3.connect(path)) as theirs:
            theirs.execute(rename.format(name, "missing"))
        assert (
            len(marks(chosen(folder))) >= count - 1
        )  # a note alone may be gone, or a mark is back
        with closing(sqlite3.connect(path)) as theirs:
            theirs.execute(rename.format("missing", name))


def test_a_damaged_database_of_zotero_is_known_by_its_name(tmp_path: Path) -> None:
    whole = EXPORTS / "zotero-database" / "zotero.sqlite"
    (tmp_path / whole.name).write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(ImportFailed, match=r"“zotero\.sqlite” is damaged"):
        read(tmp_path)


def test_zotero_before_its_annotations_has_references_and_notes(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXPORTS / "zotero-database" / "zotero.sqlite", tmp_path))
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("DROP TABLE itemAnnotations")
        theirs.commit()
    assert [one.note for one in marks(path)] == ["A thought.", "Of no reference."]


def test_zotero_may_have_no_collections_or_none_that_are_deleted(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXPORTS / "zotero-database" / "zotero.sqlite", tmp_path))
    for table, tags in (
        ("deletedCollections", ("moss", "Plants/Without roots", "Gone")),
        ("collectionItems", ("moss",)),
    ):
        with closing(sqlite3.connect(path)) as theirs:
            theirs.execute(f"DROP TABLE {table}")
            theirs.commit()
        article = read(path)[1][0]
        assert isinstance(article, ArticleRecord)
        assert article.tags == tags


def test_one_hundredth_of_an_article_is_not_all_of_it(tmp_path: Path) -> None:
    """Omnivore counts in hundredths."""
    entries = [{"slug": str(part), "title": "Moss", "readingProgress": part} for part in (1, 100)]
    (tmp_path / "metadata_0_to_20.json").write_text(json.dumps(entries))
    started, read_whole = read(tmp_path)[1]
    assert isinstance(started, ArticleRecord)
    assert isinstance(read_whole, ArticleRecord)
    assert (started.progress, started.is_read) == (0.01, False)
    assert (read_whole.progress, read_whole.is_read) == (1.0, True)


def test_a_comment_on_a_page_in_hypothesis_has_no_quote(tmp_path: Path) -> None:
    columns = ["Created at", "URL", "Type", "Quote/description", "Comment"]
    row = ["2026-01-05 21:14", "https://example.org/moss", "Comment", "A page on moss", "So it is."]
    (mark,) = marks(write_table(tmp_path / "annotations.csv", [columns, row]))
    assert (mark.quote, mark.note) == ("", "So it is.")


def test_what_a_browser_runs_is_no_bookmark(tmp_path: Path) -> None:
    link = '<DT><A HREF="{}">x</A>'
    links = map(link.format, ("JavaScript:alert(1)", "https://example.org/moss", "About:blank"))
    (path := tmp_path / "bookmarks.html").write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>" + "\n".join(links) + "</DL>"
    )
    (article,) = read(path)[1]
    assert isinstance(article, ArticleRecord)
    assert article.url == "https://example.org/moss"


def test_stars_on_highlights_are_tags(tmp_path: Path) -> None:
    book = {"user_book_id": 1, "highlights": [{"text": "moss", "is_favorite": True, "tags": []}]}
    (path := tmp_path / "export.json").write_text(json.dumps({"results": [book]}))
    (mark,) = marks(path)
    assert mark.tags == ("starred",)
