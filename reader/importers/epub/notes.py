"""Makes the notes of a book readable in one text: linked both ways, after the text they interrupt."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from lxml import etree

from reader.importers.epub.content_document import Document
from reader.importers.epub.links import Links
from reader.importers.epub.xml_documents import kinds_of, of_kinds
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import BLOCKS, detach, storable, text_of

_NOTES = frozenset(("footnote", "endnote", "rearnote"))
_COLLECTIONS = frozenset(("footnotes", "endnotes", "rearnotes"))
_ROWS = ("li", "dd", "dt", "tr", "td")  # what cannot be moved out of its list
_BACK = "↩"
_LONGEST_LABEL = 12
_SIGN = 2  # characters of the description of a picture that may be the label


def set_notes(
    documents: Sequence[Document], links: Links, chapters: Sequence[etree._Element]
) -> None:
    """Sets the notes that a book declares, on whichever elements.

    The number of each is raised where it is referred to, and leads back where it is. Notes in
    the middle of a text go to the end of their chapter.

    chapters: the elements that begin one.
    """
    notes = {
        element: document
        for document in documents
        for element in of_kinds(document.body)
        if is_note(element)
    }
    for link, target in list(links.targets.items()):
        note = next((one for one in (target, *target.iterancestors()) if one in notes), None)
        is_reference = "noteref" in kinds_of(link) or "backlink" not in kinds_of(link)
        if note is None or not is_reference or note in link.iterancestors():
            continue
        label = text_of(link) or _label_of_picture(link)
        if 0 < len(label) <= _LONGEST_LABEL:
            _raise(link)
            _link_back(note, link, label, links)
    _move(notes, frozenset(chapters))


def _label_of_picture(link: etree._Element) -> str:
    """Puts a sign in place of the picture that a link to a note is; returns it, empty without one.

    A picture without words beside it is a figure.
    """
    picture = next(link.iter("img"), None)
    around = next((one for one in link.iterancestors() if one.tag in BLOCKS), None)
    if picture is None or around is None or around.tag == "figure" or not text_of(around):
        return ""
    picture.tag = "span"
    picture.text = storable((picture.get("alt") or "").strip())
    if not 0 < len(picture.text) <= _SIGN:
        picture.text = "*"
    picture.attrib.clear()
    return picture.text


def is_note(element: etree._Element) -> bool:
    """Returns whether a book says that an element is a note."""
    return bool(kinds_of(element) & _NOTES) and element.tag != "a"


def _raise(link: etree._Element) -> None:
    """Sets the number of a note above the line, unless it is already."""
    if next(link.iterancestors("sup"), None) is None and link.find(".//sup") is None:
        raised = etree.Element("sup")
        raised.text, link.text = storable(link.text or ""), None
        raised[:] = list(link)
        link.append(raised)


def _link_back(note: etree._Element, reference: etree._Element, label: str, links: Links) -> None:
    """Lets a note lead back to where it is referred to, by its number; a note without one gets it."""
    around = _block_of(reference)
    targets = (links.targets.get(link) for link in note.iter("a"))
    if any(one is not None and _block_of(one) is around for one in targets):
        return
    back = etree.Element("a")
    links.targets[back] = reference
    if note.tag == "li" or text_of(note).lstrip("[(").startswith(label.strip("[]().")):
        back.text = _BACK
        _append(_last_block(note), back)
    else:
        back.text = storable(label)
        block = _first_block(note)
        back.tail, block.text = " " + storable(block.text or "").lstrip(), None
        block.insert(0, back)


def _block_of(element: etree._Element) -> etree._Element:
    """Returns the innermost block that contains an element, or is it."""
    around = (element, *element.iterancestors())
    return next((one for one in around if one.tag in BLOCKS), element)


def _first_block(note: etree._Element) -> etree._Element:
    block = note
    while not one_line(block.text or "") and len(block) and block[0].tag in BLOCKS:
        block = block[0]
    return block


def _last_block(note: etree._Element) -> etree._Element:
    block = note
    while len(block) and block[-1].tag in BLOCKS and not one_line(block[-1].tail or ""):
        block = block[-1]
    return block


def _append(element: etree._Element, link: etree._Element) -> None:
    if len(element):
        element[-1].tail = storable(element[-1].tail or "").rstrip() + " "
    else:
        element.text = storable(element.text or "").rstrip() + " "
    element.append(link)


def _move(notes: dict[etree._Element, Document], chapters: frozenset[etree._Element]) -> None:
    """Moves the notes that interrupt a text to the end of their chapter, below a rule."""
    collected: dict[etree._Element, etree._Element] = {}  # the section of notes, by what follows it
    known: dict[str, tuple[dict[etree._Element, int], list[tuple[int, etree._Element]]]] = {}
    followed: dict[etree._Element, bool] = {}
    for note, document in notes.items():
        is_collected = any(kinds_of(one) & _COLLECTIONS for one in note.iterancestors())
        if is_collected or note.tag in _ROWS or not _is_followed(note, followed):
            continue
        if note.tag not in BLOCKS:
            note.tag = "div"
        if document.path not in known:
            known[document.path] = _starts(document, chapters)
        orders, starts = known[document.path]
        following = _next_of(note, starts, orders[note])
        end = document.body if following is None else following
        if end not in collected:
            collected[end] = section = etree.Element("section")
            section.set("epub-type", "footnotes")
            etree.SubElement(section, "hr")
            if following is None:
                end.append(section)
            else:
                following.addprevious(section)
        detach(note)
        collected[end].append(note)


def _is_followed(note: etree._Element, known: dict[etree._Element, bool]) -> bool:
    """Returns whether other text of the document than notes follows a note: then it interrupts that.

    known: what is known of elements; what is found out of those that were passed is added.
    """
    passed: list[etree._Element] = []
    found = False
    element: etree._Element | None = note
    while element is not None and element.tag != "body":
        if element in known:
            found = known[element]
            break
        passed.append(element)
        following = element.getnext()
        if one_line(element.tail or "") or (following is not None and _is_text(following)):
            found = True
            break
        element = element.getparent() if following is None else following
    known.update(dict.fromkeys(passed, found))
    return found


def _is_text(element: etree._Element) -> bool:
    """Returns whether an element contains text, and is neither a note nor a list of notes."""
    return not kinds_of(element) & (_NOTES | _COLLECTIONS) and bool(text_of(element))


def _next_of(
    note: etree._Element, starts: Sequence[tuple[int, etree._Element]], order: int
) -> etree._Element | None:
    """Returns what follows a note, beside it or beside what it is in, and contains the next chapter's start.

    starts: of the chapters in its document, with their places in the order of its elements.
    """
    number = bisect_right(starts, order, key=itemgetter(0))
    if number == len(starts):
        return None
    above = set(note.iterancestors())
    following = starts[number][1]
    while (parent := following.getparent()) is not None and parent not in above:
        following = parent
    return following


def _starts(
    document: Document, chapters: frozenset[etree._Element]
) -> tuple[dict[etree._Element, int], list[tuple[int, etree._Element]]]:
    """Returns the order of a document's elements, and where chapters start in it."""
    orders = {element: order for order, element in enumerate(document.body.iter())}
    return orders, [(order, one) for one, order in orders.items() if one in chapters]
