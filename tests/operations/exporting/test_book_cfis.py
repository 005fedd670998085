"""Highlights on books, exported with their places as EPUB CFIs, and taken back by them."""

import json
from pathlib import Path

from reader.core.article_source import Source
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations
from reader.operations.exporting import article_export
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions
from tests.importers.epub.samples import book, page

_TIDE = "The tide turned."
_BOOK = book(
    {
        "a.xhtml": page(f'<h1>One</h1><p id="p">{_TIDE} The <i>rope</i> held.</p>'),
        "b.xhtml": page(f"<h1>Two</h1><p>Lit. {_TIDE}</p>"),
    }
)


def _add(history: History) -> int:
    source = Source(_BOOK, "ferry.epub", "ferry.epub")
    (report,) = adding.keep(history, [adding.read(source)], (), "one")
    assert report.id is not None
    return report.id


def _exported(queries: Queries, id_: int, path: Path) -> list[list[dict[str, str]]]:
    article_export.write(queries, [id_], path, "json")
    document = json.loads(path.read_text("utf-8"))
    found = [one["target"] for one in document["first"]["items"]]
    return [
        [one for one in target.get("selector", ()) if one["type"] == "FragmentSelector"]
        for target in found
    ]


def test_an_export_names_the_places_in_the_book(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = _add(history)
    text = queries.revision_text(queries.article(id_).revision_id)
    for words in ("rope held", _TIDE):  # the second of those
        start = text.rindex(words)
        history.do("x", annotations.highlight, id_, start, start + len(words))
    history.do("x", annotations.set_article_note, id_, "On all of it.")
    fragments = _exported(queries, id_, tmp_path / "a.json")
    spec = "http://www.idpf.org/epub/linking/cfi/epub-cfi.html"
    assert [[one["value"] for one in each] for each in fragments] == [
        [],
        ["epubcfi(/6/2[a.xhtml]!/4/4[p],/2/1:0,/3:5)"],
        ["epubcfi(/6/4[b.xhtml]!/4/4,/1:5,/1:21)"],
    ]
    assert all(one["conformsTo"] == spec for each in fragments for one in each)


def _import(history: History, queries: Queries, path: Path, value: str, words: str) -> None:
    selector = [
        {"type": "TextQuoteSelector", "exact": words},
        {
            "type": "FragmentSelector",
            "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html",
            "value": value,
        },
    ]
    one = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "target": {"source": {"id": "urn:x", "title": "The Ferry"}, "selector": selector},
    }
    path.write_text(json.dumps(one), "utf-8")
    plan = planning.plan(queries, path, None)
    list(running.run(history, plan, ImportOptions(), 100))


def test_a_cfi_tells_words_apart_that_come_twice_and_counts_only_where_they_stand(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = _add(history)
    text = queries.revision_text(queries.article(id_).revision_id)
    second = "epubcfi(/6/4!/4/4,/1:5,/1:21)"
    _import(history, queries, tmp_path / "a.json", second, _TIDE)
    (one,) = queries.annotations(id_)
    assert one.start == text.rindex(_TIDE)
    _import(history, queries, tmp_path / "b.json", second, "The rope held.")
    found = {one.start for one in queries.annotations(id_)}
    assert found == {text.index("The rope"), text.rindex(_TIDE)}
