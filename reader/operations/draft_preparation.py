"""Prepares an imported draft for storing: canonical text, hashes, source bytes and images."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.core.article_draft import Draft
from reader.core.text.segmentation.word_count import count_words
from reader.core.web_addresses import address_key
from reader.library import lazy_tables, left_out_parts_json
from reader.operations.metadata_editing import new_details

if TYPE_CHECKING:
    from reader.core.anchoring.file_mark_placing import PlacedMark
    from reader.core.anchoring.reanchoring_base import AnchorCounts, PlannedAnchor
    from reader.library.unit_of_work import Unit
    from reader.operations.importing.plan import PlannedHighlight

# Pages of the web take 60 per cent of the time that zlib's own level takes, and 5 per cent more room.
_LEVEL = 4

#: The hash of the text of an article that has none.
NO_TEXT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@dataclass(frozen=True, slots=True)
class PreparedDraft:
    """A draft with what takes long to compute, so that a worker can do it beforehand."""

    draft: Draft
    text: str  # the canonical text
    text_sha256: str
    source_sha256: str  # of the bytes it was made from
    source_data: bytes  # these as they are stored: compressed
    word_count: int
    # Where the highlights of the article with its address will be, by their ids (``planned``).
    places: Mapping[int, "PlannedAnchor"] = field(default_factory=dict)
    marks: "tuple[PlacedMark, ...]" = ()  # that its file brings
    highlights: "tuple[PlannedHighlight, ...]" = ()  # that other programs keep beside it


class AddResult(NamedTuple):
    """The result of storing a draft.

    One is offered when it was kept as a revision that is not the current one: too much would be
    lost by it to be done without asking.
    """

    status: Literal["added", "updated", "duplicate", "offered"]
    article_id: int
    title: str
    is_restored: bool = False  # whether it lay in the trash until now
    placing: "AnchorCounts | None" = None  # of the highlights on a text that is updated or offered
    highlights: int = 0  # that came with it
    unplaced: int = 0  # of these, whose place is not sure


def prepare(draft: Draft) -> PreparedDraft:
    """Reads a draft's canonical text; needs no library and may run on any thread."""
    # start-up time: lxml is needed for writing only
    from reader.core.anchoring.file_mark_placing import placed
    from reader.core.text.canonical_text import read_html

    text = read_html(draft.html).text
    sha256 = sha256_of(text.encode("utf-8", "surrogatepass"))
    data = draft.source.data
    marks = placed(draft.marks, text)
    highlights: tuple[PlannedHighlight, ...] = ()
    if draft.highlights:
        from reader.operations.importing.quote_placing import planned  # start-up time

        highlights = planned(draft.highlights, text)
    return PreparedDraft(
        draft,
        text,
        sha256,
        sha256_of(data),
        compressed(data),
        count_words(text),
        marks=marks,
        highlights=highlights,
    )


def describe(article: "lazy_tables.Article", draft: Draft) -> None:
    """Takes over what the draft knows about itself; what it does not know stays as it was."""
    for name, text in new_details(article, draft).items():
        setattr(article, name, text)
    key = address_key(draft.url)
    if draft.url and (not key or key != article.url_key):  # else it stays as it was given first
        article.url, article.url_key = draft.url, key
    article.excerpt = draft.excerpt or article.excerpt or ""


def add_revision(
    unit: "Unit", article: "lazy_tables.Article", prepared: PreparedDraft, seq: int
) -> "lazy_tables.Revision":
    """Stores a draft as a revision of an article, with its images, without making it current."""
    from reader.core.text import canonical_text as texts  # start-up time: see prepare

    draft = prepared.draft
    revision = lazy_tables.Revision(
        article_id=article.id,
        seq=seq,
        html=draft.html,
        text=prepared.text,
        text_sha256=prepared.text_sha256,
        extractor=draft.importer,
        normaliser=texts.NORMALISER,
        source_id=_source_of(unit, prepared).id,
        created_at=unit.now,
        left_out=left_out_parts_json.encode(draft.left_out),
    )
    unit.add(revision)
    for asset in {asset.sha256: asset for asset in draft.assets}.values():
        kept = unit.first(lazy_tables.Asset, sha256=asset.sha256)
        if kept is None:
            kept = lazy_tables.Asset(
                sha256=asset.sha256,
                media_type=asset.media_type,
                data=asset.data,
                created_at=unit.now,
            )
            unit.add(kept)
        link = lazy_tables.RevisionAsset(
            revision_id=revision.id, asset_id=kept.id, address=asset.address
        )
        unit.add(link)
    return revision


def compressed(data: bytes) -> bytes:
    """Returns the bytes of a source as they are stored: the same for the same, wherever they are from."""
    return zlib.compress(data, _LEVEL)


def sha256_of(data: bytes) -> str:
    """Returns the hash by which bytes and texts are known."""
    import hashlib  # start-up time: OpenSSL

    return hashlib.sha256(data).hexdigest()


def _source_of(unit: "Unit", prepared: PreparedDraft) -> "lazy_tables.Source":
    """Returns the row that contains the draft's bytes, whichever article stored them first."""
    draft, given = prepared.draft, prepared.draft.source
    source = unit.first(lazy_tables.Source, sha256=prepared.source_sha256)
    if source is None:
        source = lazy_tables.Source(
            sha256=prepared.source_sha256,
            name=given.name,
            media_type=draft.media_type,
            data=prepared.source_data,
            created_at=unit.now,
            address=given.address,
            etag=given.etag,
            last_modified=given.last_modified,
        )
        unit.add(source)
        return source
    # Else another article has these bytes from elsewhere; by that address its links are read.
    is_same = not source.address or address_key(given.address) == address_key(source.address)
    if given.address and is_same:
        source.address, source.etag = given.address, given.etag
        source.last_modified = given.last_modified
    return source
