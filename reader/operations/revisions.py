"""Makes a revision of an article current, offers or dismisses it, or restores an earlier one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.core.anchoring.reanchoring_base import AnchorCounts, PlannedAnchor, is_doubtful
from reader.core.article_draft import Draft
from reader.core.errors import InvalidInput, NotFound
from reader.core.text.position_mapping import same_place
from reader.core.text.searching.unrelated_texts import is_another
from reader.core.text.segmentation.word_count import count_words
from reader.core.translation import _
from reader.library import lazy_tables
from reader.operations import draft_preparation, metadata_editing
from reader.operations.draft_preparation import AddResult, PreparedDraft
from reader.operations.reanchoring import anchor, places_on

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries
    from reader.library.unit_of_work import Unit


def planned(
    queries: "Queries",
    prepared: PreparedDraft,
    article_id: int,
    is_cancelled: Callable[[], bool] | None = None,
) -> PreparedDraft:
    """Returns a draft with the places its text will have for the highlights of its article.

    Only reads, so that a worker can do what takes long; what is not right any more when the draft
    is kept is done then. Raises core.reanchoring.Cancelled.
    """
    find = partial(places_on, queries, article_id, prepared.text, prepared.text_sha256)
    try:
        places = find(is_cancelled=is_cancelled)
    except NotFound:  # a text was undone between two reads: it needs no search now
        places = find(is_cancelled=is_cancelled)
    return replace(prepared, places=places)


def update(
    unit: "Unit",
    article: "lazy_tables.Article",
    prepared: PreparedDraft,
    *,
    is_sure: bool = False,
) -> AddResult:
    """Gives an article another text, and its highlights their places on it; all in one.

    A text that loses half of what there was, or more than a fifth of the highlights, is not made
    the current one unless the user is sure: it is kept and offered. So is one of a page that has
    hardly a word of the current one: servers send start pages and excuses without saying so.
    """
    kept = unit.all(lazy_tables.Revision, article_id=article.id)
    current = _current(article, kept)
    later = [one for one in kept if one.seq > current.seq]
    new = next((one for one in later if one.text_sha256 == prepared.text_sha256), None)
    if new is None:  # else it was offered before, or left for an earlier one
        new = draft_preparation.add_revision(unit, article, prepared, seq=kept[-1].seq + 1)
    placing = anchor(unit, article, new, prepared.places)
    is_fetched = bool(prepared.draft.source.address) and new.source_id != current.source_id
    is_mishap = is_doubtful(len(current.text), len(new.text), placing) or (
        is_fetched and is_another(current.text, new.text)
    )
    if is_mishap and not is_sure:
        _offer(unit, article, new)
        return AddResult("offered", article.id, article.title, placing=placing)
    _describe(article, prepared.draft)
    _switch(unit, article, new, prepared.word_count)
    return AddResult("updated", article.id, article.title, placing=placing)


def reread(
    unit: "Unit", article_id: int, given: Draft | PreparedDraft, *, is_sure: bool = False
) -> AddResult:
    """Takes a draft as the new text of an article, whatever address it has itself.

    One with the current text and markup changes nothing. Raises InvalidInput for a draft without
    text: nothing takes the place of something.
    """
    prepared = given if isinstance(given, PreparedDraft) else draft_preparation.prepare(given)
    article = unit.get(lazy_tables.Article, article_id)
    current = _current(article, unit.all(lazy_tables.Revision, article_id=article_id))
    is_same_text = prepared.text_sha256 == current.text_sha256
    if not prepared.text and current.text:
        message = _("“{name}” contains no text now, so “{title}” stays as it is.")
        name = prepared.draft.source.name
        raise InvalidInput(message.format(name=name, title=article.title))
    if is_same_text and prepared.draft.html == current.html:
        return AddResult("duplicate", article.id, article.title)
    draft = replace(prepared.draft, url=article.url or prepared.draft.url)
    return update(unit, article, replace(prepared, draft=draft), is_sure=is_sure)


def put_back(
    unit: "Unit", article_id: int, revision_id: int, prepared: PreparedDraft
) -> AnchorCounts:
    """Takes a text that was made of the current one, a revision, in its place.

    Nothing is asked, as nothing is lost; what is offered stays so. Answers how sure the places of
    the highlights are. Raises InvalidInput when another text is the current one by now.
    """
    article = unit.get(lazy_tables.Article, article_id)
    kept = unit.all(lazy_tables.Revision, article_id=article_id)
    if article.current_revision_id != revision_id:
        message = _("“{title}” has a new revision meanwhile: look again at what was left out.")
        raise InvalidInput(message.format(title=article.title))
    new = draft_preparation.add_revision(unit, article, prepared, seq=kept[-1].seq + 1)
    placing = anchor(unit, article, new, prepared.places)
    former = next(one for one in kept if one.id == revision_id)
    position = same_place(former.text, new.text, article.position)
    _make_present(unit, article, new, prepared.word_count)
    article.position = position
    return placing


def decline_offer(unit: "Unit", article_id: int) -> None:
    """Leaves the text that is offered among the earlier ones. Raises NotFound when none is."""
    offer = unit.first(lazy_tables.RevisionOffer, article_id=article_id)
    if offer is None:
        article = unit.get(lazy_tables.Article, article_id)
        raise NotFound(_("No new revision of “{title}” is offered.").format(title=article.title))
    unit.delete(offer)


def make_current(
    unit: "Unit",
    article_id: int,
    revision_id: int,
    places: Mapping[int, PlannedAnchor] | None = None,
    draft: Draft | None = None,
) -> AnchorCounts:
    """Makes a revision of an article the current one; how sure the highlights' places on it are.

    Places found beforehand are taken where they are still right. The article is described as the
    draft has it, if one is given: that of a text that is offered. Raises NotFound for a revision of
    another article.
    """
    article = unit.get(lazy_tables.Article, article_id)
    revision = unit.get(lazy_tables.Revision, revision_id)
    if revision.article_id != article_id:
        message = _("Revision {revision} does not belong to article {article}.")
        raise NotFound(message.format(revision=revision_id, article=article_id))
    placing = anchor(unit, article, revision, places)
    if draft is not None:
        _describe(article, replace(draft, url=article.url or draft.url))
    if article.current_revision_id != revision_id:
        _switch(unit, article, revision, count_words(revision.text))
    return placing


def _describe(article: "lazy_tables.Article", draft: Draft) -> None:
    if "title" in metadata_editing.new_details(article, draft):
        article.is_title_generated = False
    draft_preparation.describe(article, draft)


def _switch(
    unit: "Unit",
    article: "lazy_tables.Article",
    revision: "lazy_tables.Revision",
    words: int,
) -> None:
    _make_present(unit, article, revision, words)
    unit.flush()
    unit.delete(*unit.all(lazy_tables.RevisionOffer, article_id=article.id))


def _make_present(
    unit: "Unit", article: "lazy_tables.Article", revision: "lazy_tables.Revision", words: int
) -> None:
    article.current_revision_id = revision.id
    article.word_count = words
    article.position = round(article.progress * len(revision.text))
    article.updated_at = unit.now


def _offer(unit: "Unit", article: "lazy_tables.Article", revision: "lazy_tables.Revision") -> None:
    present = unit.first(lazy_tables.RevisionOffer, article_id=article.id)
    if present is not None and present.revision_id == revision.id:
        return
    if present is not None:
        unit.delete(present)
    unit.add(
        lazy_tables.RevisionOffer(
            article_id=article.id, revision_id=revision.id, created_at=unit.now
        )
    )


def _current(
    article: "lazy_tables.Article", kept: "list[lazy_tables.Revision]"
) -> "lazy_tables.Revision":
    return next(one for one in kept if one.id == article.current_revision_id)
