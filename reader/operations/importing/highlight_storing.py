"""Stores highlights of other programs with their notes and tags, many rows at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reader.core.models import Kind, Status
from reader.core.tags import tag_names
from reader.importers.programs.records import HighlightRecord
from reader.library import lazy_tables
from reader.library.steps.changeset import Value
from reader.operations import tags
from reader.operations.draft_preparation import NO_TEXT
from reader.operations.importing.plan import (
    Check,
    ImportOptions,
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


@dataclass(slots=True)
class Stored:
    """What a part of an import has written, which may be less than was planned."""

    new: list[int] = field(default_factory=list)  # ids of articles
    highlights: int = 0
    unplaced: int = 0  # of them
    addresses: list[str] = field(default_factory=list)  # of the new articles that have no text


class PresentArticle(NamedTuple):
    """An article that is in the library by now."""

    id: int
    revision_id: int  # the current one


def present(row: "lazy_tables.Article") -> PresentArticle:
    """Returns the facts about an article that an import needs."""
    return PresentArticle(row.id, row.current_revision_id or 0)


class HighlightStore:
    """Stores the highlights of existing articles."""

    def __init__(self, unit: "Unit", options: ImportOptions, check: Check) -> None:
        self._unit, self._options, self._check = unit, options, check
        self.done = Stored()
        self.rows: dict[str, PresentArticle] = {}  # by the UUID that was planned
        self.bare: set[int] = set()  # new revisions without a text
        self._colors: dict[str, str] = {}
        self._textless: set[int] = set()  # revisions
        self._tagged: list[tuple[int, HighlightRecord]] = []  # annotations

    # -- highlights -----------------------------------------------------------------------------

    def keep_highlights(self, planned: Sequence[PlannedArticle]) -> None:
        """Creates the new highlights, each with its position."""
        unit = self._unit
        wanted = [
            (self.rows[article.uid], article, one)
            for article in planned
            for one in article.highlights
            if is_wanted(one, self._options) and article.uid in self.rows
        ]
        uids = [one.uid for _row, _article, one in wanted]
        there = {*unit.values(lazy_tables.Annotation, "uid", uids).values()}
        texts = self._present_texts({row.revision_id for row, _article, _one in wanted})
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
            revision_id = row.revision_id
            sha256, text = texts[revision_id]
            place = one.place
            if sha256 not in (article.text_sha256, NO_TEXT) and one.record.quote:
                # The text has changed since the plan.
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
        self.done.highlights += len(annotations)
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
        """Adds missing notes to highlights of other programs or of the user.

        A highlight imported from this program had its note added then, or has lost it since.
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

    def _present_texts(self, ids: "Iterable[int]") -> dict[int, tuple[str, str]]:
        """Returns the hashes and texts of revisions by their ids."""
        found = {id_: (NO_TEXT, "") for id_ in ids if id_ in self.bare}
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
            "color": self._color(record.color if is_highlight else ""),  # a note has none
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
        """Returns the anchor of a highlight; without a text, it needs no review."""
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

    def keep_tags(self, planned: Sequence[PlannedArticle]) -> None:
        """Adds the tags to what was stored, in addition to the tags of existing articles."""
        unit, has_tags = self._unit, self._options.has_tags
        for_all = tag_names.usable([self._options.tag])
        new = set(self.done.new)
        on_articles: list[tuple[int, list[str]]] = []
        starred: list[int] = []
        for one in planned:
            row = self.rows.get(one.uid)
            if row is None:
                continue
            names = tag_names.usable(one.record.tags) if has_tags else []
            is_new = row.id in new
            on_articles.append((row.id, [*names, *for_all] if is_new else names))
            if one.record.is_starred and not is_new:
                starred.append(row.id)
        unit.set_all(lazy_tables.Article, starred, is_starred=True)
        on_annotations = [
            (id_, [*(tag_names.usable(record.tags) if has_tags else ()), *for_all])
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
    """Returns what has a tag, and the tag, each pair once."""
    return dict.fromkeys((id_, ids[tag_names.key(name)]) for id_, names in tagged for name in names)
