"""Parses the XML documents of a book to trees without namespaces, even if they are not well-formed."""

import re
from collections.abc import Sequence
from html import escape
from html.entities import html5
from typing import cast

from lxml import etree

from reader.core.errors import ImportFailed, PageRefused
from reader.importers.decode import decode
from reader.importers.limits import ELEMENTS, HTML_CHARACTERS
from reader.importers.text_cleaning import names
from reader.importers.web.html_parser import parse as parse_html
from reader.importers.web.lxml_helpers import storable

_KEPT_BY_XML = names("amp lt gt quot apos")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
_NUMBER = re.compile(r"&#(?:x([0-9A-Fa-f]{4,8})|([0-9]{5,10}));")
_SURROGATES = range(0xD800, 0xE000)  # halves of characters, which lxml cannot decode in names
# None of these looks twice at a text, however many beginnings in it have no end.
_PROLOGUE = re.compile(r"\A\s*<\?xml\b.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE_REST = re.compile(r"[^\[>]*+(?:\[.*?\]\s*+(?=>))?>", re.DOTALL)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
# Without possessive quantifiers: those of Python 3.11.2 miss ``<title/>`` here.
_SELF_CLOSED = re.compile(
    r"""<([a-zA-Z][\w:-]*)(?![\w:-])((?:[^<>"'/]|"[^<"]*"|'[^<']*'|/(?!>))*)/>"""
)
_CLOSED_IN_HTML = names("area base br col embed hr img input link meta param source track wbr")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")  # HTML's parser takes others too
_OPS = "{http://www.idpf.org/2007/ops}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RENAMED = {f"{_OPS}type": "epub-type", f"{_XLINK}href": "href", f"{_XML}lang": "lang"}
_RENAMED |= {"epub:type": "epub-type", "xlink:href": "href", "xml:lang": "lang"}
_OF_KINDS = etree.XPath("descendant-or-self::*[@epub-type]")
_DEFAULT_SPACE = re.compile(
    r"""\A(\s*<html\b[^>]*?)\sxmlns=(["'])http://www\.w3\.org/1999/xhtml\2"""
)


def parse_package(data: bytes, name: str) -> etree._Element | None:
    """Returns the root of a package's document, such as the OPF; None when nothing of it can be read."""
    text = _text_of(data, name)
    root = None if text is None else _parse_xml(text, is_forgiving=True)
    if root is not None:
        _strip_namespaces(list(root.iter("*")))
    return root


def parse_content(data: bytes, name: str, *, keeps_comments: bool = False) -> etree._Element | None:
    """Returns the root of a content document, an ``<html>`` or ``<svg>`` element; None if it is no text.

    One that is not well-formed is read as HTML, then without comments in any case.
    """
    text = _text_of(data, name)
    if text is None or len(text) > HTML_CHARACTERS:
        return None
    root = _parse_xml(text, is_forgiving=False, keeps_comments=keeps_comments)
    if root is None:
        try:
            pieces = _parted_by_sections(text)
            pieces[1::2] = map(_escaped, pieces[1::2])
            root = parse_html(_SELF_CLOSED.sub(_opened_and_closed, "".join(pieces)))
        except PageRefused:
            return None
    elements = list(root.iter("*"))
    if len(elements) > ELEMENTS:
        return None
    _strip_namespaces(elements)
    return root


def kinds_of(element: etree._Element) -> set[str]:
    """Returns what a book says an element is, by ``epub:type`` or by its ARIA role."""
    return set((element.get("epub-type") or "").lower().split())


def of_kinds(body: etree._Element) -> list[etree._Element]:
    """Returns the elements of which a book says what they are, in their order."""
    return cast("list[etree._Element]", _OF_KINDS(body))


def _text_of(data: bytes, name: str) -> str | None:
    try:
        return storable(decode(data, name).text)
    except ImportFailed:
        return None


def _parse_xml(
    text: str, *, is_forgiving: bool, keeps_comments: bool = False
) -> etree._Element | None:
    # Without a document type no entity can be declared, so none can grow or lead elsewhere.
    text = _without_document_type(_PROLOGUE.sub("", text, count=1))
    text = _NUMBER.sub(_whole_character, text)
    pieces = _parted_by_sections(text)
    pieces[::2] = [_BARE.sub("&amp;", _ENTITY.sub(_character, piece)) for piece in pieces[::2]]
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=not keeps_comments,
        remove_pis=not keeps_comments,
        recover=is_forgiving,
        strip_cdata=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(
            _DEFAULT_SPACE.sub(r"\1", "".join(pieces).strip()).encode("utf-8", "replace"), parser
        )
    except etree.XMLSyntaxError:
        return None
    return root


def _without_document_type(text: str) -> str:
    start = _DOCTYPE.search(text)
    rest = _DOCTYPE_REST.match(text, start.end()) if start else None
    return text[: start.start()] + text[rest.end() :] if start and rest else text


def _character(entity: re.Match[str]) -> str:
    """Returns the character of a named entity of HTML, which XML does not know."""
    name = entity[1]
    return entity[0] if name in _KEPT_BY_XML else html5.get(f"{name};", entity[0])


def _whole_character(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "\ufffd" if number in _SURROGATES else reference[0]


def _parted_by_sections(text: str) -> list[str]:
    """Returns what is outside of CDATA sections and the sections, in turn; those without an end are none."""
    closed = text.rfind("]]>") + len("]]>") if "]]>" in text else 0
    pieces = _CDATA.split(text[:closed])
    pieces[-1] += text[closed:]
    return pieces


def _escaped(section: str) -> str:
    """Returns the text of a CDATA section, which is a comment to HTML's parser."""
    return escape(section[len("<![CDATA[") : -len("]]>")], quote=False)


def _opened_and_closed(tag: re.Match[str]) -> str:
    if tag[1].lower() in _CLOSED_IN_HTML:
        return tag[0]
    return f"<{tag[1]}{tag[2]}></{tag[1]}>"


def _strip_namespaces(elements: Sequence[etree._Element]) -> None:
    """Names the elements of a tree, its root first, and the attributes that matter, without namespaces."""
    for element in elements:
        if not (element.tag.isalnum() and element.tag.islower()):
            _rename(element)
        if names := element.keys():
            _rename_attributes(element, list(map(str, names)))
    etree.cleanup_namespaces(elements[0])


def _rename(element: etree._Element) -> None:
    space, _brace, local = str(element.tag).rpartition("}")
    local = local.rpartition(":")[2]
    tag = local if space.endswith("svg") else local.lower()
    if tag != element.tag and _NAME.fullmatch(tag):
        element.tag = tag


def _rename_attributes(element: etree._Element, names: Sequence[str]) -> None:
    for name in names:
        if ":" not in name:
            continue
        short = _RENAMED.get(name, "")
        if name.startswith(("{http://www.idpf.org/2007/opf}", "opf:")):
            short = name.rpartition("}")[2].rpartition(":")[2]
        if short and element.get(short) is None:
            element.set(short, storable(element.get(name) or ""))
    if (role := element.get("role")) and "doc-" in role:
        kinds = [one[4:] for one in role.split() if one.startswith("doc-")]
        if kinds:
            del element.attrib["role"]
            kinds.append(element.get("epub-type") or "")
            element.set("epub-type", storable(" ".join(kinds)))
