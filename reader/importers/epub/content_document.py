"""Reads one document of a book: an XHTML page, a drawing or an image, with its style sheets."""

import base64
import re
from dataclasses import dataclass, field

from lxml import etree

from reader.importers.assets import picture_type
from reader.importers.epub.package import Container, Item, Package, path_of
from reader.importers.epub.xml_documents import kinds_of, parse_content
from reader.importers.text_cleaning import names
from reader.importers.web.lxml_helpers import detach, storable, text_of
from reader.importers.web.normalization.page_normalization import rewrite_inline

_LISTS = frozenset(("toc", "page-list", "landmarks", "lot", "loi"))
_MOST_CSS = 500_000  # characters of the style sheets of a document
_SHOWN_BY_CASE = ("http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg")
_PICTURES = names("img image svg")
_RTL_LANGUAGES = re.compile(r"(?:ar|arc|dv|fa|he|iw|ku|ps|sd|syr|ug|ur|yi)\b", re.IGNORECASE)
_RTL_STYLE = re.compile(r"(?<![-\w])direction\s*:\s*rtl\b", re.IGNORECASE)
_PLACED = re.compile(r"(?<![-\w])position\s*:\s*absolute\b", re.IGNORECASE)
_TABLE_PARTS = {"tr": "tbody", "col": "colgroup"}
_MOST_HEADING = 60  # characters of a document that has nothing but the head of a list of contents


@dataclass
class Document:
    """A document of the spine: its path in the archive, and its body as a tree."""

    path: str
    body: etree._Element
    is_linear: bool = True
    places: dict[str, etree._Element] = field(default_factory=dict)  # elements by id or name

    @property
    def has_text(self) -> bool:
        """Whether there is something to read in it."""
        return any(not text.isspace() for text in self.body.itertext() if text)

    @property
    def has_pictures(self) -> bool:
        """Whether there is something to look at in it."""
        return next(self.body.iter(*_PICTURES), None) is not None


class DocumentReader:
    """Reads the documents of one book, its style sheets once each."""

    def __init__(self, container: Container, package: Package) -> None:
        """package: of the book, for what its documents leave out."""
        self._container, self._package = container, package
        self._fallbacks = {
            one.path: package.items[one.fallback]
            for one in package.items.values()
            if one.fallback in package.items
        }
        self._styles: dict[str, str] = {}

    def read(self, item: Item, *, is_linear: bool) -> Document | None:
        """Returns a document, None if it is missing, encrypted, damaged or an image of an unknown kind."""
        path = self._container.find(item.path)
        data = self._container.read(path) if path else None
        if data is None:
            return None
        if picture_type(data):
            body = etree.Element("body")
            etree.SubElement(body, "img").set("src", storable(path))
            return Document(path, body, is_linear)
        is_picture = item.media_type.startswith("image/") and "svg" not in item.media_type
        root = None if is_picture else parse_content(data, path)
        if root is not None and b"absolute" in data:
            _part_placed_words(root)
        if root is not None and b"duokan-footnote" in data:
            _name_notes(root)
        if root is None:
            return None
        if root.tag == "svg":
            around = etree.Element("body")
            around.append(root)
            root = etree.Element("html")
            root.append(around)
        return self._document(root, path, is_linear=is_linear)

    def _document(self, root: etree._Element, path: str, *, is_linear: bool) -> Document | None:
        found = root.find("body")
        body = next(root.iter("body"), None) if found is None else found
        if body is None:
            return None
        # Kept until the end: lxml makes an element's object again whenever none is left of it.
        _elements = list(root.iter())
        had_list = _remove_lists(body)
        _choose_cases(body)
        _complete_tables(body)
        self._include_styles(root, path)
        for drawing in list(body.iter("svg")):
            self._complete(drawing, path)
        _show_posters(body)
        for image in body.iter("img", "object", "embed"):
            self._point_into_archive(image, path)
        _spell_initials(body)
        rewrite_inline(root)
        _set_direction(root, body, self._package)
        document = Document(path, body, is_linear, _places(body))
        if had_list and not document.has_pictures and _is_only_heading(body):
            body.clear()
        return document

    def _include_styles(self, root: etree._Element, path: str) -> None:
        """Puts the style sheets that a document links to into it, for what is set by them alone."""
        css: list[str] = []
        for link in list(root.iter("link")):
            sheet = path_of(link.get("href") or "", path)
            if sheet and "stylesheet" in (link.get("rel") or "").lower().split():
                if sheet not in self._styles:
                    data = self._container.read(sheet) or b""
                    self._styles[sheet] = storable(data.decode("utf-8", "replace"))[:_MOST_CSS]
                css.append(self._styles[sheet])
        if css:
            style = etree.Element("style")
            style.text = "\n".join(css)[:_MOST_CSS]
            root.insert(0, style)

    def _complete(self, drawing: etree._Element, path: str) -> None:
        """Puts the images into a drawing that it shows; one that is all of it takes its place."""
        _take_text_out(drawing)
        images = list(drawing.iter("image"))
        if len(images) == 1 and not _draws_more(drawing):
            image = images[0]
            picture = etree.Element("img")
            picture.set("src", storable(image.get("href") or ""))
            title = drawing.find(".//title")
            label = drawing.get("aria-label") or ("" if title is None else text_of(title))
            picture.set("alt", storable(label))
            _replace(drawing, picture)
            return
        for image in images:
            data = self._container.read(path_of(image.get("href") or "", path)) or b""
            if kind := picture_type(data):
                image.set("href", f"data:{kind};base64,{base64.b64encode(data).decode()}")
        _give_size(drawing)

    def _point_into_archive(self, image: etree._Element, path: str) -> None:
        """Gives an image its path in the archive for an address, or that of its fallback."""
        address = "data" if image.tag == "object" else "src"
        inner = path_of(image.get(address) or "", path)
        for name in map(str, list(image.attrib)):
            if name == "srcset" or name.startswith("data-"):
                del image.attrib[name]
        if inner:
            if inner in self._fallbacks and not picture_type(self._container.read(inner) or b""):
                inner = self._fallbacks[inner].path
            image.set(address, storable(inner))


