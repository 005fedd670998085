"""Reads Zotero's RDF: references with their tags, collections and notes."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree as ET

from reader.core.translation import _
from reader.importers.programs.damage_messages import damaged_from
from reader.importers.programs.nested_list_names import list_names
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.programs.references.zotero_notes import highlights_of
from reader.importers.programs.times import milliseconds

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_BIB = "{http://purl.org/net/biblio#}"
_FOAF = "{http://xmlns.com/foaf/0.1/}"
_Z = "{http://www.zotero.org/namespaces/export#}"
_TITLE = 100  # characters of a note that are its title
_NO_ARTICLES = {
    f"{_BIB}Memo",
    f"{_BIB}Journal",
    f"{_Z}Attachment",
    f"{_Z}Collection",
    f"{_BIB}Series",
}


def is_rdf(head: str) -> bool:
    """Returns whether a file is RDF of Zotero."""
    return "<rdf:RDF" in head and "zotero.org/namespaces/export" in head


def read_rdf(xml: str, name: str) -> Iterator[Record]:
    """Yields the references of a file; of one that is damaged, those before the fault."""
    if "<!DOCTYPE" in xml[:10_000] or "<!ENTITY" in xml[:10_000]:
        yield Unreadable(_("“{name}” declares entities, as no export does.").format(name=name))
        return
    found: list[ET.Element] = []
    depth = 0
    try:
        source = BytesIO(xml.encode("utf-8"))
        for event, element in ET.iterparse(source, events=("start", "end")):  # noqa: S314 (no entities)
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                found.append(element)
    except ET.ParseError as error:
        yield damaged_from(name, error.position[0])
    notes = {
        one.get(f"{_RDF}about", ""): highlights_of(one.findtext(f"{_RDF}value") or "")
        for one in found
        if one.tag == f"{_BIB}Memo"
    }
    collections = _collections(found)
    by_name = {one.get(f"{_RDF}about", ""): one for one in found}
    used: set[str] = set()  # notes that are on a reference
    for one in found:
        name = one.get(f"{_RDF}about", "")
        about = [link.get(f"{_RDF}resource", "") for link in one.findall(f"{_TERMS}isReferencedBy")]
        used.update(about)
        if one.tag in _NO_ARTICLES:
            continue
        article = _article(one, _source(one, by_name), collections.get(name, ()))
        marks = tuple(mark for note in about for mark in notes.get(note, ()))
        if article.title or marks or _address(one):
            yield article._replace(highlights=marks)
    for name in (one for one in notes if one not in used):
        yield _note(by_name[name], notes[name], collections.get(name, ()))


def _collections(found: Iterable[ET.Element]) -> dict[str, list[str]]:
    """Returns the names of the collections that each reference is in."""
    titles: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    for one in found:
        if one.tag == f"{_Z}Collection":
            name = one.get(f"{_RDF}about", "")
            titles[name] = one.findtext(f"{_DC}title") or ""
            held = one.findall(f"{_TERMS}hasPart")
            parts += [(part.get(f"{_RDF}resource", ""), name) for part in held]
    above = dict(parts)
    names = list_names(
        [
            {"id": name, "name": title, "parentId": above.get(name, "")}
            for name, title in titles.items()
        ]
    )
    of_item: dict[str, list[str]] = {}
    for item, name in parts:
        of_item.setdefault(item, []).append(names[name])
    return of_item


def _source(one: ET.Element, by_name: Mapping[str, ET.Element]) -> str:
    """Returns the title of what a reference is part of, a site or a journal: in it, or of its own."""
    for part in one.findall(f"{_TERMS}isPartOf"):
        named = by_name.get(part.get(f"{_RDF}resource", ""), part)
        sources: list[ET.Element] = [*part, named]
        for source in sources:
            if source.tag != f"{_BIB}Series" and (title := source.findtext(f"{_DC}title")):
                return title
    return ""


def _note(
    one: ET.Element, marks: tuple[HighlightRecord, ...], collections: Iterable[str]
) -> ArticleRecord:
    """Returns a note that is on no reference, by its first words."""
    words = next((mark.note or mark.quote for mark in marks), "")
    return ArticleRecord(
        title=words.split("\n", 1)[0][:_TITLE],
        tags=(*_tags(one), *collections),
        highlights=marks,
        key=one.get(f"{_RDF}about", ""),
    )


def _tags(one: ET.Element) -> list[str]:
    found = (
        (subject.text or "").strip() or (subject.findtext(f".//{_RDF}value") or "").strip()
        for subject in one.findall(f"{_DC}subject")
    )
    return [*filter(None, found)]


def _address(one: ET.Element) -> str:
    return one.findtext(f"{_DC}identifier/{_TERMS}URI/{_RDF}value") or ""


def _article(one: ET.Element, source: str, collections: Iterable[str]) -> ArticleRecord:
    authors = one.find(f"{_BIB}authors")
    people = (one if authors is None else authors).iter(f"{_FOAF}Person")
    return ArticleRecord(
        title=one.findtext(f"{_DC}title") or "",
        url=_address(one) or one.get(f"{_RDF}about", ""),
        author=", ".join(filter(None, map(_name, people))),
        site=source,
        published=one.findtext(f"{_DC}date") or "",
        language=one.findtext(f"{_Z}language") or "",
        excerpt=one.findtext(f"{_TERMS}abstract") or "",
        added=milliseconds(one.findtext(f"{_TERMS}dateSubmitted")),  # when the page was read
        tags=(*_tags(one), *filter(None, collections)),
    )


def _name(person: ET.Element) -> str:
    given = person.findtext(f"{_FOAF}givenName") or person.findtext(f"{_FOAF}givenname") or ""
    return f"{given} {person.findtext(f'{_FOAF}surname') or ''}".strip()
