"""Adds, moves, trashes, restores and permanently deletes articles."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.article_draft import Draft
from reader.core.author_matching import may_be_same_author
from reader.core.errors import InvalidInput
from reader.core.models import State
from reader.core.tags import tag_names as names_of
from reader.core.translation import _
from reader.core.unique_ids import new_uid
from reader.core.web_addresses import address_key, is_urn
from reader.library import lazy_tables
from reader.operations import draft_preparation
from reader.operations.current_revision import current_revision
from reader.operations.draft_preparation import AddResult, PreparedDraft
from reader.operations.tags import tag_articles

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_PURGED = 200  # articles deleted permanently at once, with all that belongs to them


def add(
    unit: "Unit", given: Draft | PreparedDraft, tags: Sequence[str] = (), *, is_sure: bool = False
) -> AddResult:
    """Stores a draft: as a new article, or as a new revision of the one with its address.

    What is there already, by its bytes or by its text, is not kept a second time, unless each has
    an address of its own; it gets the tags all the same, and comes out of the trash if it is
    there. An earlier text of an article that comes back is its present one again. A draft without
    any text does not take the place of one with text, and one by which much would be lost is only
    offered, unless the user is sure. Raises InvalidInput for a tag that cannot be; of the draft's own those are
    left out.
    """
    prepared = given if isinstance(given, PreparedDraft) else draft_preparation.prepare(given)
    added = _added(unit, prepared, tags, is_sure=is_sure)
    if not (prepared.marks or prepared.highlights):
        return added
    from reader.operations.importing import file_marks  # start-up time: few files have marks

    return file_marks.keep_with(unit, added, prepared)


def _added(
    unit: "Unit", prepared: PreparedDraft, tags: Sequence[str], *, is_sure: bool
) -> AddResult:
    draft = prepared.draft
    names = [*names_of.usable(draft.tags), *(names_of.normalise(name) for name in tags)]
    at_address = _articles_at(unit, prepared)
    present = _newest(at_address, is_in_trash=False)
    same = _same_article(unit, prepared, present)
    if present is None and (same is None or same.deleted_at is not None):
        present = _newest(at_address, is_in_trash=True)
        if present is not None:
            same = _same_article(unit, prepared, present)
    if present is None and same is not None and _is_news(unit, same, prepared):
        present, same = same, None
    if draft.copy_of and (copied := unit.first(lazy_tables.Article, uid=draft.copy_of)):
        same = copied  # which has the text that was exported, if other white space
    if present is None and same is None:
        present = _awaited(unit, prepared)
    kept = same or present
    if kept is not None:
        is_restored = kept.deleted_at is not None
        restore(unit, [kept.id])
        keep(unit, kept)
        tag_articles(unit, [kept.id], names)
        if same is not None:
            return AddResult("duplicate", kept.id, kept.title, is_restored)
        from reader.operations.revisions import update  # start-up time: finding words again

        done = update(unit, kept, prepared, is_sure=is_sure)
        return done._replace(is_restored=is_restored)
    article = make(unit, prepared)
    if names:  # else the article would be read back for nothing: a quarter of the time
        tag_articles(unit, [article.id], names)
    return AddResult("added", article.id, article.title)


def make(
    unit: "Unit", prepared: PreparedDraft, *, created_at: int | None = None, is_unkept: bool = False
) -> "lazy_tables.Article":
    """Creates an article from a draft, even if it is a duplicate; created_at defaults to now."""
    draft = prepared.draft
    article = lazy_tables.Article(
        uid=new_uid(),
        title=draft.title,
        is_title_generated=draft.is_title_generated,
        created_at=unit.now if created_at is None else created_at,
        updated_at=unit.now,
        is_unkept=is_unkept,
    )
    draft_preparation.describe(article, draft)
    article.word_count = prepared.word_count
    unit.add(article)
    revision = draft_preparation.add_revision(unit, article, prepared, seq=1)
    unit.set(article, current_revision_id=revision.id)
    return article


def add_many(
    unit: "Unit",
    given: Sequence[Draft | PreparedDraft],
    tags: Sequence[str] = (),
    is_sure: bool = False,
) -> list[AddResult]:
    """Stores several drafts, in order; returns the result of each. See ``add``."""
    return [add(unit, draft, tags, is_sure=is_sure) for draft in given]


def set_state(unit: "Unit", ids: Sequence[int], state: State) -> int:
    """Moves articles under a state, out of the trash where they are in it; returns how many moved."""
    unkept = unit.existing(lazy_tables.Article, ids, is_unkept=True)
    changed = unit.set_all(lazy_tables.Article, ids, state=State(state).value, deleted_at=None)
    unit.set_all(lazy_tables.Article, unkept, is_unkept=False, created_at=unit.now)  # as ``keep``
    moved = {*changed, *unkept}
    unit.set_all(lazy_tables.Article, sorted(moved), updated_at=unit.now)
    return len(moved)


def keep(unit: "Unit", article: "lazy_tables.Article") -> None:
    """Turns an article of a feed into one that the user added now.

    Until then it is as old as the feed says, so that a feed that is new does not bury the rest.
    """
    if article.is_unkept:
        article.is_unkept, article.created_at = False, unit.now


def set_starred(unit: "Unit", ids: Sequence[int], is_starred: bool) -> None:
    """Adds or removes the star of articles."""
    changed = unit.set_all(lazy_tables.Article, ids, is_starred=is_starred)
    unit.set_all(lazy_tables.Article, changed, updated_at=unit.now)


def toggle_starred(unit: "Unit", ids: Sequence[int]) -> bool:
    """Stars articles, or removes the star if all have it; returns whether they have it now."""
    changed = unit.set_all(lazy_tables.Article, ids, is_starred=True)
    is_starred = bool(changed)
    if not is_starred:
        changed = unit.set_all(lazy_tables.Article, ids, is_starred=False)
    unit.set_all(lazy_tables.Article, changed, updated_at=unit.now)
    return is_starred


def set_read(unit: "Unit", ids: Sequence[int], is_read: bool) -> None:
    """Marks articles as read or unread."""
    unit.set_all(lazy_tables.Article, ids, is_read=is_read)


def toggle_read(unit: "Unit", ids: Sequence[int]) -> bool:
    """Marks articles as read, or as unread when all are read; returns whether they are read now."""
    is_read = bool(unit.set_all(lazy_tables.Article, ids, is_read=True))
    if not is_read:
        unit.set_all(lazy_tables.Article, ids, is_read=False)
    return is_read


def remember_position(unit: "Unit", id_: int, position: int, progress: float) -> None:
    """Remembers where an article was left, and how much of it has been read (0 to 1)."""
    article = unit.get(lazy_tables.Article, id_)
    article.position = max(0, position)
    article.progress = min(1.0, max(0.0, progress))


def trash(unit: "Unit", ids: Sequence[int]) -> int:
    """Moves articles to the trash, with everything that belongs to them; returns how many were not in it."""
    kept = unit.existing(lazy_tables.Article, ids, deleted_at=None)
    unit.set_all(lazy_tables.Article, kept, deleted_at=unit.now, updated_at=unit.now)
    return len(kept)


def restore(unit: "Unit", ids: Sequence[int]) -> int:
    """Takes articles out of the trash; returns how many were in it."""
    trashed = unit.set_all(lazy_tables.Article, ids, deleted_at=None)
    unit.set_all(lazy_tables.Article, trashed, updated_at=unit.now)
    return len(trashed)


def purge(unit: "Unit", ids: Sequence[int]) -> None:
    """Deletes articles permanently, with their annotations; to be run by ``History.write``.

    Only the history of their annotations stays. It cannot be undone, so they are taken out of the
    undo history too. Raises InvalidInput for an article that is not in the trash.
    """
    articles = unit.get_all(lazy_tables.Article, ids)
    for article in articles:
        if article.deleted_at is None:
            message = _(
                "“{title}” is not in the trash; move it there before deleting it permanently."
            )
            raise InvalidInput(message.format(title=article.title))
    unit.make_final()
    for start in range(0, len(articles), _PURGED):
        _purge(unit, articles[start : start + _PURGED])


def _articles_at(unit: "Unit", prepared: PreparedDraft) -> "list[lazy_tables.Article]":
    """Returns the articles with the address of a draft, in the trash or not.

    Programs give many books one identifier: what is another text altogether is another book.
    """
    url = prepared.draft.url
    if not url:
        return []
    found = unit.all(lazy_tables.Article, url=url)
    if key := address_key(url):
        found += unit.all(lazy_tables.Article, url_key=key)
    if not is_urn(url):
        return found
    from reader.core.text.searching.unrelated_texts import is_another  # start-up time

    return [one for one in found if not is_another(current_revision(unit, one).text, prepared.text)]


def _newest(
    found: "Sequence[lazy_tables.Article]", *, is_in_trash: bool
) -> "lazy_tables.Article | None":
    """Returns the newest of those in the trash, or of the others."""
    of_place = (one for one in found if (one.deleted_at is not None) == is_in_trash)
    return max(of_place, key=lambda one: one.id, default=None)


def _awaited(unit: "Unit", prepared: PreparedDraft) -> "lazy_tables.Article | None":
    """Returns the article that came without its text from another program, and is this one.

    It has no address either, so its title tells, and its author where both are known.
    """
    draft = prepared.draft
    if draft.url or draft.is_title_generated or not prepared.text:
        return None
    if unit.first(lazy_tables.Revision, text_sha256=draft_preparation.NO_TEXT) is None:
        return None  # hardly any library has one, and there is no index of titles
    for article in unit.all(lazy_tables.Article, title=draft.title, url="", deleted_at=None):
        is_bare = not current_revision(unit, article).text
        if is_bare and may_be_same_author(article.byline, draft.byline):
            return article
    return None


def _same_article(
    unit: "Unit", prepared: PreparedDraft, present: "lazy_tables.Article | None"
) -> "lazy_tables.Article | None":
    """Returns the article that contains just this already, in the trash or not.

    Without an address it may contain it as an earlier text only.
    """
    draft = prepared.draft
    if present is not None:
        return None if _is_news(unit, present, prepared) else present
    source = unit.first(lazy_tables.Source, sha256=prepared.source_sha256)
    articles = [] if source is None else _articles_with(unit, draft, source_id=source.id)
    if not articles and prepared.text:  # images alone have no text to tell them apart by
        articles = _articles_with(unit, draft, text_sha256=prepared.text_sha256)
    articles.sort(
        key=lambda one: (one.deleted_at is not None, _is_news(unit, one, prepared), one.id)
    )
    return articles[0] if articles else None


def _articles_with(unit: "Unit", draft: Draft, **revision: object) -> "list[lazy_tables.Article]":
    """Returns the articles with such a revision, but for those of another page than the draft.

    Papers print the same text of a news agency, each under its own headline.
    """
    ids = [one.article_id for one in unit.all(lazy_tables.Revision, **revision)]
    articles = unit.get_all(lazy_tables.Article, ids)
    key = address_key(draft.url) or draft.url
    return [one for one in articles if not (key and one.url and key != (one.url_key or one.url))]


def _is_news(unit: "Unit", article: "lazy_tables.Article", prepared: PreparedDraft) -> bool:
    """Returns whether an article's current text is another, though it may have had this one before."""
    current = current_revision(unit, article)
    is_same = current.text_sha256 == prepared.text_sha256 or not prepared.text
    return not is_same and not _holds(unit, current, prepared)