def _part_placed_words(root: etree._Element) -> None:
    """Puts a blank behind words that a fixed layout places one by one, as nothing else parts them."""
    for span in root.iter("span"):
        if not span.tail and _PLACED.search(span.get("style") or "") and len(text_of(span)) > 1:
            span.tail = " "


def _name_notes(root: etree._Element) -> None:
    """Marks the notes of most Chinese books as notes: Duokan's class is all that tells them."""
    for item in root.iter("li"):
        if "duokan-footnote-item" in (item.get("class") or "").split():
            item.set("epub-type", "footnote")


def _show_posters(body: etree._Element) -> None:
    """Puts before each video the image that it has for a poster, as the video is not shown."""
    for video in body.iter("video"):
        if poster := video.get("poster"):
            picture = etree.Element("img")
            picture.set("src", storable(poster))
            picture.set("alt", storable(video.get("aria-label") or video.get("title") or ""))
            video.addprevious(picture)


def _spell_initials(body: etree._Element) -> None:
    """Writes letters that are pictures, with which words begin."""
    for image in list(body.iter("img")):
        letter, rest = (image.get("alt") or "").strip(), image.tail or ""
        if len(letter) == 1 and letter.isupper() and rest[:1].islower():
            image.tag = "span"
            image.text = storable(letter)
            image.attrib.clear()


def _replace(element: etree._Element, other: etree._Element) -> None:
    other.tail, element.tail = storable(element.tail or ""), None
    around = element.getparent()
    if around is not None:
        around.replace(element, other)


def _take_text_out(drawing: etree._Element) -> None:
    """Puts the HTML in a drawing, which no image of it would show, behind it.

    In a ``<switch>`` other words stand for it.
    """
    found = [one for one in drawing.iter("foreignObject") if not any(one.iterancestors("switch"))]
    if not found or drawing.getparent() is None:
        return
    behind = etree.Element("div")
    for one in found:
        detach(one)
        one.tag, one.tail = "div", None
        one.attrib.clear()
        behind.append(one)
    behind.tail, drawing.tail = storable(drawing.tail or ""), None
    drawing.addnext(behind)


