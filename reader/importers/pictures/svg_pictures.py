"""Makes SVG drawings safe to store and to draw: no scripts, no external content, no recursive copies."""

import re
from collections.abc import Mapping

from lxml import etree

from reader.importers.text_cleaning import UNWANTED, names
from reader.importers.web.lxml_helpers import text_content

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LONGEST = 2_000_000  # bytes
_MOST_ELEMENTS = 20_000  # those that are drawn by <use> counted each time
_LARGEST, _SMALLEST = 4000, 3  # pixels of a side
_MOST = 1e100  # pixels of a side that are reckoned with: what is given may be infinite
_DEFAULT = 300
_TAGS = names(
    "svg g a defs symbol use path rect circle ellipse line polyline polygon text tspan title desc "
    "linearGradient radialGradient stop clipPath style image"
)
_SHOWN = frozenset(
    f"{_NAMESPACE}{tag}"
    for tag in "path rect circle ellipse line polyline polygon text use image".split()
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_ELSEWHERE = re.compile(
    r"url\s*\(\s*[\"']?\s*(?!#)|@import|expression|javascript:|\\", re.IGNORECASE
)
_TINY_DASHES = re.compile(r"dasharray\s*:[^;}]*?(?<![\d.])0?\.0", re.IGNORECASE)  # take Qt for ever
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)(px|pt|mm|cm|in|pc)?\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
# As HTML's parser writes the names of an inline drawing.
_CAMEL_CASE = {
    name.lower(): name
    for name in (
        "viewBox linearGradient radialGradient clipPath gradientUnits gradientTransform "
        "clipPathUnits preserveAspectRatio spreadMethod textLength lengthAdjust"
    ).split()
}


def is_svg(data: bytes) -> bool:
    """Returns whether data begin as an SVG drawing does."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!DOCTYPE svg", b"<!--")) and b"<svg" in start
    )


def safe_svg(data: bytes) -> bytes:
    """Returns a drawing with nothing but shapes and text in it; empty if it cannot be drawn safely."""
    if len(data) > _LONGEST:
        return b""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return b""
    return _written(root) if root.tag == f"{_NAMESPACE}svg" else b""


def inline_svg(drawing: etree._Element) -> bytes:
    """Returns a drawing that is in an HTML page; empty if it cannot be drawn safely."""
    root = etree.Element(f"{_NAMESPACE}svg", nsmap={None: _NAMESPACE[1:-1]})  # type: ignore[dict-item]
    pairs = [(drawing, root)]
    for source, target in pairs:
        target.text = _storable(source.text)
        target.tail = None if target is root else _storable(source.tail)
        for name, value in source.items():
            local = _HREF if name == "xlink:href" else _CAMEL_CASE.get(str(name), str(name))
            if local == _HREF or (local != "xmlns" and re.fullmatch(r"[A-Za-z][\w.-]*", local)):
                target.set(local, _storable(str(value)))
        for child in source:
            if isinstance(child.tag, str) and re.fullmatch(r"[A-Za-z][\w.-]*", child.tag):
                tag = _CAMEL_CASE.get(child.tag, child.tag)
                pairs.append((child, etree.SubElement(target, _NAMESPACE + tag)))
    return _written(root)


def _storable(text: str | None) -> str:
    """Returns a text without controls that HTML's parser accepts and XML refuses."""
    return UNWANTED.sub("", text or "").replace("\x0b", " ").replace("\x0c", " ")


def _written(root: etree._Element) -> bytes:
    for element in list(root.iter()):
        namespace, _brace, tag = str(element.tag).rpartition("}")
        if f"{namespace}}}" != _NAMESPACE or tag not in _TAGS or not _is_harmless(element, tag):
            _remove(element)
    shown = any(element.tag in _SHOWN for element in root.iter())
    if not shown or _drawn(root) > _MOST_ELEMENTS or not _give_size(root):
        return b""
    return etree.tostring(root, encoding="utf-8")


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    if around is not None:
        element.tail = None
        around.remove(element)


def _is_harmless(element: etree._Element, tag: str) -> bool:
    """Removes attributes that lead elsewhere; returns whether the element may stay."""
    if tag == "style":
        css = text_content(element)
        return not _ELSEWHERE.search(css) and not _TINY_DASHES.search(css)
    for local, value in [(str(name), str(value)) for name, value in element.items()]:
        is_link = local in ("href", _HREF)
        if is_link and (value.startswith("#") or (tag == "image" and _PICTURE.fullmatch(value))):
            continue
        is_foreign = local.startswith("{") and not local.startswith("{http://www.w3.org/XML/")
        is_odd = local[:2].lower() == "on" or _ELSEWHERE.search(value)
        if is_link or is_foreign or is_odd or _TINY_DASHES.search(f"{local}:{value}"):
            del element.attrib[local]
    return tag != "image" or element.get("href") is not None or element.get(_HREF) is not None


def _drawn(root: etree._Element) -> int:
    """Returns how many elements are drawn, copies counted; more than are allowed when it is endless."""
    by_name = {name: element for element in root.iter() if (name := element.get("id"))}
    return _count(root, by_name, {}, 0)


def _count(
    element: etree._Element,
    by_name: Mapping[str, etree._Element],
    known: dict[str, int],
    depth: int,
) -> int:
    if depth > 20:
        return _MOST_ELEMENTS + 1
    count = 0
    for inner in element.iter():
        count += 1
        if inner.tag != f"{_NAMESPACE}use":
            continue
        name = (inner.get("href") or inner.get(_HREF) or "").lstrip("#")
        if name not in known and name in by_name:
            known[name] = _MOST_ELEMENTS + 1  # while it is being counted: it may contain itself
            known[name] = _count(by_name[name], by_name, known, depth + 1)
        count += known.get(name, 0)
        if count > _MOST_ELEMENTS:
            break
    return count


def _give_size(root: etree._Element) -> bool:
    """Gives the drawing a size in pixels; returns whether it can be seen."""
    box = re.findall(r"-?[0-9]*\.?[0-9]+", root.get("viewBox") or "")
    shape = (_number(box[2]), _number(box[3])) if len(box) == 4 else (0.0, 0.0)
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if shape[0] > 0 and shape[1] > 0:
        width = width or (height * shape[0] / shape[1] if height else shape[0])
        height = height or width * shape[1] / shape[0]
    width, height = min(width or _DEFAULT, _MOST), min(height or _DEFAULT / 2, _MOST)
    if not (len(box) == 4 or (root.get("width") and root.get("height"))):
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    scale = min(1.0, _LARGEST / max(width, height))
    if scale < 1 and len(box) != 4:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    width, height = round(width * scale), round(height * scale)
    root.set("width", str(width))
    root.set("height", str(height))
    return min(width, height) >= _SMALLEST


def _pixels(value: str | None) -> float:
    match = _LENGTH.fullmatch(value or "")
    return _number(match[1]) * _UNITS[match[2] or ""] if match else 0.0


def _number(text: str) -> float:
    return min(float(text), _MOST)
