"""Keeps a part of an import in the library: articles, highlights and tags, many rows at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed, InvalidInput
from reader.core.models import Kind, State, Status
from reader.core.tags import tag_names
from reader.core.web_addresses import address_key
from reader.importers.programs import HighlightRecord
from reader.library import lazy_tables
from reader.library.changeset import Value
from reader.operations import articles as article_operations
from reader.operations import draft_preparation, revisions, tags
from reader.operations.draft_preparation import NO_TEXT, PreparedDraft
from reader.operations.importing import imported_drafts
from reader.operations.importing.plan import (
    Check,
    ImportOptions,
    ImportPlan,
    PlannedArticle,
    PlannedHighlight,
    is_sure,
    is_wanted,
)
from reader.operations.importing.quote_placing import QuotePlacer, selector_of

if TYPE_CHECKING:
    from reader.core.anchoring.selectors import Place
    from reader.core.models import Selector
    from reader.library.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its draft, if it is new or gets its first text."""

    planned: PlannedArticle
    draft: PreparedDraft | None


@dataclass(slots=True)
class Stored:
    """What a part of an import has written, which may be less than was planned."""

    new: list[int] = field(default_factory=list)  # ids of articles
    highlights: int = 0
    unplaced: int = 0  # of them
    addresses: list[str] = field(default_factory=list)  # of the new articles that have no text


def prepared(plan: ImportPlan, article: PlannedArticle) -> tuple[Prepared, str]:
    """Returns an article ready to be kept, and what is wrong with its text; for any thread."""
    record, told = article.record, ""
    if article.is_known and not (article.is_bare and record.text):
        return Prepared(article, None), told
    if record.text is not None:
        try:
            return Prepared(article, imported_drafts.draft_with_text(record, record.text)), told
        except ImportFailed as error:
            told = str(error)
    if article.is_known:
        return Prepared(article, None), told
    return Prepared(
        article, imported_drafts.draft_without_text(plan.program, plan.name, record)
    ), told


def store(unit: "Unit", chunk: Sequence[Prepared], options: ImportOptions, check: Check) -> Stored:
    """Keeps articles with their highlights; returns what was written."""
    store = _Store(unit, options, check)
    store.keep_articles(chunk)
    store.keep_highlights([one.planned for one in chunk])
    store.complete_notes([one.planned for one in chunk])
    store.keep_tags(chunk)
    return store.done


