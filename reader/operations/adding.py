"""Adding many things at once: read each in turn, keep what could be read, report on all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import PostilError
from reader.core.models import Source
from reader.core.translation import ngettext
from reader.operations import articles
from reader.operations.articles import Prepared
from reader.operations.history import History


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one thing that was to be added."""

    source: str  # as it was named
    status: str  # added, updated, duplicate or failed
    id: int | None
    title: str
    error: str  # one sentence when it failed


def read(item: Path | Source) -> Prepared | Report:
    """Read a file or source, without touching the library (fit for a worker thread)."""
    from reader import importers  # start-up time: parsers

    try:
        source = importers.open_source(item) if isinstance(item, Path) else item
        return articles.prepare(importers.read(source))
    except PostilError as error:
        return failed(item, str(error))


def failed(item: Path | Source, error: str) -> Report:
    """The report on a thing that could not be added."""
    name = str(item) if isinstance(item, Path) else item.origin
    return Report(name, "failed", None, "", error)


def keep(
    history: History,
    drafts: Sequence[Prepared | Report],
    tags: Sequence[str],
    batch: str,
    *,
    count: int = 0,
    is_recorded: bool = True,
) -> list[Report]:
    """Keep what was read in one transaction; one batch, however many calls, is one undo step.

    ``count`` is how many things the whole batch has, when that is more than one call's. Without
    ``is_recorded`` there is no undo step (the starter articles). When the library refuses, every
    draft of the call is reported as failed with its reason.
    """
    good = [draft for draft in drafts if isinstance(draft, Prepared)]
    done: dict[int, Report] = {}
    if good:
        label = ngettext("Add article", "Add articles", max(count, len(good)))
        try:
            if is_recorded:
                answers = history.do(label, articles.add_many, good, tags, merge_key=batch)
            else:
                answers = history.write(articles.add_many, good, tags)
            for draft, added in zip(good, answers, strict=True):
                done[id(draft)] = Report(
                    draft.draft.source.origin, added.status, added.article_id, added.title, ""
                )
        except PostilError as error:
            for draft in good:
                done[id(draft)] = failed(draft.draft.source, str(error))
    return [draft if isinstance(draft, Report) else done[id(draft)] for draft in drafts]


def summary(reports: Sequence[Report]) -> str:
    """How many were added, already there and failed, in one line."""
    counts = {
        status: sum(1 for report in reports if report.status == status)
        for status in ("added", "updated", "duplicate", "failed")
    }
    parts = (
        (counts["added"], ngettext("{n} added", "{n} added", counts["added"])),
        (counts["updated"], ngettext("{n} updated", "{n} updated", counts["updated"])),
        (
            counts["duplicate"],
            ngettext("{n} already there", "{n} already there", counts["duplicate"]),
        ),
        (counts["failed"], ngettext("{n} failed", "{n} failed", counts["failed"])),
    )
    return " · ".join(text.format(n=count) for count, text in parts if count)
