"""References say who wrote what, when and where, and nothing in a title breaks the file."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exporters.export_item import Item
from reader.exporters.references.bibtex_format import bibtex_chunks
from reader.exporters.references.csl_json_format import csl_chunks
from reader.exporters.references.reference import Name, names_of
from reader.exporters.references.ris_format import ris_chunks
from tests.each import each
from tests.exporters.samples import ITEM, another

GOLDEN = Path(__file__).parent / "golden"
ODD = replace(
    ITEM,
    article=replace(
        ITEM.article,
        uid="0b9c8f1e-5a3d-4c57-9b1a-2f7d1c0a4e12",
        title="50% of it costs $5 & ~none #1 {x} a_b ^ \\",
        byline="van der Berg, Jan; Ada de la Cruz and Köln Institut, Ölmüller",
        url="https://example.org/~jane/a%20b?x=1&y=2#f_{g}",
        published="2020-05",
        tags=("a, b", "c_d"),
    ),
)


@pytest.mark.parametrize(
    ("name", "chunks"),
    [("moss.bib", bibtex_chunks), ("moss.ris", ris_chunks), ("moss-csl.json", csl_chunks)],
)
def test_references_are_as_they_were_set_down(name: str, chunks: object) -> None:
    assert callable(chunks)
    made = "".join(chunks([ITEM, ODD, another(8, "空"), another(9, "空")]))
    assert made.replace("\r\n", "\n") == (GOLDEN / name).read_text("utf-8")


@each(
    ("byline", "names"),
    [
        ("", ()),
        ("Ada Fenn", (Name("Fenn", "Ada"),)),
        ("Ada Fenn and Bo Hall", (Name("Fenn", "Ada"), Name("Hall", "Bo"))),
        ("Ada Fenn, Bo C. Hall", (Name("Fenn", "Ada"), Name("Hall", "Bo C."))),
        ("Fenn, Ada", (Name("Fenn", "Ada"),)),
        ("Fenn, Ada B.; Hall, Bo", (Name("Fenn", "Ada B."), Name("Hall", "Bo"))),
        ("Jan van der Berg", (Name("Berg", "Jan", "van der"),)),
        ("von Dyk, Eva", (Name("Dyk", "Eva", "von"),)),
        ("Ursula K. Le Guin", (Name("Le Guin", "Ursula K."),)),
        ("Vincent van Der Hall", (Name("Der Hall", "Vincent", "van"),)),
        ("Van Morrison", (Name("Morrison", "Van"),)),
        ("Ada Fenn, PhD", (Name("Fenn", "Ada"),)),
        ("José Ortega y Gasset", (Name("Gasset", "José Ortega y"),)),
        ("Sandra Anders", (Name("Anders", "Sandra"),)),
        ("The Margin Wire", (Name("The Margin Wire"),)),
        ("Some Paper", (Name("Some Paper"),)),
        ("University of Quince", (Name("University of Quince"),)),
        ("张三", (Name("张三"),)),
        ("Ada Fenn & Bo Hall", (Name("Fenn", "Ada"), Name("Hall", "Bo"))),
    ],
)
def test_the_names_of_a_byline(byline: str, names: tuple[Name, ...]) -> None:
    assert names_of(byline, "Some Paper") == names


@each("byline", ["Ada Fenn, Jan van der Berg et al.", "Ada Fenn and Jan van der Berg, et al"])
def test_more_authors_are_no_author(byline: str) -> None:
    item = Item(replace(ITEM.article, byline=byline), ITEM.revision, ())
    assert "  author = {Fenn, Ada and van der Berg, Jan and others},\n" in "".join(
        bibtex_chunks([item])
    )
    names = [line for line in _lines("".join(ris_chunks([item]))) if line.startswith("AU")]
    assert names == ["AU  - Fenn, Ada", "AU  - van der Berg, Jan"]
    (told,) = json.loads("".join(csl_chunks([item])))
    assert [name["family"] for name in told["author"]] == ["Fenn", "Berg"]


@each(
    ("address", "kind", "isbn"),
    [
        ("urn:isbn:9780441478125", ("book", "BOOK", "book"), "9780441478125"),
        ("urn:epub:x1%20harbours", ("book", "BOOK", "book"), ""),
        ("urn:isbn:9780441478125#a.xhtml", ("inbook", "CHAP", "chapter"), "9780441478125"),
    ],
)
def test_a_book_is_cited_as_one_without_an_address(
    address: str, kind: tuple[str, str, str], isbn: str
) -> None:
    item = Item(replace(ITEM.article, url=address), ITEM.revision, ())
    entry = "".join(bibtex_chunks([item]))
    lines = "".join(ris_chunks([item]))
    (told,) = json.loads("".join(csl_chunks([item])))
    assert (entry[1 : entry.index("{")], lines[6:10].strip(), told["type"]) == kind
    assert told.get("ISBN", "") == isbn
    assert (f"isbn = {{{isbn}}}" in entry and f"SN  - {isbn}" in lines) == bool(isbn)
    assert not any("urn:" in text for text in (entry, lines, json.dumps(told)))


def test_what_a_feed_brought_was_accessed_when_it_was_fetched() -> None:
    published = replace(ITEM.article, added_at=1_577_880_000_000, is_unkept=True)
    (told,) = json.loads("".join(csl_chunks([replace(ITEM, article=published)])))
    assert told["accessed"]["date-parts"] == [[2026, 3, 1]]


def test_an_empty_list_is_a_list() -> None:
    assert json.loads("".join(csl_chunks([]))) == []


texts = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("{}\\\n\r%$#")))


@given(texts, texts, texts)
def test_no_word_breaks_the_file(title: str, byline: str, url: str) -> None:
    item = Item(replace(ITEM.article, title=title, byline=byline, url=url), ITEM.revision, ())
    # BibTeX counts a brace after a backslash as any other: they are always in pairs.
    entry = "".join(bibtex_chunks([item]))
    depths = [0]
    for sign in re.findall(r"[{}]", entry):
        depths.append(depths[-1] + (1 if sign == "{" else -1))
    ends = [place for place, depth in enumerate(depths) if depth == 0]
    assert ends == [0, len(depths) - 1]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in _lines("".join(ris_chunks([item]))))
    (told,) = json.loads("".join(csl_chunks([item])))
    assert told["id"] == item.article.uid


def _lines(text: str) -> list[str]:
    return text.removesuffix("\r\n").split("\r\n")
