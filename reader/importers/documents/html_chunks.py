"""Reads the pages that a DOCX document contains instead of text of its own, as editors on the web export it."""

import re

from lxml import etree

from reader.core.errors import ImportFailed, PageRefused
from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.decode import decode
from reader.importers.saved.mime_message import parse_message, part_of
from reader.importers.web.html_parser import parse

_RELATIONS = re.compile(r"word/_rels/document\d*\.xml\.rels")  # Word in browsers numbers them
_SIGN = "\ue000"  # around the name of a page, where it is to be read
_PLACE = re.compile(f"<p>{_SIGN}([^{_SIGN}<>]{{1,200}}){_SIGN}</p>")


def mark_place(chunk: etree._Element, space: str) -> None:
    """Turns an ``altChunk`` element into a paragraph that marks the place of its page."""
    name = next((str(value) for key, value in chunk.items() if str(key).endswith("}id")), "")
    chunk.clear()
    chunk.tag = f"{space}p"
    run = etree.SubElement(chunk, f"{space}r")
    etree.SubElement(run, f"{space}t").text = f"{_SIGN}{name}{_SIGN}"


def with_pages(html: str, archive: ZipArchive) -> str:
    """Returns the HTML of a document with its pages where their places are marked."""
    if _SIGN not in html:
        return html
    targets, read = _targets(archive), set[str]()

    def page_at(place: re.Match[str]) -> str:
        target = targets.get(place[1], "")
        if target in read:
            return ""  # a document that repeats the same page again and again would fill the memory
        read.add(target)
        return _page(archive, target)

    return _PLACE.sub(page_at, html)


def _targets(archive: ZipArchive) -> dict[str, str]:
    """Returns the files that a document refers to, by their ids in the document."""
    name = next(filter(_RELATIONS.fullmatch, archive.names), "")
    try:
        root = etree.fromstring(archive.read(name), etree.XMLParser(no_network=True))
    except (etree.XMLSyntaxError, ImportFailed):
        return {}
    return {one.get("Id") or "": one.get("Target") or "" for one in root}


def _page(archive: ZipArchive, target: str) -> str:
    """Returns the body of a page as HTML; empty if it is missing, or of another format."""
    name = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
    if name not in archive.names:
        return ""
    data, charset = archive.read(name), ""
    try:
        if name.lower().endswith((".mht", ".mhtml")):
            _message, leaves = parse_message(data, name)
            page = next((one for one in map(part_of, leaves) if one.is_page), None)
            data, charset = (page.data, page.charset) if page else (b"", "")
        elif not name.lower().endswith((".htm", ".html", ".xhtml")):
            return ""
        body = parse(decode(data, name, charset).text).find("body")
    except (ImportFailed, PageRefused):
        return ""
    if body is None:
        return ""
    body.tag = "div"
    return etree.tostring(body, encoding="unicode", method="html")
