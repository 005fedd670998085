"""Implements ``postil import``: imports from other programs, with a preview."""

import argparse
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reader.cli import adding as cli_adding
from reader.cli.output.command_output import print_json, wants_json
from reader.cli.output.error_output import print_error
from reader.cli.output.progress_line import progress_line
from reader.core.article_source import WebAddress
from reader.core.errors import InvalidInput
from reader.core.tags import tag_names
from reader.core.translation import _, counted_text
from reader.importers import programs
from reader.importers.programs.program import Program
from reader.operations.archive.archive_reading import is_archive
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportCounts, ImportOptions, ImportPlan
from reader.operations.importing.running import ImportResult
from reader.services import Services

_PART = 20_000  # rows that are written in one transaction
_INTERRUPTED = 130  # as a shell has it
_NEW_OBJECTS = 50_000  # between two collections of garbage
_TOLD = 10  # sentences about what could not be read


def run(app: Services, options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code: 1 where something could not be read."""
    with _rarely_collecting():
        return _run(app, options)


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Collects garbage less often, as a plan of thousands of articles contains none.

    That saves a fifth of the time of an import of 100,000 articles.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _run(app: Services, options: argparse.Namespace) -> int:
    program, path = _named(options.names)
    wanted = ImportOptions(
        tag=tag_names.normalise(options.all_get) if options.all_get else "",
        is_archiving=options.is_archiving,
    )
    with progress_line() as update:
        plan = planning.plan(app.queries, path, program, progress=update)
    counts = plan.counts(wanted)
    if options.is_preview:
        _tell(options, plan, counts, None)
        return _told(plan.unreadable, plan.unreadable_count)
    cli_adding.back_up(app)
    result = ImportResult("")
    try:
        with progress_line(len(plan.articles)) as update:
            for result in running.run(app.history, plan, wanted, _PART):
                update(result.articles)
    except KeyboardInterrupt:
        if not result.articles:
            raise
        result.is_stopped = True
        print_error(result.summary())
        return _INTERRUPTED
    counts = replace(
        counts,
        new=result.highlights,
        unplaced=result.unplaced,
        new_articles=len(result.new),
    )
    _tell(options, plan, counts, result)
    if result.error is not None:
        print_error(f"{result.error} {result.summary()}")
    code = _told(result.told, plan.unreadable_count + len(result.told) - len(plan.unreadable))
    if options.is_fetching and result.addresses:
        items = [WebAddress(address) for address in result.addresses]
        reports = cli_adding.add(app, items, options, is_told=not wants_json(options))
        code = 1 if any(one.status == "failed" for one in reports) else code
    return 1 if result.error is not None else code


def _named(names: Sequence[str]) -> tuple[Program | None, Path]:
    """Returns the program, which may be left out, and the path that were given."""
    if len(names) == 1:
        return None, Path(names[0])
    if len(names) == 2:
        return programs.find_program(names[0]), Path(names[1])
    raise InvalidInput(_("Name one file or folder to import, after its program if you like."))


def _tell(
    options: argparse.Namespace,
    plan: ImportPlan,
    counts: ImportCounts,
    result: ImportResult | None,
) -> None:
    if wants_json(options):
        told = {
            "program": plan.program,
            "new": counts.new,
            "here": counts.here,
            "unplaced": counts.unplaced,
            "unreadable": counts.unreadable,
            "new_articles": counts.new_articles,
            "known_articles": counts.known_articles,
            "without_text": counts.without_text,
            "ids": [] if result is None else result.new,
        }
        print_json(told)
        return
    print(f"{plan.title}: {counts.summary(is_done=result is not None)}")
    if is_archive(Path(options.names[-1])):
        print(
            _(
                "There is a library already, so only the current state of articles is imported;"
                " earlier revisions and deleted items are imported only into a folder without a"
                " library (--data-dir)."
            )
        )
    if counts.without_text and not options.is_fetching:
        if counts.waiting:
            text = counted_text(
                "{n} new article has no text: its highlights get positions when the text is added",
                "{n} new articles have no text: their highlights get positions when the texts are added",
                counts.without_text,
            )
        else:
            text = counted_text(
                "{n} new article has no text", "{n} new articles have no text", counts.without_text
            )
        # Books have no address, and what is in the library is not fetched by another import.
        can_fetch = result is None and any(
            one.record.url and not (one.is_known or one.has_text) for one in plan.articles
        )
        print(text + (" (--fetch)." if can_fetch else "."))


def _told(sentences: Sequence[str], count: int) -> int:
    """Prints what could not be read; returns the exit code."""
    for sentence in sentences[:_TOLD]:
        print_error(sentence)
    if count > _TOLD:
        print_error(_("… and {n} more").format(n=count - _TOLD))
    return 1 if sentences else 0
