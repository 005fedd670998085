"""Imports an article again, from the stored source bytes or from a named file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.article_draft import Draft
from reader.core.article_source import FetchOptions, put_back_keys
from reader.core.cancellation import cancelled_by
from reader.core.errors import ImportFailed, NotFound, PostilError
from reader.core.models import Article
from reader.core.text.blocks import NO_PICTURE
from reader.core.translation import _, counted_text
from reader.core.web_addresses import web_address
from reader.operations import adding, draft_preparation, revisions
from reader.operations.adding import AddReport
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.feeds.feed_provenance import as_the_feed_said
from reader.operations.history import History
from reader.operations.left_out import Again, with_put_back
from reader.operations.sources.picture_reuse import (
    read_again,
    read_with_kept_pictures,
    with_kept_pictures,
)

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries
    from reader.library.unit_of_work import Unit
    from reader.operations.draft_preparation import AddResult
    from reader.operations.sources.web_pages import PageDownloads, PageRequest


@dataclass(frozen=True, slots=True)
class ReimportRequest:
    """An article that is to be imported again.

    Its new text is in a file, if one is named, or at its address, if that is to be fetched again;
    else it is read from what was kept of it.
    """

    article_id: int
    title: str
    path: Path | None = None
    is_fetched: bool = False


@contextmanager
def downloads(
    items: Sequence[ReimportRequest],
    queries: "Queries",
    options: FetchOptions,
    is_cancelled: Callable[[], bool],
) -> "Iterator[PageDownloads | None]":
    """Fetches the pages that are wanted ahead of their turns, until the end of the block."""
    wanted = [item.article_id for item in items if item.is_fetched]
    if not wanted:
        yield None
        return
    from reader.operations.sources.web_pages import PageDownloads  # start-up time: the network

    has_pictures = options.pictures != "none"
    requests = (one for id_ in wanted for one in _known(queries, id_, has_pictures=has_pictures))
    with closing(PageDownloads(requests, options, is_cancelled)) as pages:
        yield pages


def _known(queries: "Queries", article_id: int, *, has_pictures: bool) -> "Iterator[PageRequest]":
    """Yields what is to be asked for an article: its page, and what is known of it.

    A text that lacks an image is fetched again whatever the server says, if images are wanted.
    """
    # Start-up time: the network.
    from reader.fetching.client import NOTHING_KNOWN, Validators
    from reader.operations.sources.web_pages import PageRequest

    with suppress(NotFound):
        article = queries.article(article_id)
        is_whole = not has_pictures or NO_PICTURE not in queries.revision(article.revision_id).html
        known = Validators(*queries.fetched_version(article_id)) if is_whole else NOTHING_KNOWN
        if web_address(article.url):
            parts = queries.left_out(article.revision_id) or ()
            yield PageRequest(article.url, known, put_back_keys(parts))


def read(
    item: ReimportRequest,
    queries: "Queries",
    is_cancelled: Callable[[], bool] | None = None,
    pages: "PageDownloads | None" = None,
) -> PreparedDraft | AddReport:
    """Reads an article's new text and finds its highlights on it, without changing the library.

    ``pages`` fetches those that are to be. Fails when is_cancelled says so.
    """
    from reader.operations.importing.sidecar_highlights import read_file  # start-up time: parsers

    try:
        article = queries.article(item.article_id)
        again: Again | None = None
        if item.is_fetched:
            if pages is None or not web_address(article.url):
                return failed(item, no_address_text(article))
            fetched = pages.draft(article.url)
            if fetched is None:
                return unchanged(item)
            draft = with_kept_pictures(queries, article.id, fetched)
        elif item.path is None:
            again = partial(read_with_kept_pictures, queries, article.id, article.revision_id)
            with cancelled_by(is_cancelled):
                draft = again(frozenset())
        else:
            with cancelled_by(is_cancelled):
                draft = read_file(item.path)
        again = again or partial(read_again, queries, article.id, draft)
        draft = with_put_back(queries, article.id, draft, again)
        prepared = draft_preparation.prepare(as_the_feed_said(queries, article, draft))
        return revisions.planned(queries, prepared, article.id, is_cancelled)
    except PostilError as error:
        return adding.with_reason(failed(item, str(error)), error)


def draft_of(queries: "Queries", revision_id: int) -> Draft | None:
    """Returns the draft a revision was made from, read again; None when it cannot be read any more."""
    try:
        article = queries.article(queries.revision(revision_id).article_id)
        draft = read_with_kept_pictures(queries, article.id, revision_id)
        return as_the_feed_said(queries, article, draft)
    except ImportFailed:
        return None


def keep(
    history: History,
    item: ReimportRequest,
    read_in: PreparedDraft | AddReport,
    batch: str,
    count: int,
) -> AddReport:
    """Stores what was read as the article's new revision; one batch is one undo step of so many articles."""
    if isinstance(read_in, AddReport):
        return read_in
    label = counted_text("Import again", "Import {n} articles again", count)
    try:
        added = history.do(label, _reread, item.article_id, read_in, merge_key=batch)
    except PostilError as error:
        return failed(item, str(error))
    report = adding.reported(read_in, added)
    return report._replace(status="unchanged") if report.status == "duplicate" else report


def _reread(unit: "Unit", article_id: int, prepared: PreparedDraft) -> "AddResult":
    """Takes a draft as the new text of an article, with the highlights that its file brings."""
    from reader.operations.importing import file_marks  # start-up time: few files have marks

    return file_marks.keep_with(unit, revisions.reread(unit, article_id, prepared), prepared)


def unchanged(item: ReimportRequest) -> AddReport:
    """Returns the report on an article whose page is what it was."""
    return AddReport(item.title, "unchanged", item.article_id, item.title, "")


def no_address_text(article: Article) -> str:
    """Returns the message about an article that was to be fetched and has no address."""
    message = _("“{title}” has no web address, so it cannot be fetched: import it from a file.")
    return message.format(title=article.title)


def failed(item: ReimportRequest, error: str) -> AddReport:
    """Returns the report on an article that could not be imported again."""
    return AddReport(item.title, "failed", item.article_id, item.title, error)
