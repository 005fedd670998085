"""Converts HTML in a note or quote of another program to its words."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p div li blockquote pre tr ul ol table h1 h2 h3 h4 h5 h6".split())
_SILENT = ("script", "style")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")


def html_words(html: str) -> str:
    """Returns the words of HTML, a line for each block; of text without markup, the text."""
    if not _MARKUP.search(html):
        return html
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = ("".join(parser.pieces)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS or tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))
