"""Runs a planned import in parts, all as one undo step."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.core.errors import PostilError
from reader.core.translation import _, counts_line, ngettext
from reader.core.unique_ids import act_key
from reader.operations.history import History
from reader.operations.importing import storing
from reader.operations.importing.plan import (
    Check,
    Fate,
    ImportOptions,
    ImportPlan,
    PlannedArticle,
)


@dataclass(slots=True)
class ImportResult:
    """What an import has done."""

    step: str  # the merge key of its step
    articles: int = 0  # that were reached
    new: list[int] = field(default_factory=list)  # ids of articles
    highlights: int = 0
    unplaced: int = 0
    here: int = 0
    addresses: list[str] = field(default_factory=list)  # of the new ones that have no text
    told: list[str] = field(default_factory=list)  # what could not be read, a sentence each
    is_stopped: bool = False  # before all of it was kept
    error: PostilError | None = None  # by which it was stopped

    def summary(self) -> str:
        """Returns what was done, in one line."""
        count = self.highlights
        parts = (
            (count, ngettext("{n} highlight added", "{n} highlights added", count)),
            (len(self.new), ngettext("{n} new article", "{n} new articles", len(self.new))),
            (self.unplaced, ngettext("{n} needs review", "{n} need review", self.unplaced)),
        )
        told = counts_line(parts)
        if self.is_stopped:
            return _("Stopped; import again for the rest. {done}").format(done=told).strip()
        return told or _("Nothing was new.")


def run(
    history: History,
    plan: ImportPlan,
    options: ImportOptions,
    part: int,
    check: Check = lambda: None,
) -> Iterator[ImportResult]:
    """Carries out the plan; yields the result so far after each part.

    part: about how many rows are written in one transaction. What is kept stays when it is stopped
    in between, also by an error: the last result has it. Raises PostilError when nothing was kept.
    """
    result = ImportResult(act_key(), told=[*plan.unreadable])
    label = _("Import from {program}").format(program=plan.title)
    chosen = [one for one in plan.articles if one.is_chosen]
    for articles in _parts(chosen, part):
        ready = []
        for article in articles:
            check()
            one, told = storing.prepared(plan, article)
            ready.append(one)
            if told:
                result.told.append(told)
        try:
            stored = history.do(label, storing.store, ready, options, check, merge_key=result.step)
        except PostilError as error:
            if not result.articles:
                raise
            result.is_stopped, result.error = True, error
            yield result
            return
        result.new += stored.new
        result.highlights += stored.highlights
        result.unplaced += stored.unplaced
        result.addresses += stored.addresses
        marks = (mark for article in articles for mark in article.highlights)
        result.here += sum(mark.fate is Fate.HERE for mark in marks)
        result.articles += len(articles)
        yield result


def _parts(articles: list[PlannedArticle], size: int) -> Iterator[list[PlannedArticle]]:
    """Parts articles so that a transaction writes about so many rows."""
    part: list[PlannedArticle] = []
    rows = 0
    for article in articles:
        weight = 3 + 2 * len(article.highlights)
        if part and rows + weight > size:
            yield part
            part, rows = [], 0
        part.append(article)
        rows += weight
    if part:
        yield part
