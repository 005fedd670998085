"""Adds many files or sources at once: reads each, stores what can be read, and reports on all."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.core.article_draft import Draft
from reader.core.article_source import EncryptedFile, FetchOptions, Source, WebAddress
from reader.core.cancellation import cancelled_by
from reader.core.errors import FetchFailed, IsFeed, PasswordNeeded, PostilError
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.core.web_addresses import listed_addresses
from reader.operations import articles, draft_preparation
from reader.operations.draft_preparation import AddResult, PreparedDraft
from reader.operations.history import History
from reader.operations.sources.picture_reuse import (
    read_again,
    read_with_addresses,
    with_kept_pictures,
)

if TYPE_CHECKING:
    from reader.core.anchoring.reanchoring_base import AnchorCounts
    from reader.library.queries.queries import Queries
    from reader.operations.sources.import_processes import ReadingProcesses
    from reader.operations.sources.web_pages import PageDownloads

#: A thing that can be added: a file, something handed over (a page, if it has an address), an address,
#: or what was read already, as a chapter of a book.
Item = Path | Source | WebAddress | EncryptedFile | Draft

_LIST_SUFFIXES = ("", ".txt", ".text", ".urls", ".list")
_LIST_BYTES = 1_000_000
_BOOKS = (".epub",)
_PLAIN = ("", "text/plain")

FILES_AHEAD = 24  # files added at once for which it pays to start processes
_LINK = re.compile(rb"<link\b[^>]*", re.IGNORECASE)
_FEED_TYPE = re.compile(rb"application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
_HEAD = 200_000  # bytes of a page in which it names its feed

MANY = 20  # things added at once before which a backup is made


class AddReport(NamedTuple):
    """The result of adding one thing."""

    source: str  # as it was named
    status: str  # added, updated, offered, duplicate, unchanged or failed
    id: int | None
    title: str
    error: str  # one sentence when it failed
    placing: "AnchorCounts | None" = None  # of the highlights, on a text that is updated or offered
    is_refused: bool = False  # by the library, though it could be read: it may be taken later
    feed: str = ""  # an address that can be subscribed to: it is a feed, or its page names one
    is_locked: bool = False  # whether it is encrypted, and no password that opens it was given
    warning: str = ""  # one sentence: what of it could not be read
    highlights: int = 0  # that came with it
    unplaced: int = 0  # of these, whose place in the text is not sure
    reason: str = ""  # why an address was not fetched, in words that fit other addresses too
    is_own_host: bool = False  # whether it was not fetched as it is of the user's own network


def unfolded(items: Sequence[Item], *, in_chapters: bool = False) -> list[Item]:
    """Returns the items, those that are lists of addresses replaced by these; no address twice.

    in_chapters: whether books are replaced by their chapters, which are then articles.
    """
    found: list[Item] = []
    addresses: set[str] = set()
    for item in items:
        listed: list[Item] = [WebAddress(address) for address in _listed(item)]
        chapters = _chapters(item) if in_chapters and is_book(item) else ()
        for one in (*listed, *chapters) or (item,):
            if isinstance(one, WebAddress):
                if one.address in addresses:
                    continue
                addresses.add(one.address)
            found.append(one)
    return found


def files_in(folder: Path) -> list[Path]:
    """Returns the files of a folder that can be added; none of its subfolders."""
    from reader.importers.registry import suffixes  # start-up time

    try:
        files = sorted(file for file in folder.iterdir() if file.is_file())
    except OSError:
        return []
    return [file for file in files if file.suffix.lower() in suffixes()]


def is_book(item: Item) -> bool:
    """Returns whether an item is named as a book, which may be one article or one a chapter."""
    name = item.name if isinstance(item, Path | Source) else ""
    return name.lower().endswith(_BOOKS)


def _chapters(item: Item) -> Sequence[Draft]:
    from reader import importers  # start-up time: parsers

    try:
        source = importers.open_source(item) if isinstance(item, Path) else item
        chapters = importers.read_chapters(source) if isinstance(source, Source) else ()
        if not isinstance(item, Path):
            return chapters
        from reader.operations.importing.sidecar_highlights import (  # start-up time, as above
            with_highlights_of_chapters,
        )

        return with_highlights_of_chapters(chapters, item)
    except PostilError:
        return ()  # whoever reads it as a whole says what is wrong with it


def _listed(item: Item) -> tuple[str, ...]:
    """Returns the addresses that a text file or a pasted text lists, if it has nothing else."""
    try:
        if isinstance(item, Path):
            if item.suffix.lower() not in _LIST_SUFFIXES or not item.is_file():
                return ()
            with item.open("rb") as file:
                data = file.read(_LIST_BYTES + 1)
        elif isinstance(item, Source) and not item.address and item.media_type in _PLAIN:
            data = item.data
        else:
            return ()
        return listed_addresses(data.decode("utf-8")) if len(data) <= _LIST_BYTES else ()
    except (OSError, ValueError):
        return ()  # whoever reads it says what is wrong with it


@contextmanager
def downloads(
    items: Sequence[Item], options: FetchOptions, is_cancelled: Callable[[], bool]
) -> "Iterator[PageDownloads | None]":
    """Fetches the addresses among the items ahead of their turns, until the end of the block.

    Pages that are at hand have their images fetched.
    """
    addresses = [one.address for one in items if isinstance(one, WebAddress)]
    if not addresses and not any(isinstance(one, Source) and one.address for one in items):
        yield None
        return
    # Start-up time: the network.
    from reader.operations.sources.web_pages import PageDownloads, PageRequest

    requests = map(PageRequest, addresses)
    with closing(PageDownloads(requests, options, is_cancelled)) as pages:
        yield pages


@contextmanager
def files_ahead(
    items: Sequence[Item], is_cancelled: Callable[[], bool]
) -> "Iterator[ReadingProcesses | None]":
    """Reads the files among the items ahead of their turns, if they are many, until the end of the block."""
    paths = [item for item in items if isinstance(item, Path)]
    if len(paths) < FILES_AHEAD:
        yield None
        return
    # Start-up time: processes.
    from reader.operations.sources.import_processes import ReadingProcesses

    with closing(ReadingProcesses(paths, is_cancelled)) as files:
        yield files


def read(
    item: Item,
    queries: "Queries | None" = None,
    is_cancelled: Callable[[], bool] | None = None,
    pages: "PageDownloads | None" = None,
    files: "ReadingProcesses | None" = None,
) -> PreparedDraft | AddReport:
    """Reads a file, source or address, without changing the library (fit for a worker thread).

    With queries of that thread, the highlights of an article that gets a new text by it are found
    on that text too. ``pages`` fetches addresses, ``files`` reads files ahead. Fails when
    is_cancelled says so.
    """
    ready = None
    try:
        if isinstance(item, WebAddress):
            draft = pages.draft(item.address) if pages is not None else None
            if draft is None:
                raise AssertionError("an address that nothing fetches")
        elif isinstance(item, Source) and item.address and pages is not None:
            draft = pages.draft_of(item)
        elif isinstance(item, Path) and files is not None and (ready := files.read(item)):
            draft = ready.draft
        else:
            with cancelled_by(is_cancelled):
                draft = _read_here(item)
        id_ = queries.article_at(draft.url) if queries is not None else None
        if queries is None or id_ is None:
            return ready or draft_preparation.prepare(draft)
        # Start-up time: finding words again.
        from reader.operations.left_out import with_put_back
        from reader.operations.revisions import planned

        if pages is not None and draft.source.address:
            draft = with_kept_pictures(queries, id_, draft)
        draft = with_put_back(queries, id_, draft, partial(read_again, queries, id_, draft))
        if ready is None or draft is not ready.draft:
            ready = draft_preparation.prepare(draft)
        return planned(queries, ready, id_, is_cancelled)
    except PostilError as error:
        is_feed = isinstance(error, IsFeed) and isinstance(item, WebAddress)
        is_locked = isinstance(error, PasswordNeeded) and not isinstance(item, Source)
        report = with_reason(failed(item, str(error))._replace(is_locked=is_locked), error)
        return report._replace(feed=name_of(item)) if is_feed else report


def with_reason(report: AddReport, error: PostilError) -> AddReport:
    """Returns a report that also says why an address was not fetched, if that was the error."""
    if not isinstance(error, FetchFailed):
        return report
    return report._replace(reason=error.reason, is_own_host=error.is_own_host)


def _read_here(item: Path | Source | EncryptedFile | Draft) -> Draft:
    """Reads what is at hand: raises ImportFailed."""
    from reader.operations.importing.sidecar_highlights import read_file  # start-up time: parsers

    if isinstance(item, Draft):
        return item
    if isinstance(item, Source):
        return read_with_addresses(item)
    if isinstance(item, Path):
        return read_file(item)
    return read_file(item.path, item.password)


def failed(item: Item, error: str) -> AddReport:
    """Returns the report on a thing that could not be added."""
    return AddReport(name_of(item), "failed", None, "", error)


def name_of(item: Item) -> str:
    """Returns what a thing that is to be added is called in reports."""
    if isinstance(item, WebAddress):
        return item.address
    if isinstance(item, EncryptedFile):
        return str(item.path)
    if isinstance(item, Draft):
        return f"{item.source.origin}: {item.title}"
    return str(item) if isinstance(item, Path) else item.origin


def keep(
    history: History,
    drafts: Sequence[PreparedDraft | AddReport],
    tags: Sequence[str],
    batch: str,
    *,
    count: int = 0,
    is_recorded: bool = True,
    is_sure: bool = False,
) -> list[AddReport]:
    """Stores what was read in one transaction; one batch, however many calls, is one undo step.

    ``count`` is how many things the whole batch has, when that is more than one call's. Without
    ``is_recorded`` there is no undo step (the starter articles). With ``is_sure`` a text by which
    much is lost is made the current one all the same. When the library refuses, every draft of the
    call is reported as failed with its reason.
    """
    good = [draft for draft in drafts if isinstance(draft, PreparedDraft)]
    done: dict[int, AddReport] = {}
    if good:
        total = max(count, len(good))

        def label(added: Sequence[AddResult]) -> str:
            if total == 1 and added[0].status != "added":
                return _("Import again")
            if total == 1:
                return _("Add “{title}”").format(title=shorten(added[0].title, 40))
            return _("Add articles")

        try:
            if is_recorded:
                answers = history.do(label, articles.add_many, good, tags, is_sure, merge_key=batch)
            else:
                answers = history.write(articles.add_many, good, tags, is_sure)
            for draft, added in zip(good, answers, strict=True):
                done[id(draft)] = reported(draft, added)
        except PostilError as error:
            for draft in good:
                done[id(draft)] = failed(draft.draft.source, str(error))._replace(is_refused=True)
    return [draft if isinstance(draft, AddReport) else done[id(draft)] for draft in drafts]


def reported(draft: PreparedDraft, added: AddResult) -> AddReport:
    """Returns the report on a draft that was kept."""
    origin = draft.draft.source.origin
    source = draft.draft.source
    feed = draft.draft.url if source.address and _names_feed(source.data) else ""
    status, id_, title = added.status, added.article_id, added.title
    warning = draft.draft.warning
    return AddReport(
        *(origin, status, id_, title, "", added.placing),
        feed=feed,
        warning=warning,
        highlights=added.highlights,
        unplaced=added.unplaced,
    )


def _names_feed(page: bytes) -> bool:
    """Returns whether a page seems to name a feed; each tag is read once, however many are not ended."""
    links = _LINK.finditer(page, 0, _HEAD)
    return any(_FEED_TYPE.search(link[0]) for link in links)