class _Store:
    """Keeps one part of an import."""

    def __init__(self, unit: "Unit", options: ImportOptions, check: Check) -> None:
        self._unit, self._options, self._check = unit, options, check
        self.done = Stored()
        self._rows: dict[str, lazy_tables.Article] = {}  # by the UUID that was planned
        self._colors: dict[str, str] = {}
        self._textless: set[int] = set()  # revisions
        self._bare: set[int] = set()  # new revisions without a text
        self._tagged: list[tuple[int, HighlightRecord]] = []  # annotations

    # -- articles -------------------------------------------------------------------------------

    def keep_articles(self, chunk: Sequence[Prepared]) -> None:
        """Makes the articles that are new, and finds the others."""
        unit = self._unit
        ids = [one.planned.id for one in chunk if one.planned.id is not None]
        present = {one.id: one for one in unit.all(lazy_tables.Article, id=ids)}
        since = self._come_since([one for one in chunk if one.planned.id is None])
        bare: list[tuple[PlannedArticle, PreparedDraft]] = []
        for one in chunk:
            planned, draft = one.planned, one.draft
            if planned.id is not None:
                row = present.get(planned.id)
                if row is None:
                    continue  # a person has deleted it for good since
                self._rows[planned.uid] = row
                if draft is not None:
                    revisions.update(unit, row, draft, is_sure=True)
            elif planned.uid in since:
                self._rows[planned.uid] = since[planned.uid]
            elif draft is not None and draft.text_sha256 == NO_TEXT:
                bare.append((planned, draft))
            elif draft is not None:
                self._rows[planned.uid] = self._with_text(planned, draft)
        self._without_text(bare)

    def _come_since(self, chunk: Sequence[Prepared]) -> "dict[str, lazy_tables.Article]":
        """Returns what came into the library since it was planned, by the UUIDs that were planned."""
        uids = [one.planned.uid for one in chunk]
        found = {one.uid: one for one in self._unit.all(lazy_tables.Article, uid=uids)}
        keys = {key: one for one in chunk if (key := address_key(one.planned.record.url))}
        for row in self._unit.all(lazy_tables.Article, url_key=[*keys]):
            found.setdefault(keys[row.url_key].planned.uid, row)
        return found

    def _with_text(self, planned: PlannedArticle, draft: PreparedDraft) -> "lazy_tables.Article":
        unit = self._unit
        added = article_operations.add(unit, draft)
        article = unit.get(lazy_tables.Article, added.article_id)
        if added.status == "added":
            self.done.new.append(article.id)
            article.uid = planned.uid
            self._describe(article, planned)
            article.position = round(article.progress * len(draft.text))
        return article

    def _without_text(self, bare: "Sequence[tuple[PlannedArticle, PreparedDraft]]") -> None:
        """Makes articles without a text: each table is written once, as they may be thousands."""
        unit = self._unit
        from reader.core.text.canonical_text import NORMALISER  # start-up time: lxml

        sources = self._sources([draft for _planned, draft in bare])
        rows: list[lazy_tables.Article] = []
        for planned, draft in bare:
            article = lazy_tables.Article(
                uid=planned.uid,
                title=draft.draft.title,
                is_title_generated=draft.draft.is_title_generated,
                created_at=unit.now,
                updated_at=unit.now,
                current_revision_id=None,
            )
            draft_preparation.describe(article, draft.draft)
            self._describe(article, planned)
            rows.append(article)
        unit.add(*rows)
        texts: list[dict[str, Value]] = [
            {
                "article_id": article.id,
                "seq": 1,
                "html": "",
                "text": "",
                "text_sha256": NO_TEXT,
                "extractor": draft.draft.importer,
                "normaliser": NORMALISER,
                "source_id": sources[draft.source_sha256],
                "created_at": unit.now,
            }
            for article, (_planned, draft) in zip(rows, bare, strict=True)
        ]
        ids = unit.add_many(lazy_tables.Revision, texts)
        for article, revision_id, (planned, _draft) in zip(rows, ids, bare, strict=True):
            article.current_revision_id = revision_id
            self._bare.add(revision_id)
            self._rows[planned.uid] = article
            self.done.new.append(article.id)
            if planned.record.url:
                self.done.addresses.append(planned.record.url)

    def _sources(self, drafts: Sequence[PreparedDraft]) -> dict[str, int]:
        """Returns the ids of the drafts' sources by their hashes; those that are new are made."""
        unit = self._unit
        given = {one.source_sha256: one for one in drafts}
        found = {one.sha256: one.id for one in unit.all(lazy_tables.Source, sha256=[*given])}
        new = [sha256 for sha256 in given if sha256 not in found]
        rows: list[dict[str, Value]] = [
            {
                "sha256": sha256,
                "name": given[sha256].draft.source.name,
                "media_type": given[sha256].draft.media_type,
                "data": given[sha256].source_data,
                "created_at": unit.now,
            }
            for sha256 in new
        ]
        return found | dict(zip(new, unit.add_many(lazy_tables.Source, rows), strict=True))

    def _describe(self, article: "lazy_tables.Article", planned: PlannedArticle) -> None:
        record = planned.record
        state = State.ARCHIVE if self._options.is_archiving else record.state
        article.state = state.value
        article.is_starred, article.is_read = record.is_starred, record.is_read
        article.progress = record.progress
        if record.added is not None and self._options.has_dates:
            article.created_at = min(record.added, self._unit.now)

    # -- highlights -----------------------------------------------------------------------------

    def keep_highlights(self, planned: Sequence[PlannedArticle]) -> None:
        """Makes the highlights that are new, each with its place."""
        unit = self._unit
        wanted = [
            (self._rows[article.uid], article, one)
            for article in planned
            for one in article.highlights
            if is_wanted(one, self._options) and article.uid in self._rows
        ]
        uids = [one.uid for _row, _article, one in wanted]
        there = {one.uid for one in unit.all(lazy_tables.Annotation, uid=uids)}
        texts = self._present_texts({row.id: row for row, _article, _one in wanted}.values())
        self._textless = {id_ for id_, (sha256, _text) in texts.items() if sha256 == NO_TEXT}
        placers: dict[int, QuotePlacer] = {}
        made: list[HighlightRecord] = []
        annotations: list[dict[str, Value]] = []
        places: list[Place | None] = []
        for row, article, one in wanted:
            self._check()
            if one.uid in there:
                continue
            there.add(one.uid)
            revision_id = row.current_revision_id or 0
            sha256, text = texts[revision_id]
            place = one.place
            if sha256 not in (article.text_sha256, NO_TEXT) and one.record.quote:
                # The text is another than was planned with.
                if revision_id not in placers:
                    placers[revision_id] = QuotePlacer(text, self._check)
                place = placers[revision_id].find(one.record)
            self.done.unplaced += (
                sha256 != NO_TEXT and bool(one.record.quote) and not is_sure(place)
            )
            made.append(one.record)
            places.append(place)
            selector = selector_of(one.record, place, text)
            annotations.append(self._annotation(row.id, revision_id, one, selector))
        self.done.highlights = len(annotations)
        ids = unit.add_many(lazy_tables.Annotation, annotations)
        self._tagged += zip(ids, made, strict=True)
        unit.add_many(
            lazy_tables.Anchor,
            [
                self._anchor(id_, annotation["made_on_revision_id"], place)
                for id_, annotation, place in zip(ids, annotations, places, strict=True)
                if annotation["kind"] == Kind.HIGHLIGHT
            ],
        )

    def complete_notes(self, planned: Sequence[PlannedArticle]) -> None:
        """Gives highlights that another program brought, or a person made, the notes they lack.

        One that came by an import of this program has been given its note, or lost it since.
        """
        noted = {
            one.known_id: one
            for article in planned
            for one in article.highlights
            if one.known_id is not None and one.record.note and one.record.quote and one.is_chosen
        }
        for row in self._unit.all(lazy_tables.Annotation, id=[*noted]):
            one = noted[row.id]
            if not row.note and row.deleted_at is None and row.uid != one.uid:
                row.note, row.updated_at = one.record.note, self._unit.now

    def _present_texts(self, rows: "Iterable[lazy_tables.Article]") -> dict[int, tuple[str, str]]:
        """Returns the hashes and texts of the articles' present revisions, by the revisions' ids."""
        ids = [row.current_revision_id for row in rows if row.current_revision_id is not None]
        found = {id_: (NO_TEXT, "") for id_ in ids if id_ in self._bare}
        missing = [id_ for id_ in ids if id_ not in found]
        for one in self._unit.get_all(lazy_tables.Revision, missing):
            found[one.id] = one.text_sha256, one.text
        return found

    def _annotation(
        self, article_id: int, revision_id: int, planned: PlannedHighlight, made: "Selector"
    ) -> dict[str, Value]:
        record, now = planned.record, self._unit.now
        created = min(record.created or now, now) if self._options.has_dates else now
        is_highlight = bool(record.quote)
        return {
            "uid": planned.uid,
            "article_id": article_id,
            "kind": (Kind.HIGHLIGHT if is_highlight else Kind.ARTICLE_NOTE).value,
            "color": self._color(record.color),
            "note": record.note,
            "exact": made.exact,
            "prefix": made.prefix,
            "suffix": made.suffix,
            "made_start": made.start if is_highlight else None,
            "made_end": made.end if is_highlight else None,
            "made_on_revision_id": revision_id,
            "created_at": created,
            "updated_at": max(created, min(record.updated or created, now)),
        }

    def _color(self, name: str) -> str:
        if name not in self._colors:
            self._colors[name] = self._options.color(name).value
        return self._colors[name]

    def _anchor(
        self, annotation_id: int, revision_id: Value, place: "Place | None"
    ) -> dict[str, Value]:
        """Returns the place of a highlight; nobody is asked about one while there is no text."""
        return {
            "annotation_id": annotation_id,
            "revision_id": revision_id,
            "status": (Status.ORPHAN if place is None else place.status).value,
            "start": None if place is None else place.start,
            "end": None if place is None else place.end,
            "score": 0.0 if place is None else place.score,
            "created_at": self._unit.now,
            "is_settled": int(revision_id in self._textless),
        }

    # -- tags -----------------------------------------------------------------------------------

    def keep_tags(self, chunk: Sequence[Prepared]) -> None:
        """Puts the tags on what was kept; those of articles that were known are added to theirs."""
        unit, has_tags = self._unit, self._options.has_tags
        for_all = _usable([self._options.tag])
        new = set(self.done.new)
        on_articles: list[tuple[int, list[str]]] = []
        for one in chunk:
            row = self._rows.get(one.planned.uid)
            if row is None:
                continue
            names = _usable(one.planned.record.tags) if has_tags else []
            is_new = row.id in new
            on_articles.append((row.id, [*names, *for_all] if is_new else names))
            if one.planned.record.is_starred and not row.is_starred:
                row.is_starred = True
        on_annotations = [
            (id_, [*(_usable(record.tags) if has_tags else ()), *for_all])
            for id_, record in self._tagged
        ]
        every = dict.fromkeys(
            name for _id, names in (*on_articles, *on_annotations) for name in names
        )
        if not every:
            return
        ids = dict(
            zip(dict.fromkeys(map(tag_names.key, every)), tags.make(unit, [*every]), strict=True)
        )
        there = {
            (one.article_id, one.tag_id)
            for one in unit.all(
                lazy_tables.ArticleTag, article_id=[id_ for id_, names in on_articles if names]
            )
        }
        unit.add_many(
            lazy_tables.ArticleTag,
            [
                {"article_id": id_, "tag_id": tag_id, "created_at": unit.now}
                for id_, tag_id in _pairs(on_articles, ids)
                if (id_, tag_id) not in there
            ],
        )
        unit.add_many(
            lazy_tables.AnnotationTag,
            [
                {"annotation_id": id_, "tag_id": tag_id, "created_at": unit.now}
                for id_, tag_id in _pairs(on_annotations, ids)
            ],
        )


def _pairs(
    tagged: Iterable[tuple[int, list[str]]], ids: dict[str, int]
) -> Iterable[tuple[int, int]]:
    """Returns what carries a tag, and the tag, each pair once."""
    return dict.fromkeys((id_, ids[tag_names.key(name)]) for id_, names in tagged for name in names)


def _usable(names: Iterable[str]) -> list[str]:
    """Returns the tags that can be, as they are kept."""
    return [one for name in names if (one := _kept_name(name))]


@lru_cache(maxsize=4096)  # the same tags are on very many highlights
def _kept_name(name: str) -> str:
    try:
        return tag_names.normalise(name)
    except InvalidInput:
        return ""