def _draws_more(drawing: etree._Element) -> bool:
    """Returns whether a drawing has shapes or text beside images."""
    shapes = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use")
    return next(drawing.iter(*shapes), None) is not None


def _give_size(drawing: etree._Element) -> None:
    """Says how large a drawing is to be where it only fills what is around it."""
    given = drawing.get("viewBox") or drawing.get("viewbox") or ""
    box = re.findall(r"-?\d{1,9}(?:\.\d+)?", given)
    if len(box) != 4:
        return
    for name, length in (("width", box[2]), ("height", box[3])):
        given = drawing.get(name) or ""
        if not given or given.endswith("%") or given == "auto":
            drawing.set(name, str(round(float(length))))


def _remove_lists(body: etree._Element) -> bool:
    """Removes lists of contents and of pages, which the reader shows itself; returns whether there were any."""
    found = [nav for nav in body.iter("nav") if kinds_of(nav) & _LISTS]
    hidden = [one for one in body.iter() if one.get("hidden") is not None and not kinds_of(one)]
    for element in (*found, *hidden):
        detach(element)
    return bool(found)


def _choose_cases(body: etree._Element) -> None:
    """Leaves of each ``epub:switch`` the case that can be shown."""
    for switch in list(body.iter("switch")):
        if next(switch.iterancestors("svg"), None) is not None:
            continue
        cases = list(switch.iterchildren("case"))
        shown = [one for one in cases if one.get("required-namespace") in _SHOWN_BY_CASE]
        kept = shown[0] if shown else switch.find("default")
        for one in list(switch):
            if one is not kept:
                detach(one)
        switch.tag = "span"
        if kept is not None:
            kept.tag = "span"


def _complete_tables(body: etree._Element) -> None:
    """Puts rows and columns into the parts of their tables that HTML's parsers make; XHTML needs none."""
    for table in body.iter("table"):
        part: etree._Element | None = None
        for child in list(table):
            name = _TABLE_PARTS.get(child.tag, "")
            if not name:
                part = None
                continue
            if part is None or part.tag != name:
                part = etree.Element(name)
                child.addprevious(part)
            part.append(child)


def _set_direction(root: etree._Element, body: etree._Element, package: Package) -> None:
    """Notes on the body the direction and language that its document declares, or its book."""
    for name in ("dir", "lang"):
        if not body.get(name) and (value := root.get(name)):
            body.set(name, storable(value))
    if not body.get("dir") and _is_styled_rtl(root, body):
        body.set("dir", "rtl")
    language = body.get("lang") or package.language
    if not body.get("dir") and package.is_rtl and _RTL_LANGUAGES.match(language):
        body.set("dir", "rtl")  # not for Japanese, whose pages are turned so too


def _is_styled_rtl(root: etree._Element, body: etree._Element) -> bool:
    """Returns whether the styles of a document, of which old books have nothing else, set it from the right."""
    if any(_RTL_STYLE.search(one.get("style") or "") for one in (root, body)):
        return True
    kinds = {f".{kind}" for one in (root, body) for kind in (one.get("class") or "").split()}
    wanted = {"html", "body", "*"} | kinds | {f"body{kind}" for kind in kinds}
    for style in root.iter("style"):
        for rule in (style.text or "").split("}"):
            selectors, _brace, declarations = rule.rpartition("{")
            if _RTL_STYLE.search(declarations) and not wanted.isdisjoint(
                one.strip().lower() for one in selectors.rpartition("{")[2].split(",")
            ):
                return True
    return False


def _places(body: etree._Element) -> dict[str, etree._Element]:
    places: dict[str, etree._Element] = {}
    for element in body.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    return places


def _is_only_heading(body: etree._Element) -> bool:
    lines = [text_of(one) for one in body.iter("h1", "h2", "h3", "h4", "h5", "h6", "p")]
    return len([text for text in lines if text]) <= 1 and len(text_of(body)) <= _MOST_HEADING
