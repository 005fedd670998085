"""Adds many files or sources at once: reads each, stores what could be read, reports on all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.core.errors import PostilError
from reader.core.models import Source
from reader.core.translation import _, ngettext
from reader.operations import articles, draft_preparation
from reader.operations.draft_preparation import AddResult, PreparedDraft
from reader.operations.history import History

if TYPE_CHECKING:
    from reader.core.anchoring.reference_anchor import AnchorCounts
    from reader.library.queries.queries import Queries


class AddReport(NamedTuple):
    """What became of one thing that was to be added."""

    source: str  # as it was named
    status: str  # added, updated, offered, duplicate or failed
    id: int | None
    title: str
    error: str  # one sentence when it failed
    placing: "AnchorCounts | None" = None  # of the highlights, on a text that is updated or offered


def read(
    item: Path | Source,
    queries: "Queries | None" = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> PreparedDraft | AddReport:
    """Reads a file or source, without changing the library (fit for a worker thread).

    With queries of that thread, the highlights of an article that gets a new text by it are found
    on that text too. Fails when is_cancelled says so.
    """
    from reader import importers  # start-up time: parsers

    try:
        source = importers.open_source(item) if isinstance(item, Path) else item
        prepared = draft_preparation.prepare(importers.read(source))
        if queries is not None and (id_ := queries.article_at(prepared.draft.url)) is not None:
            from reader.operations.revisions import planned  # start-up time: finding words again

            prepared = planned(queries, prepared, id_, is_cancelled)
    except PostilError as error:
        return failed(item, str(error))
    return prepared


def failed(item: Path | Source, error: str) -> AddReport:
    """Returns the report on a thing that could not be added."""
    name = str(item) if isinstance(item, Path) else item.origin
    return AddReport(name, "failed", None, "", error)


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
    """Keeps what was read in one transaction; one batch, however many calls, is one undo step.

    ``count`` is how many things the whole batch has, when that is more than one call's. Without
    ``is_recorded`` there is no undo step (the starter articles). With ``is_sure`` a text by which
    much is lost is made the present one all the same. When the library refuses, every draft of the
    call is reported as failed with its reason.
    """
    good = [draft for draft in drafts if isinstance(draft, PreparedDraft)]
    done: dict[int, AddReport] = {}
    if good:
        total = max(count, len(good))

        def label(added: Sequence[AddResult]) -> str:
            if total == 1 and added[0].status != "added":
                return _("Read in again")
            return ngettext("Add article", "Add articles", total)

        try:
            if is_recorded:
                answers = history.do(label, articles.add_many, good, tags, is_sure, merge_key=batch)
            else:
                answers = history.write(articles.add_many, good, tags, is_sure)
            for draft, added in zip(good, answers, strict=True):
                done[id(draft)] = reported(draft, added)
        except PostilError as error:
            for draft in good:
                done[id(draft)] = failed(draft.draft.source, str(error))
    return [draft if isinstance(draft, AddReport) else done[id(draft)] for draft in drafts]


def reported(draft: PreparedDraft, added: AddResult) -> AddReport:
    """Returns the report on a draft that was kept."""
    origin = draft.draft.source.origin
    return AddReport(origin, added.status, added.article_id, added.title, "", added.placing)


def offered_text(lost: int, total: int, old: int, new: int) -> str:
    """Returns why a new text was not made the present one; the lengths are in characters."""
    if lost:
        text = ngettext(
            "{lost} of {total} highlight would lose its place.",
            "{lost} of {total} highlights would lose their place.",
            total,
        )
        return text.format(lost=lost, total=total)
    text = _("It has only {percent}% of the present one's length.")
    return text.format(percent=round(100 * new / max(1, old)))


def summary(reports: Sequence[AddReport]) -> str:
    """Returns how many were added, already there and failed, in one line."""
    counts = {
        status: sum(1 for report in reports if report.status == status)
        for status in ("added", "updated", "offered", "duplicate", "failed")
    }
    parts = (
        (counts["added"], ngettext("{n} added", "{n} added", counts["added"])),
        (counts["updated"], ngettext("{n} updated", "{n} updated", counts["updated"])),
        (
            counts["offered"],
            ngettext("{n} new text to decide on", "{n} new texts to decide on", counts["offered"]),
        ),
        (
            counts["duplicate"],
            ngettext("{n} already there", "{n} already there", counts["duplicate"]),
        ),
        (counts["failed"], ngettext("{n} failed", "{n} failed", counts["failed"])),
    )
    return " · ".join(text.format(n=count) for count, text in parts if count)
