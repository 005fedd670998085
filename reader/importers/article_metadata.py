"""What an article says about itself, however it came, and the draft that is made of it."""

import re
from html import unescape

from reader.core.dataclass import dataclass
from reader.core.errors import ImportFailed
from reader.core.models import Asset, Draft, Source
from reader.core.translation import _
from reader.importers import limits
from reader.importers.characters import one_line, shorten
from reader.importers.dates import iso_date
from reader.importers.safe_links import safe_address
from reader.importers.titles import generated_title
from reader.importers.web.sanitizer import sanitize

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_BY = re.compile(
    r"(?:by|words by|written by|von|par|por|di|door|av|af|текст|автор|作者)\s*[:：]?\s+",
    re.IGNORECASE,
)
_NAME_SHARE = 200
_TEXT = re.compile(r"<[^>]*>|\s+|&nbsp;")
_TAG = re.compile(r"<(?:br|/p|/li|/td|/h\d)[^>]*>|(<[^>]*>)")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_SAMPLE = 20_000
_LEAD, _LEAD_LIMIT = 40, 240  # characters of a generated excerpt, at least and at most


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata as found; every field may be empty."""

    title: str = ""
    byline: str = ""
    site: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()


def merged(*layers: Metadata) -> Metadata:
    """Field by field the first layer that has something to say."""

    def first(name: str) -> str:
        return next((value for layer in layers if (value := getattr(layer, name))), "")

    return Metadata(
        first("title"),
        first("byline"),
        first("site"),
        first("url"),
        first("published"),
        first("language"),
        first("excerpt"),
        next((layer.tags for layer in layers if layer.tags), ()),
    )


def tidied(metadata: Metadata) -> Metadata:
    """The metadata with every value brought into the form a draft has, or emptied."""
    language = metadata.language.strip().replace("_", "-")
    byline = _BY.sub("", one_line(metadata.byline), count=1) if metadata.byline else ""
    return Metadata(
        shorten(metadata.title, limits.TITLE_CHARACTERS),
        shorten(byline, _NAME_SHARE),
        shorten(metadata.site, _NAME_SHARE),
        safe_address(metadata.url),
        iso_date(metadata.published),
        language if _LANGUAGE.fullmatch(language) else "",
        shorten(metadata.excerpt, limits.EXCERPT_CHARACTERS),
        tuple(dict.fromkeys(tag for tag in map(one_line, metadata.tags) if tag)),
    )


def make_draft(
    source: Source,
    importer: str,
    media_type: str,
    metadata: Metadata,
    html: str,
    *,
    assets: tuple[Asset, ...] = (),
    notes: tuple[str, ...] = (),
) -> Draft:
    """The draft of an article; its HTML is sanitised here, whoever wrote it.

    A title and an excerpt are made of the file's name and the text where the metadata have none.
    Raises ImportFailed when there is no text, or more than an article may have.
    """
    safe = sanitize(html)
    if not _TEXT.sub("", safe):
        raise ImportFailed(_("“{name}” has no text to read.").format(name=source.name))
    if len(safe) > limits.TEXT_CHARACTERS and _text_length(safe) > limits.TEXT_CHARACTERS:
        raise too_long(source.name)
    metadata = tidied(metadata)
    used = tuple(asset for asset in assets if asset.sha256 in safe)
    return Draft(
        title=metadata.title or generated_title(source.name, _beginning(safe)),
        html=safe,
        source=source,
        importer=importer,
        media_type=media_type,
        is_title_generated=not metadata.title,
        byline=metadata.byline,
        site=metadata.site,
        url=metadata.url,
        published=metadata.published,
        language=metadata.language,
        excerpt=metadata.excerpt or _lead(safe),
        tags=metadata.tags,
        assets=used,
        notes=notes,
    )


def _text_length(html: str) -> int:
    return len(unescape(re.sub(r"<[^>]*>", "", html)))


def _lead(html: str) -> str:
    """How the text begins: its first paragraph of some length, else whatever comes first."""
    paragraphs = (plain(match[1]) for match in _PARAGRAPH.finditer(html[:_SAMPLE]))
    lead = next((text for text in paragraphs if len(text) >= _LEAD), "")
    return shorten(lead or _beginning(html), _LEAD_LIMIT)


def _beginning(html: str) -> str:
    sample = html[:_SAMPLE]
    return plain(sample if len(html) <= _SAMPLE else sample.rpartition("<")[0] or sample)


def plain(html: str) -> str:
    """The text of sanitised HTML on one line."""
    return one_line(unescape(_TAG.sub(lambda tag: "" if tag[1] else " ", html)))


def too_long(name: str) -> ImportFailed:
    """The refusal of a text that is longer than an article may be."""
    message = _("“{name}” is too long: an article may have {limit} million characters.")
    return ImportFailed(message.format(name=name, limit=limits.TEXT_CHARACTERS // 1_000_000))
