"""Creates the draft of an article from what an importer found, and sanitizes its HTML."""

import re
from collections.abc import Iterator
from html import unescape

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import NoText
from reader.core.translation import _
from reader.importers.article_metadata import tidied
from reader.importers.importer import Importer, ParsedArticle
from reader.importers.limits import TEXT_CHARACTERS
from reader.importers.pictures.adjacent_files import name_in_vault
from reader.importers.source_content import too_long
from reader.importers.text_cleaning import one_line, shorten
from reader.importers.titles import generated_title
from reader.importers.web.sanitizing.sanitizer import sanitize, sanitize_written

_TEXT = re.compile(r"(?:^|>)(?:\s|&nbsp;)*+[^\s<]")
_TAG = re.compile(r"<(?:br|/p|/li|/td|/h\d)[^>]*>|(<[^>]*>)")
_CALL = re.compile(  # the raised number of a footnote, or several
    r'<a [^>]*href="#[^>]*><sup[^>]*>[^<]*</sup></a>'
    r'|<sup[^>]*>(?:[^<]*<a [^>]*href="#[^>]*>[^<]*</a>)+[^<]*</sup>'
)
_BLOCK_END = re.compile(r"</(?:p|pre|li|dt|dd|tr|h\d|blockquote|figcaption|caption|div|section)>")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_SAMPLE = 20_000
_LEAD, _LEAD_LIMIT = 40, 240  # characters of a generated excerpt, at least and at most


def make_draft(source: Source, importer: Importer, parsed: ParsedArticle) -> Draft:
    """Returns the draft of an article; its HTML is sanitized here, whoever wrote it.

    A title and an excerpt are generated from the file's name and the text if the metadata have
    none. Raises ImportFailed when there is no text, or more than an article may have.
    """
    safe = (sanitize_written if parsed.is_written else sanitize)(parsed.html)
    if not _TEXT.search(safe):
        raise NoText(_("“{name}” has no text to read.").format(name=source.name))
    if len(safe) > TEXT_CHARACTERS and _text_length(safe) > TEXT_CHARACTERS:
        raise too_long(source.name)
    metadata = tidied(parsed.metadata)
    return Draft(
        title=metadata.title
        or name_in_vault(source)
        or generated_title(source.name, _first_blocks(safe)),
        html=safe,
        source=source,
        importer=f"{importer.id}/{importer.version} {parsed.part}".rstrip(),
        media_type=importer.media_types[0],
        is_title_generated=not metadata.title,
        byline=metadata.byline,
        site=metadata.site,
        url=metadata.url,
        published=metadata.published,
        language=metadata.language,
        excerpt=metadata.excerpt or _lead(safe),
        tags=metadata.tags,
        assets=tuple(asset for asset in parsed.assets if asset.sha256 in safe),
        notes=parsed.notes,
        left_out=parsed.left_out,
        marks=parsed.marks,
        warning=parsed.warning,
    )


def _text_length(html: str) -> int:
    return len(unescape(re.sub(r"<[^>]*>", "", html)))


def _lead(html: str) -> str:
    """Returns the first paragraph of some length, else whatever comes first."""
    paragraphs = (plain(match[1]) for match in _PARAGRAPH.finditer(_sample(html)))
    lead = next((text for text in paragraphs if len(text) >= _LEAD), "")
    return shorten(lead or _beginning(html), _LEAD_LIMIT)


def _beginning(html: str) -> str:
    return plain(_sample(html))


def _first_blocks(html: str) -> Iterator[str]:
    """Yields the text of each of the first blocks."""
    return filter(None, map(plain, _BLOCK_END.split(_sample(html))))


def _sample(html: str) -> str:
    """Returns the beginning of a text, without the numbers that call its footnotes."""
    sample = html[:_SAMPLE]
    if len(html) > _SAMPLE:
        sample = sample.rpartition("<")[0] or sample
    return _CALL.sub("", sample)


def plain(html: str) -> str:
    """Returns the text of sanitized HTML on one line."""
    return one_line(unescape(_TAG.sub(lambda tag: "" if tag[1] else " ", html)))
