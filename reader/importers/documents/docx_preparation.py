"""Rewrites what mammoth would leave out of a DOCX document: formulas, ruby, results of fields, pages."""

import re
import zipfile
from io import BytesIO

from lxml import etree

from reader.importers.containers.zip_reading import ZipArchive
from reader.importers.documents.html_chunks import mark_place
from reader.importers.documents.office_math import mathml_of
from reader.importers.web.normalization.mathml_text import mathml_text

FORMULA = "PostilFormula"  # the style of a run that is one
_PART = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")  # Word in browsers numbers them
_SIGNS = (b"oMath", b":ruby>", b":fldSimple", b":altChunk")


def prepared(data: bytes, name: str) -> bytes:
    """Returns a document in which these are ordinary text; unchanged where it has none of them.

    name: of the file, for errors.
    """
    archive = ZipArchive(data, name)
    changed: dict[str, bytes] = {}
    for part in filter(_PART.fullmatch, archive.names):
        if xml := _rewritten(archive.read(part)):
            changed[part] = xml
    if not changed:
        return data
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for one in dict.fromkeys(archive.names):
            if not one.endswith("/"):
                file.writestr(one, changed.get(one) or archive.read(one))
    return packed.getvalue()


def _rewritten(xml: bytes) -> bytes:
    """Returns the XML of a part without such elements; empty if there is nothing to change."""
    if not any(sign in xml for sign in _SIGNS):
        return b""
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return b""
    for element in list(root.iter()):
        name = str(element.tag).rpartition("}")[2]
        if name == "oMath":
            _replace_formula(element, root)
        elif name == "ruby":
            _replace_ruby(element)
        elif name == "fldSimple":
            element.tag = element.tag.replace("fldSimple", "smartTag")  # whose runs are read
        elif name == "altChunk":
            mark_place(element, _space(root))
    for lines in list(root.iter("{*}oMathPara")):
        _unwrap_lines(lines, root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _replace_formula(formula: etree._Element, root: etree._Element) -> None:
    """Turns a formula into a run of its text."""
    space = _space(root)
    text = mathml_text(mathml_of(formula))
    tail = formula.tail
    formula.clear()
    formula.tag, formula.tail = f"{space}r", tail
    properties = etree.SubElement(formula, f"{space}rPr")
    etree.SubElement(properties, f"{space}rStyle").set(f"{space}val", FORMULA)
    etree.SubElement(formula, f"{space}t").text = text


def _unwrap_lines(lines: etree._Element, root: etree._Element) -> None:
    """Puts formulas, each on a line of its own, where what is around them is."""
    around, runs = lines.getparent(), list(lines.iterchildren(f"{_space(root)}r"))
    if around is None:
        return
    for run in reversed(runs):
        lines.addnext(run)
        if run is not runs[0]:
            line_end = etree.Element(run.tag)
            etree.SubElement(line_end, f"{_space(root)}br")
            lines.addnext(line_end)
    around.remove(lines)


def _space(root: etree._Element) -> str:
    return f"{{{etree.QName(root).namespace or ''}}}"


def _replace_ruby(ruby: etree._Element) -> None:
    """Replaces the run that contains ruby by those of its base."""
    run = ruby.getparent()
    if run is None:
        return
    for base in ruby.iter("{*}rubyBase"):
        for inner in reversed(base):
            run.addnext(inner)
    run.remove(ruby)
