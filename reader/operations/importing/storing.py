"""Stores a part of an import: articles, highlights and tags, many rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed
from reader.core.models import State
from reader.core.web_addresses import address_key
from reader.library import lazy_tables
from reader.library.steps.changeset import Value
from reader.operations import articles as article_operations
from reader.operations import revisions
from reader.operations.draft_preparation import NO_TEXT, PreparedDraft
from reader.operations.importing import file_marks, imported_drafts
from reader.operations.importing.highlight_storing import (
    HighlightStore,
    PresentArticle,
    Stored,
    present,
)
from reader.operations.importing.plan import (
    Check,
    ImportOptions,
    ImportPlan,
    PlannedArticle,
)
from reader.operations.metadata_editing import DETAILS

if TYPE_CHECKING:
    from reader.core.article_draft import Draft
    from reader.library.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with its draft, if it is new or gets its first text."""

    planned: PlannedArticle
    draft: PreparedDraft | None


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
    """Stores articles with their highlights; returns what was written."""
    store = _Store(unit, options, check)
    store.keep_articles(chunk)
    planned = [one.planned for one in chunk]
    store.keep_highlights(planned)
    store.complete_notes(planned)
    store.keep_tags(planned)
    return store.done


class _Store(HighlightStore):
    """Stores one part of an import."""

    # -- articles -------------------------------------------------------------------------------

    def keep_articles(self, chunk: Sequence[Prepared]) -> None:
        """Creates the new articles, and finds the existing ones."""
        unit = self._unit
        ids = [one.planned.id for one in chunk if one.planned.id is not None]
        there = {one.id: one for one in unit.all(lazy_tables.Article, id=ids)}
        since = self._come_since([one for one in chunk if one.planned.id is None])
        bare: list[tuple[PlannedArticle, PreparedDraft]] = []
        for one in chunk:
            planned, draft = one.planned, one.draft
            if planned.id is not None:
                row = there.get(planned.id)
                if row is None:
                    continue  # the user has deleted it permanently since
                if draft is not None:
                    revisions.update(unit, row, draft, is_sure=True)
                    self.done.highlights += file_marks.keep(unit, row.id, draft)
                self.rows[planned.uid] = present(row)
            elif planned.uid in since:
                self.rows[planned.uid] = present(since[planned.uid])
            elif draft is not None and draft.text_sha256 == NO_TEXT:
                bare.append((planned, draft))
            elif draft is not None:
                self.rows[planned.uid] = present(self._with_text(planned, draft))
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
        added = article_operations.add(unit, replace(draft, marks=()))
        article = unit.get(lazy_tables.Article, added.article_id)
        if added.status == "added":
            self.done.new.append(article.id)
            article.uid = planned.uid
            for name, value in self._state(planned).items():
                setattr(article, name, value)
            article.position = round(article.progress * len(draft.text))
        if added.status != "offered":  # the UUIDs of marks depend on that of the article
            self.done.highlights += file_marks.keep(unit, article.id, draft)
        return article

    def _without_text(self, bare: "Sequence[tuple[PlannedArticle, PreparedDraft]]") -> None:
        """Creates articles without a text: each table is written once, as they may be thousands."""
        unit = self._unit
        from reader.core.text.canonical_text import NORMALISER  # start-up time: lxml

        sources = self._sources([draft for _planned, draft in bare])
        articles = unit.add_many(
            lazy_tables.Article,
            [self._row(planned, draft.draft) for planned, draft in bare],
        )
        texts: list[dict[str, Value]] = [
            {
                "article_id": id_,
                "seq": 1,
                "html": "",
                "text": "",
                "text_sha256": NO_TEXT,
                "extractor": draft.draft.importer,
                "normaliser": NORMALISER,
                "source_id": sources[draft.source_sha256],
                "created_at": unit.now,
            }
            for id_, (_planned, draft) in zip(articles, bare, strict=True)
        ]
        ids = unit.add_many(lazy_tables.Revision, texts)
        unit.set_each(lazy_tables.Article, articles, "current_revision_id", ids)
        for id_, revision_id, (planned, _draft) in zip(articles, ids, bare, strict=True):
            self.bare.add(revision_id)
            self.rows[planned.uid] = PresentArticle(id_, revision_id)
            self.done.new.append(id_)
            if planned.record.url:
                self.done.addresses.append(planned.record.url)

    def _row(self, planned: PlannedArticle, draft: "Draft") -> dict[str, Value]:
        """Returns the row of an article without a text."""
        return {
            "uid": planned.uid,
            **{name: getattr(draft, name) for name in DETAILS},
            "is_title_generated": int(draft.is_title_generated),
            "updated_at": self._unit.now,
            "url": draft.url,
            "url_key": address_key(draft.url),
            "excerpt": draft.excerpt,
            "word_count": 0,
            "position": 0,
            "created_at": self._unit.now,
            **self._state(planned),
        }

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

    def _state(self, planned: PlannedArticle) -> dict[str, Value]:
        """Returns the columns that another program knows of an article besides its details."""
        record = planned.record
        state = State.ARCHIVE if self._options.is_archiving else record.state
        known: dict[str, Value] = {
            "state": state.value,
            "is_starred": int(record.is_starred),
            "is_read": int(record.is_read),
            "progress": record.progress,
        }
        if record.added is not None and self._options.has_dates:
            known["created_at"] = min(record.added, self._unit.now)
        return known
