"""What Zotero knows of references beyond titles: authors, sites, dates, and notes on none."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.importers.programs import recognized
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord
from tests.importers.programs.test_exports import EXPORTS

_RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:RDF>
"""
_PERSON = (
    "<rdf:Seq><rdf:li><foaf:Person><foaf:surname>{}</foaf:surname></foaf:Person></rdf:li></rdf:Seq>"
)


def articles(path: Path) -> list[ArticleRecord]:
    files = ExportFiles(path)
    return [one for one in recognized(files).read(files) if isinstance(one, ArticleRecord)]


def of_rdf(folder: Path, inner: str) -> list[ArticleRecord]:
    (path := folder / "library.rdf").write_text(_RDF.format(inner), "utf-8")
    return articles(path)


def test_translators_in_rdf_are_no_authors(tmp_path: Path) -> None:
    people = [_PERSON.format(name) for name in ("Lee", "Wu")]
    translated = f"<z:translators>{people[1]}</z:translators><dc:title>Moss</dc:title>"
    (article,) = of_rdf(
        tmp_path,
        f'<bib:Book rdf:about="#a"><bib:authors>{people[0]}</bib:authors>{translated}</bib:Book>',
    )
    assert article.author == "Lee"
    (article,) = of_rdf(tmp_path, f'<bib:Book rdf:about="#a">{translated}</bib:Book>')
    assert article.author == "Wu"


def test_references_in_rdf_have_a_site_and_when_they_were_read(tmp_path: Path) -> None:
    page, paper = of_rdf(
        tmp_path,
        '<bib:Document rdf:about="https://example.org/moss"><dcterms:isPartOf><z:Website>'
        "<dc:title>A site</dc:title></z:Website></dcterms:isPartOf><dc:title>Moss</dc:title>"
        "<dcterms:dateSubmitted>2024-01-05 21:14:08</dcterms:dateSubmitted></bib:Document>"
        '<bib:Article rdf:about="#b"><dcterms:isPartOf rdf:resource="urn:issn:1"/>'
        "<dc:title>Fern</dc:title></bib:Article>"
        '<bib:Journal rdf:about="urn:issn:1"><dc:title>A journal</dc:title></bib:Journal>',
    )
    assert (page.site, page.added) == ("A site", 1_704_489_248_000)
    assert (paper.site, paper.added) == ("A journal", None)


def test_a_page_without_a_title_and_a_note_on_no_reference_come_from_rdf(tmp_path: Path) -> None:
    url = "https://example.org/untitled"
    page, note = of_rdf(
        tmp_path,
        f'<bib:Document rdf:about="{url}"><dc:identifier><dcterms:URI><rdf:value>{url}</rdf:value>'
        "</dcterms:URI></dc:identifier></bib:Document>"
        '<bib:Memo rdf:about="#n"><rdf:value>&lt;h1&gt;Ideas&lt;/h1&gt;&lt;p&gt;On moss.&lt;/p&gt;'
        "</rdf:value><dc:subject>plants</dc:subject></bib:Memo>",
    )
    assert (page.url, page.title) == (url, "")
    assert (note.title, note.tags, note.key) == ("Ideas", ("plants",), "#n")
    assert [one.note for one in note.highlights] == ["Ideas\n\nOn moss."]


def test_a_reference_in_csl_says_when_it_was_read(tmp_path: Path) -> None:
    (path := tmp_path / "items.json").write_text(
        json.dumps(
            [
                {
                    "id": "a",
                    "type": "webpage",
                    "title": "Moss",
                    "issued": {"date-parts": [[2020]]},
                    "accessed": {"date-parts": [["2024", 1, 5]]},
                }
            ]
        )
    )
    (article,) = articles(path)
    assert (article.published, article.added) == ("2020", 1_704_412_800_000)


def test_editors_in_the_database_are_no_authors(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXPORTS / "zotero-database" / "zotero.sqlite", tmp_path))
    before = articles(path)[0].author
    assert before == "Ann Author, Moss Society"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript(
            "CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);"
            "INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');"
            "UPDATE itemCreators SET creatorTypeID = 2 WHERE creatorID = 2;"
        )
    assert articles(path)[0].author == "Ann Author"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript("UPDATE itemCreators SET creatorTypeID = 2;")
    assert articles(path)[0].author == before


def test_entries_of_feeds_in_the_database_are_no_references(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXPORTS / "zotero-database" / "zotero.sqlite", tmp_path))
    first, *others = articles(path)
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript(
            "CREATE TABLE feedItems (itemID INTEGER PRIMARY KEY, guid TEXT);"
            f"INSERT INTO feedItems SELECT itemID, key FROM items WHERE key = '{first.key}';"
        )
    assert [one.key for one in articles(path)] == [one.key for one in others]


_DOI = "10.1234/moss.5"


@pytest.mark.parametrize(
    ("name", "document"),
    [
        (
            "items.json",
            json.dumps([{"id": "a", "type": "book", "title": "Moss", "DOI": _DOI, "issued": {}}]),
        ),
        ("items.ris", f"TY  - JOUR\nTI  - Moss\nDO  - https://doi.org/{_DOI}\nER  - \n"),
        ("items.csv", f"Key,Item Type,Title,DOI,Url\nA,book,Moss,doi:{_DOI},\n"),
        ("items.bib", f"@article{{a, title={{Moss}}, doi={{{_DOI}}}}}\n"),
    ],
)
def test_a_reference_without_an_address_has_that_of_its_doi(
    tmp_path: Path, name: str, document: str
) -> None:
    (path := tmp_path / name).write_text(document, "utf-8")
    (article,) = articles(path)
    assert article.url == f"https://doi.org/{_DOI}"


def test_a_reference_in_the_database_may_have_only_a_doi(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXPORTS / "zotero-database" / "zotero.sqlite", tmp_path))
    before = [one.key for one in articles(path)]
    with closing(sqlite3.connect(path)) as theirs:
        theirs.executescript(
            "INSERT INTO fields VALUES (900, 'DOI'); INSERT INTO items VALUES (900, 2, '', '', 'NEW1');"
            f"INSERT INTO itemDataValues VALUES (900, '{_DOI}'); INSERT INTO itemData VALUES (900, 900, 900);"
        )
    (new,) = (one for one in articles(path) if one.key not in before)
    assert (new.key, new.url) == ("NEW1", f"https://doi.org/{_DOI}")
