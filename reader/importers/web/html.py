"""Reads an HTML page or fragment: its metadata, its article's body, its own pictures."""

from reader.importers.assets import Pictures
from reader.importers.importer import ParsedArticle, Resources
from reader.importers.source_content import Content
from reader.importers.web.article_extraction import pick_body, remove_title
from reader.importers.web.html_parser import parse
from reader.importers.web.html_rewriting import prepare
from reader.importers.web.metadata import page_metadata
from reader.importers.web.sanitizer import write


def read_html_page(content: Content, resources: Resources) -> ParsedArticle:
    """Returns the article of a page.

    Raises ImportFailed when the page has no text, or cannot be read whole.
    """
    decoded = content.decoded
    root = parse(decoded.text)
    metadata = page_metadata(root, decoded.text)
    picked = pick_body(root)
    body, notes = picked.element, [*decoded.notes, *picked.notes]

    base = next((found for e in root.iter("base") if (found := e.get("href"))), "")
    prepare(body, base if base.startswith(("http:", "https:")) else metadata.url)
    pictures = Pictures(resources)
    pictures.take_from(body)
    if pictures.dropped:
        notes.append(f"Pictures that are not stored: {pictures.dropped}")

    if metadata.title and (repeated := remove_title(body, metadata.title)):
        notes.append(f"Removed the heading that repeats the title: {repeated}")
    return ParsedArticle(metadata, write(body), pictures.assets, tuple(notes))
