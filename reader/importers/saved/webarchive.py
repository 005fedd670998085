"""Reads a Safari web archive: a property list of the page, its files and its frames."""

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.containers.property_list import read_property_list
from reader.importers.importer import ParsedArticle
from reader.importers.saved.saved_page import Part, read_saved_page, read_saved_text
from reader.importers.source_content import Content

_DEEPEST = 5  # frames in frames


def read_webarchive(content: Content) -> ParsedArticle:
    """Returns the article of the page in a web archive.

    Raises ImportFailed when it is damaged, or contains no page.
    """
    archive = read_property_list(content.data)
    page = _part(archive.get("WebMainResource"))
    if page is not None and page.is_text and (parsed := read_saved_text(content, page)):
        return parsed
    if page is None or not page.is_page:
        text = _("“{name}” is damaged or contains no page: save the page again.")
        raise ImportFailed(text.format(name=content.name))
    return read_saved_page(content, page, _parts(archive))


def _parts(archive: dict[str, object], depth: int = 0) -> list[Part]:
    """Returns the files of a page, and the pages in its frames with their files."""
    resources = _list(archive.get("WebSubresources"))
    for frame in _list(archive.get("WebSubframeArchives")) if depth < _DEEPEST else ():
        if isinstance(frame, dict):
            resources.append(frame.get("WebMainResource"))
            resources += _parts(frame, depth + 1)
    return [part for one in resources if (part := one if isinstance(one, Part) else _part(one))]


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _part(resource: object) -> Part | None:
    if not isinstance(resource, dict) or not isinstance(resource.get("WebResourceData"), bytes):
        return None
    return Part(
        address=str(resource.get("WebResourceURL") or ""),
        media_type=str(resource.get("WebResourceMIMEType") or "text/html").lower(),
        data=resource["WebResourceData"],
        charset=str(resource.get("WebResourceTextEncodingName") or ""),
    )
