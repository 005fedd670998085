"""Imports an article again, from the stored source bytes or from a named file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed, PostilError
from reader.core.models import Draft
from reader.core.translation import ngettext
from reader.operations import adding, draft_preparation, revisions
from reader.operations.adding import AddReport
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.history import History

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries


@dataclass(frozen=True, slots=True)
class ReimportRequest:
    """An article that is to be read in again, and the file that has its new text, if one is named."""

    article_id: int
    title: str
    path: Path | None = None


def read(
    item: ReimportRequest, queries: "Queries", is_cancelled: Callable[[], bool] | None = None
) -> PreparedDraft | AddReport:
    """Reads an article's new text and finds its highlights on it, without changing the library.

    Fails when is_cancelled says so.
    """
    from reader import importers  # start-up time: parsers

    try:
        article = queries.article(item.article_id)
        if item.path is None:
            draft = kept_draft(queries, article.id, article.revision_id)
        else:
            draft = importers.read(importers.open_source(item.path))
        prepared = draft_preparation.prepare(draft)
        return revisions.planned(queries, prepared, article.id, is_cancelled)
    except PostilError as error:
        return failed(item, str(error))


def kept_draft(queries: "Queries", article_id: int, revision_id: int) -> Draft:
    """Returns the draft a revision was made from, read again from what was kept of it.

    Pictures that were fetched are those that the library has. Raises ImportFailed when it cannot be
    read any more.
    """
    # Start-up time: parsers.
    from reader import importers
    from reader.operations.picture_addresses import absolute_address, with_picture_addresses

    source = queries.source(revision_id)
    if not source.address:
        return importers.read(source)
    found: dict[str, bytes] = {}

    def find(given: str) -> bytes:
        address = absolute_address(source.address, given)
        return found.setdefault(address, queries.picture_from(article_id, address))

    return with_picture_addresses(importers.read(source, find), found)


def draft_of(queries: "Queries", revision_id: int) -> Draft | None:
    """Returns the draft a revision was made from, read again; None when it cannot be read any more."""
    try:
        return kept_draft(queries, queries.revision(revision_id).article_id, revision_id)
    except ImportFailed:
        return None


def keep(
    history: History,
    item: ReimportRequest,
    read_in: PreparedDraft | AddReport,
    batch: str,
    count: int,
) -> AddReport:
    """Keeps what was read as the article's new text; one batch is one undo step of so many articles."""
    if isinstance(read_in, AddReport):
        return read_in
    label = ngettext("Read in again", "Read {n} articles in again", count).format(n=count)
    try:
        added = history.do(label, revisions.reread, item.article_id, read_in, merge_key=batch)
    except PostilError as error:
        return failed(item, str(error))
    return adding.reported(read_in, added)


def failed(item: ReimportRequest, error: str) -> AddReport:
    """Returns the report on an article that could not be read in again."""
    return AddReport(item.title, "failed", item.article_id, item.title, error)
