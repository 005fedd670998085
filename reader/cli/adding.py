"""Implements ``postil add``: adds files, addresses, lists of addresses, and standard input."""

import argparse
import re
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader.cli.arguments.text_argument import STANDARD_INPUT, read_text
from reader.cli.output.command_output import print_json, wants_json
from reader.cli.output.error_output import print_error
from reader.core.article_source import EncryptedFile, Source, WebAddress
from reader.core.errors import InvalidInput, LibraryError
from reader.core.translation import _, ngettext, number_text
from reader.core.unique_ids import act_key
from reader.core.web_addresses import address_lines, web_address
from reader.importers.limits import FILE_BYTES
from reader.library.backups import backups
from reader.library.backups.backups import KEEPS, Reason
from reader.operations import add_report_texts, adding
from reader.operations.adding import AddReport, Item
from reader.services import Services

_PATIENCE = 0.5  # seconds to wait for another backup that is being made
CHUNK = 20  # things kept in one transaction
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def run(app: Services, options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code; a failure never keeps the rest from being added."""
    in_chapters = options.chapters
    if in_chapters is None:
        in_chapters = app.settings.text("books") == "chapters"
    items = adding.unfolded(_items(options), in_chapters=in_chapters)
    if len(items) >= adding.MANY:
        back_up(app)
    reports = add(app, items, options, options.tag, is_told=not wants_json(options))
    if wants_json(options):
        print_json([_as_dict(one) for one in reports])
    return 1 if any(report.status == "failed" for report in reports) else 0


def add(
    app: Services,
    items: Sequence[Item],
    options: argparse.Namespace,
    tags: Sequence[str] = (),
    *,
    is_told: bool,
) -> list[AddReport]:
    """Adds things one by one, as the options say, and reports the result, if that is wanted."""
    allowed = app.settings.fetch_options()
    allowed = allowed._replace(
        pictures=options.pictures or allowed.pictures,
        is_local_allowed=options.is_local_allowed or allowed.is_local_allowed,
    )
    batch, reports = act_key(), list[AddReport]()
    is_over = threading.Event()  # Ctrl+C: what is under way need not be waited for
    with (
        adding.downloads(items, allowed, is_over.is_set) as pages,
        adding.files_ahead(items, is_over.is_set) as files,
    ):
        try:
            for start in range(0, len(items), CHUNK):
                chunk = items[start : start + CHUNK]
                drafts = [
                    adding.read(item, app.queries, pages=pages, files=files) for item in chunk
                ]
                kept = adding.keep(
                    app.history,
                    drafts,
                    tags,
                    batch,
                    count=len(items),
                    is_sure=options.is_sure,
                )
                reports += kept
                if is_told:
                    _print(app, kept)
        finally:
            is_over.set()
    return reports


def back_up(app: Services) -> None:
    """Creates a backup; if that fails, this is reported, and adding goes on."""
    folder, keep = app.settings.backup_folder(), KEEPS[app.settings.text("backup_keep")]
    library, now = app.database.path, datetime.now(UTC)
    try:
        backups.back_up(library, folder, Reason.BEFORE_IMPORT, now, keep=keep, patience=_PATIENCE)
    except LibraryError as error:
        print_error(error)


def _items(options: argparse.Namespace) -> list[Item]:
    """Returns what the arguments name, files and addresses first, then those of the lists.

    Says how many files it takes of a folder.
    """
    if (options.name or options.url) and STANDARD_INPUT not in options.files:
        raise InvalidInput(_("--name and --url describe standard input: add - to read it."))
    items: list[Item] = []
    for name in options.files:
        if name == STANDARD_INPUT:
            items.append(_standard_input(options.name, options.url))
        elif _SCHEME.match(name):
            items.append(WebAddress(name))
        elif files := adding.files_in(Path(name)):
            items += files
            if not wants_json(options):
                text = ngettext(
                    "{folder} contains {n} file that can be added",
                    "{folder} contains {n} files that can be added",
                    len(files),
                )
                print(text.format(folder=name, n=number_text(len(files))))
        else:
            items.append(Path(name))
    if options.password:
        items = [
            EncryptedFile(one, options.password) if isinstance(one, Path) else one for one in items
        ]
    for name in options.addresses:
        items += [WebAddress(line) for line in address_lines(read_text(name))]
    return items


def _standard_input(name: str, address: str) -> Source:
    """Returns what is on standard input, with the name and address that the user gave it."""
    if address and not web_address(address):
        message = _("“{address}” is not a web address: one begins with https:// or http://.")
        raise InvalidInput(message.format(address=address))
    origin = name or web_address(address) or "stdin"
    data = sys.stdin.buffer.read(FILE_BYTES + 1)  # more is refused, so it need not be read
    return Source(data, origin, origin, address=web_address(address))


def _print(app: Services, reports: Sequence[AddReport]) -> None:
    for report in reports:
        if report.status != "failed":
            print(f"{report.status:<10}{report.id:>6}  {report.title}")
            for told in (
                add_report_texts.placing_text([report]),
                add_report_texts.highlights_text([report]),
            ):
                if told:
                    print(" " * 18 + told)
        if report.warning:
            print_error(report.warning)
        if report.status == "offered" and report.id is not None:
            _print_offer(app, report.id)
    for report in reports:
        if report.status == "failed":
            print_error(report.error)


def _as_dict(report: AddReport) -> dict[str, Any]:
    told: dict[str, Any] = {
        "source": report.source,
        "status": report.status,
        "id": report.id,
        "title": report.title or None,
        "error": report.error or None,
    }
    if report.warning:
        told["warning"] = report.warning
    if report.highlights:
        told["highlights"] = {"added": report.highlights, "needing_review": report.unplaced}
    if report.placing is not None:  # a text that is updated or offered: how sure the highlights are
        told["counts"] = report.placing.as_dict()
    return told


def _print_offer(app: Services, article_id: int) -> None:
    """Says why a new text is not the current one yet, and what to do about it.

    Prints nothing if a file that was added with it contained another text.
    """
    offered = app.queries.offer(article_id)
    if offered is None:
        return
    facts = app.queries.revision_facts(article_id)
    present = next(one for one in facts if one.is_current)
    why = add_report_texts.offered_text(
        offered.lost, offered.highlights, present.length, offered.length
    )
    text = _("{why} It was kept as revision {n}; --use-anyway makes it the current one.")
    print(" " * 18 + text.format(why=why, n=offered.seq))
