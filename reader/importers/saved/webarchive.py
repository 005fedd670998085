"""Reads a Safari web archive: a property list of the page, its files and its frames."""

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.containers.property_list import read_property_list
from reader.importers.importer import ParsedArticle
from reader.importers.saved.saved_page import Part, read_saved_page
from reader.importers.source_content import Content


def read_webarchive(content: Content) -> ParsedArticle:
    """Returns the article of the page in a web archive.

    Raises ImportFailed when it is damaged, or contains no page.
    """
    archive = read_property_list(content.data)
    page = _part(archive.get("WebMainResource"))
    if page is None or not page.is_page:
        text = _("“{name}” is damaged or contains no page: save the page again.")
        raise ImportFailed(text.format(name=content.name))
    files = archive.get("WebSubresources")
    parts = [part for one in (files if isinstance(files, list) else ()) if (part := _part(one))]
    return read_saved_page(content, page, parts)


def _part(resource: object) -> Part | None:
    if not isinstance(resource, dict) or not isinstance(resource.get("WebResourceData"), bytes):
        return None
    return Part(
        address=str(resource.get("WebResourceURL") or ""),
        media_type=str(resource.get("WebResourceMIMEType") or "text/html").lower(),
        data=resource["WebResourceData"],
        charset=str(resource.get("WebResourceTextEncodingName") or ""),
    )
