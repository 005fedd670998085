"""Sources as the tests hand them to the importers."""

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.importers import read


def text_source(
    text: str | bytes, name: str = "clipboard", media_type: str = "text/plain"
) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source(data, name, "clipboard", media_type)


def read_text(text: str | bytes, name: str = "clipboard") -> Draft:
    return read(text_source(text, name))


def read_page(html: str | bytes, name: str = "page.html") -> Draft:
    return read(text_source(html, name, "text/html"))


def read_md(text: str | bytes, name: str = "note.md") -> Draft:
    return read(text_source(text, name, "text/markdown"))
