"""Makes small books in EPUB, part by part as a test wants them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.importers import read

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
_TYPES = {
    "xhtml": "application/xhtml+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ncx": "application/x-dtbncx+xml",
    "css": "text/css",
    "xml": "application/oebps-page-map+xml",
}
METADATA = (
    '<dc:identifier id="id">urn:uuid:0b0a0c0d-0000-4000-8000-000000000001</dc:identifier>'
    "<dc:title>The Ferry</dc:title><dc:creator>Ada Fenn</dc:creator><dc:language>en</dc:language>"
)


def page(body: str, head: str = "", attributes: str = "") -> str:
    """Returns an XHTML document with a body."""
    return (
        f"<html {_XHTML} {attributes}><head><title>x</title>{head}</head><body>{body}</body></html>"
    )


def nav(rows: str, more: str = "") -> str:
    """Returns a navigation document with a table of contents."""
    return page(f'<nav epub:type="toc"><ol>{rows}</ol></nav>{more}')


def row(address: str, label: str, inner: str = "") -> str:
    """Returns a row of such a table, with rows below it."""
    below = f"<ol>{inner}</ol>" if inner else ""
    return f'<li><a href="{address}">{label}</a>{below}</li>'


def ncx(points: str, pages: str = "") -> str:
    """Returns the contents as EPUB 2 has them."""
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">'
        f"<navMap>{points}</navMap>{pages}</ncx>"
    )


def point(address: str, label: str, inner: str = "", order: int = 1) -> str:
    """Returns a row of such contents."""
    return (
        f'<navPoint playOrder="{order}"><navLabel><text>{label}</text></navLabel>'
        f'<content src="{address}"/>{inner}</navPoint>'
    )


def book(
    documents: Mapping[str, str | bytes],
    *,
    spine: Sequence[str] = (),
    contents: str = "",
    metadata: str = METADATA,
    more: Mapping[str, str | bytes] | None = None,
    spine_attributes: str = "",
    properties: Mapping[str, str] | None = None,
    guide: str = "",
    beside: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Returns a book.

    documents: those of the spine by their names. spine: the ``itemref`` of each, where it is not just its
    name, such as ``notes.xhtml" linear="no``. contents: a navigation document, or an NCX. more: files that
    the manifest lists too. properties: of items in the manifest. beside: files that no manifest lists, by
    their whole paths.
    """
    files = {**documents, **(more or {})}
    if contents:
        files["toc.ncx" if "<ncx" in contents else "nav.xhtml"] = contents
    given = {"nav.xhtml": "nav", **(properties or {})}
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="{_TYPES[name.rpartition(".")[2]]}"'
        f' properties="{given.get(name, "")}"/>'
        for name in files
    )
    refs = "".join(f'<itemref idref="{one}"/>' for one in spine or documents)
    toc = ' toc="toc.ncx"' if "toc.ncx" in files else ""
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine{toc} {spine_attributes}>{refs}</spine>{guide}</package>"
    )
    archive: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
        **{f"OPS/{name}": data for name, data in files.items()},
        **(beside or {}),
    }
    return zipped(archive)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Returns a ZIP archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def read_epub(data: bytes, name: str = "book.epub") -> Draft:
    """Returns the article of a book."""
    return read(Source(data, name, name))
