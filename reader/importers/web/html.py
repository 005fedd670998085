"""An HTML page or fragment to a draft: its metadata, its article's body, its own pictures."""

from reader.core.models import Draft, Source
from reader.importers.article_metadata import make_draft
from reader.importers.assets import Pictures, folder_of
from reader.importers.decode import Decoded
from reader.importers.web.article_extraction import pick_body, remove_title
from reader.importers.web.html_rewriting import prepare
from reader.importers.web.html_tree import parse
from reader.importers.web.metadata import page_metadata
from reader.importers.web.sanitizer import write

IMPORTER = "html/1"
MEDIA_TYPE = "text/html"


def read_html_page(source: Source, decoded: Decoded) -> Draft:
    """The article of a page.

    Raises ImportFailed when the page has no text, or cannot be read whole.
    """
    root = parse(decoded.text)
    metadata = page_metadata(root, decoded.text)
    picked = pick_body(root)
    body, notes = picked.element, [*decoded.notes, *picked.notes]

    base = next((found for e in root.iter("base") if (found := e.get("href"))), "")
    prepare(body, base if base.startswith(("http:", "https:")) else metadata.url)
    pictures = Pictures(folder_of(source))
    pictures.take_from(body)
    if pictures.dropped:
        notes.append(f"Pictures that are not stored: {pictures.dropped}")

    if metadata.title and (repeated := remove_title(body, metadata.title)):
        notes.append(f"Removed the heading that repeats the title: {repeated}")
    return make_draft(
        source,
        IMPORTER,
        MEDIA_TYPE,
        metadata,
        write(body),
        assets=pictures.assets,
        notes=tuple(notes),
    )
