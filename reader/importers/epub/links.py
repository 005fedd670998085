"""Resolves the links between the files of a book to positions in one text."""

from collections.abc import Sequence
from urllib.parse import unquote

from lxml import etree

from reader.importers.epub.content_document import Document
from reader.importers.epub.package import Container, path_of


class Links:
    """The links of a book: which element of which document each leads to."""

    def __init__(self, container: Container, documents: Sequence[Document]) -> None:
        self._container, self._documents = container, documents
        self._by_path = {one.path: one for one in documents}
        #: Where each link within the book leads to.
        self.targets: dict[etree._Element, etree._Element] = {}
        for document in documents:
            for link in document.body.iter("a"):
                address = link.get("href") or ""
                path = path_of(address, document.path)
                fragment = unquote(address.partition("#")[2]) if path else ""
                if path and (found := self.find(path, fragment)) is not None:
                    self.targets[link] = found[1]

    def find(self, path: str, fragment: str) -> tuple[Document, etree._Element] | None:
        """Returns the document and the element that an address in the book leads to, None if to none."""
        document = self._by_path.get(self._container.find(path))
        if document is None:
            return None
        return document, document.places.get(fragment, document.body)

    def name_targets(self) -> None:
        """Gives every place that is linked to a name of its own, and takes all other names away."""
        wanted = set(self.targets.values())
        names: dict[etree._Element, str] = {}
        for number, document in enumerate(self._documents):
            for element in document.body.iter():
                for name in {"id", "name"}.intersection(element.keys()):
                    del element.attrib[name]
                if element in wanted:
                    names[element] = f"b{number}-{len(names)}"
        for element, name in names.items():
            element.set("id", name)
        for link, target in self.targets.items():
            if target in names:  # else it is no longer there
                link.set("href", f"#{names[target]}")
