"""Reads an HTML page or fragment: its metadata, the body of its article, its images."""

from collections.abc import Callable

from lxml import etree

from reader.core.article_source import WHOLE_PAGE, LeftOut
from reader.importers.article_metadata import Metadata, merged
from reader.importers.assets import Pictures
from reader.importers.importer import ParsedArticle, Resources
from reader.importers.safe_addresses import resolve, safe_address
from reader.importers.saved.frames import open_frames
from reader.importers.saved.postil_html import exported_page
from reader.importers.source_content import Content
from reader.importers.web.code.code_editors import rewrite_editors
from reader.importers.web.extraction.article_extraction import Body, pick_body
from reader.importers.web.extraction.repeated_title import remove_title
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import declared_base
from reader.importers.web.metadata.page_metadata import page_metadata
from reader.importers.web.normalization.page_normalization import rewrite_inline
from reader.importers.web.normalization.shadow_roots import unwrap_shadow_roots
from reader.importers.web.normalization.singlefile_pictures import restore_single_file
from reader.importers.web.sanitizing.sanitizer import write
from reader.importers.web.sanitizing.sanitizer_preparation import directed, prepare

NOTHING_KNOWN = Metadata()


def read_html_page(
    content: Content,
    resources: Resources,
    *,
    known: Metadata = NOTHING_KNOWN,
    address: str = "",
    adapt: Callable[[etree._Element], None] | None = None,
) -> ParsedArticle:
    """Returns the article of a page.

    known: what is said outside of the page, such as in a mail's header; goes before what the page
    says. address: where the page was, if it names no address itself. adapt: changes the page's tree
    before it is read. Raises ImportFailed when the page has no text, or cannot be read whole.
    """
    decoded = content.decoded
    root = parse(decoded.text)
    if adapt is not None:
        adapt(root)
    unwrap_shadow_roots(root)
    restore_single_file(root)
    # Kept until the end: lxml makes an element's object again whenever none is left of it.
    elements = list(root.iter())
    metadata = merged(known, page_metadata(elements, decoded.text, address))
    exported = None if address else exported_page(root)
    open_frames(root, None if content.source.address else resources)
    rewrite_editors(root, decoded.text)
    rewrite_inline(root)
    is_whole = root.find(f"head/meta[@name='{WHOLE_PAGE}']") is not None
    body_element = root.find("body")
    if exported is not None:
        picked = Body(exported.body, ())
        metadata = merged(metadata, Metadata(tags=exported.tags))
    elif is_whole and body_element is not None:
        picked = Body(body_element, ())
    else:
        picked = pick_body(root, metadata, content.source.put_back)
    left_out = (part for part in picked.left_out if not part.is_put_back)
    body, notes = picked.element, [*decoded.notes, *map(_note, left_out)]

    base = resolve(declared_base(root), address) or safe_address(address) or metadata.url
    prepare(body, base)
    is_fetched = bool(content.source.address)
    pictures = Pictures((lambda one: resources(resolve(one, base))) if is_fetched else resources)
    pictures.take_from(body)
    notes += pictures.notes

    marks = () if exported is None else exported.marks
    if exported is None and metadata.title and (repeated := remove_title(body, metadata.title)):
        notes.append(f"Removed the heading that repeats the title: {repeated}")
    html = directed(body, write(body))
    return ParsedArticle(
        metadata, html, pictures.assets, tuple(notes), picked.left_out, marks, is_written=True
    )


def _note(part: LeftOut) -> str:
    text = part.text
    shown = text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"
    return f"Left out, {part.reason}: {shown}"
