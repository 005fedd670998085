"""Counts offsets in the text of a book's document as EPUB CFIs do, and finds positions in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from reader.core.text.utf16 import utf16_before, utf16_length
from reader.importers.epub.cfi.cfi_syntax import Dialect, Path, Step


class TextNode(NamedTuple):
    """A piece of text between two other nodes, as the document's tree has it."""

    start: int  # in the text of the document
    text: str
    parent: etree._Element
    elements_before: int  # among the children of its parent
    number: int  # among the text nodes of its parent

    @property
    def end(self) -> int:
        """Where in the text of the document it ends."""
        return self.start + len(self.text)


class DocumentText:
    """The text of a document as its nodes have it: all white space, nothing left out."""

    def __init__(self, root: etree._Element) -> None:
        """root: the ``<html>`` element, with its comments, which part text nodes."""
        self._root = root
        self._nodes: list[TextNode] = []
        self.body = next(root.iter("body"), root)
        length = 0
        for parent, text, elements, number in _text_nodes(self.body):
            self._nodes.append(TextNode(length, text, parent, elements, number))
            length += len(text)
        self.text = "".join(node.text for node in self._nodes)
        self._starts = [node.start for node in self._nodes]
        self._of_parent: dict[etree._Element, list[TextNode]] = {}
        for node in self._nodes:
            self._of_parent.setdefault(node.parent, []).append(node)

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        """The text without white space, and where each of its characters is."""
        places = [place for place, character in enumerate(self.text) if not character.isspace()]
        return "".join(self.text[place] for place in places), places

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Yields where some words are, whatever white space is between them."""
        wanted = "".join(words.split())
        bare, places = self._bare
        at = bare.find(wanted) if wanted else -1
        while at >= 0:
            yield places[at], places[at + len(wanted) - 1] + 1
            at = bare.find(wanted, at + 1)

    # -- to a path -----------------------------------------------------------------------------

    def path_to(self, offset: int, dialect: Dialect, *, is_end: bool) -> Path:
        """Returns the path to a place in the text: of a range's end, to the node that ends there."""
        find = bisect_left if is_end else bisect_right
        node = self._nodes[max(0, find(self._starts, offset) - 1)]
        beside = self._of_parent[node.parent]
        before = utf16_length(node.text[: offset - node.start])
        if dialect is Dialect.EPUBJS:
            last = Step(1 + 2 * node.number)
        elif dialect is Dialect.CALIBRE:
            last = Step(_first_number(node.parent))
            before += sum(utf16_length(one.text) for one in beside[: node.number])
        else:
            last = Step(2 * node.elements_before + 1)
            before += sum(
                utf16_length(one.text)
                for one in beside[: node.number]
                if one.elements_before == node.elements_before
            )
        return Path((*self._steps_to(node.parent), last), before)

    def _steps_to(self, element: etree._Element) -> tuple[Step, ...]:
        steps: list[Step] = []
        while element is not self._root:
            beside = element.itersiblings(etree.Element, preceding=True)
            steps.append(Step(2 * (sum(1 for _one in beside) + 1), element.get("id") or ""))
            above = element.getparent()
            if above is None:
                break
            element = above
        return tuple(reversed(steps))

    # -- from a path ---------------------------------------------------------------------------

    def places_of(self, path: Path, dialect: Dialect) -> list[int]:
        """Returns the places in the text that a path may mean, the likeliest first; none if it leads nowhere.

        There are several between two nodes, and where a path ends at an element.
        """
        steps = path.steps
        is_text = bool(steps) and steps[-1].number % 2 == 1
        is_first_node = dialect is Dialect.CALIBRE and path.offset is not None
        inner = steps[:-1] if is_text or is_first_node else steps
        element = self._element_at(inner)
        if element is None:
            return []
        if not is_text and not is_first_node:
            return self.edges_of(element)  # an offset in an element is that of an image
        nodes = self.nodes_of(element)
        if dialect is Dialect.EPUBJS:
            nodes = [one for one in nodes if 1 + 2 * one.number == steps[-1].number]
        elif dialect is Dialect.STANDARD:
            nodes = [one for one in nodes if 2 * one.elements_before + 1 == steps[-1].number]
        found = list(_at(nodes, path.offset or 0))
        return found or self.edges_of(element)

    def _element_at(self, steps: tuple[Step, ...]) -> etree._Element | None:
        element = self._root
        for step in steps:
            children = list(element.iterchildren(etree.Element))
            place = step.number // 2 - 1
            child = children[place] if 0 <= place < len(children) else None
            if step.id and (child is None or child.get("id") != step.id):
                named = next((one for one in self._root.iter() if one.get("id") == step.id), None)
                child = child if named is None else named
            if child is None:
                return None
            element = child
        return element

    def nodes_of(self, element: etree._Element) -> list[TextNode]:
        """Returns the pieces of text that are an element's own."""
        return self._of_parent.get(element, [])

    def edges_of(self, element: etree._Element) -> list[int]:
        """Returns where the text of an element and all in it begins and ends; none if it has none."""
        within = set(element.iter())
        inside = [node for node in self._nodes if node.parent in within]
        return [inside[0].start, inside[-1].end] if inside else []


def _text_nodes(body: etree._Element) -> Iterator[tuple[etree._Element, str, int, int]]:
    """Yields each text node of a body: its parent, text, elements before it and number among its kind."""
    counts: dict[etree._Element, list[int]] = {body: [0, 0]}  # elements and text nodes so far

    def note(
        parent: etree._Element, text: str | None
    ) -> Iterator[tuple[etree._Element, str, int, int]]:
        if text:
            elements, number = counts[parent]
            yield parent, text, elements, number
            counts[parent][1] += 1

    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            counts[element] = [0, 0]
            yield from note(element, element.text)
            continue
        parent = element.getparent()
        if element is not body and parent is not None:
            counts[parent][0] += event == "end"
            yield from note(parent, element.tail)


def _first_number(parent: etree._Element) -> int:
    """Returns the number by which calibre names the first node of an element: an element is even."""
    if parent.text or not len(parent):
        return 1
    return 2 if isinstance(parent[0].tag, str) else 1


def _at(nodes: list[TextNode], offset: int) -> Iterator[int]:
    """Yields the places that an offset in UTF-16 over some nodes means: two where one node ends."""
    for node in nodes:
        length = utf16_length(node.text)
        if offset <= length:
            yield node.start + len(utf16_before(node.text, offset))
        if offset < length:
            return
        offset -= length