def _holds(unit: "Unit", revision: "lazy_tables.Revision", prepared: PreparedDraft) -> bool:
    """Returns whether a revision was made from the draft's bytes."""
    source = unit.get(lazy_tables.Source, revision.source_id)
    return source.sha256 == prepared.source_sha256


def _purge(unit: "Unit", articles: "Sequence[lazy_tables.Article]") -> None:
    ids = [article.id for article in articles]
    annotations = unit.all(lazy_tables.Annotation, article_id=ids)
    made = [annotation.id for annotation in annotations]
    unit.delete(*unit.all(lazy_tables.AnnotationTag, annotation_id=made))
    unit.delete(*unit.all(lazy_tables.Anchor, annotation_id=made))
    for annotation in annotations:
        if annotation.deleted_at is None:
            annotation.deleted_at = unit.now
    unit.delete(*annotations)
    unit.delete(*unit.all(lazy_tables.ArticleTag, article_id=ids))
    for entry in unit.all(lazy_tables.FeedEntry, article_id=ids):
        entry.article_id = None  # the feed may list it still, and must not bring it back
    for article in articles:
        article.current_revision_id = None
    unit.delete(*unit.all(lazy_tables.RevisionOffer, article_id=ids))
    revisions = unit.all(lazy_tables.Revision, article_id=ids)
    shown = unit.all(lazy_tables.RevisionAsset, revision_id=[one.id for one in revisions])
    unit.delete(*shown, *revisions)
    for asset_id in dict.fromkeys(one.asset_id for one in shown):
        if unit.first(lazy_tables.RevisionAsset, asset_id=asset_id) is None:
            unit.delete(unit.get(lazy_tables.Asset, asset_id))
    for source_id in dict.fromkeys(one.source_id for one in revisions):
        if unit.first(lazy_tables.Revision, source_id=source_id) is None:
            unit.delete(unit.get(lazy_tables.Source, source_id))
    unit.delete(*articles)
