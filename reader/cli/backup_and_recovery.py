"""Implements ``postil backup``, ``restore`` and ``rebuild``, which work without a valid library."""

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader import paths
from reader.core.errors import LibraryError, NotFound
from reader.core.file_sizes import size_text
from reader.core.translation import _, ngettext
from reader.library.backups import backup_inspection, backups, restoring
from reader.library.backups.backup_inspection import Counts, UnreadableBackup
from reader.library.backups.backup_texts import (
    counts_text,
    difference_text,
    reason_text,
    restored_text,
)
from reader.library.backups.backups import KEEPS, Backup, Reason
from reader.library.connection import BUSY_SECONDS
from reader.library.queries.queries import Queries
from reader.settings import Settings


class _Place:
    """Where a library and its backups are."""

    def __init__(self, directory: Path) -> None:
        self.library = paths.library_file(directory)
        settings = Settings.of(directory)
        self.folder = settings.backup_folder()
        self.keep = KEEPS[settings.text("backup_keep")]


def run(options: argparse.Namespace, directory: Path) -> tuple[str, Any, int]:
    """Runs one of these commands on the library of a folder; returns its answer, also for JSON.

    The last is the exit code.
    """
    place = _Place(directory)
    if options.command == "check":
        from reader.cli import checking  # start-up time: Alembic

        return checking.run(place.library, place.folder, is_repairing=options.is_repairing)
    return *_COMMANDS[options.command](place, options), 0


def _backup(place: _Place, options: argparse.Namespace) -> tuple[str, Any]:
    if options.is_listing:
        found = backups.listed(place.folder)
        lines = [_line(one, place.library) for one in found]
        none = _("There is no backup in {folder}.").format(folder=place.folder)
        return "\n".join(lines) or none, [_facts(one) for one in found]
    made = backups.back_up(
        place.library, place.folder, Reason.BY_HAND, datetime.now(UTC), keep=place.keep
    )
    text = _("Backup {n} created and verified: {counts}. It is {path}.")
    counts = counts_text(backup_inspection.counts(made.path))
    told = [text.format(n=made.number, counts=counts, path=made.path)]
    if options.has_articles:
        from reader.operations.archive import json_mirror  # only when asked for: exporters

        try:
            with closing(Queries(place.library)) as queries:
                json_mirror.write(queries, paths.article_folder(place.library.parent))
        except LibraryError as error:  # the backup was made all the same
            told.append(str(error))
    return "\n".join(told), _facts(made)


def _restore(place: _Place, options: argparse.Namespace) -> tuple[str, Any]:
    chosen = _chosen(place.folder, options.backup)
    if options.preview:
        counts = backup_inspection.check(chosen)
        difference = difference_text(backup_inspection.difference(chosen, place.library))
        text = _("{path} contains {counts}: {difference}.")
        said = text.format(path=chosen, counts=counts_text(counts), difference=difference)
        return said, {"backup": str(chosen), **_counts_facts(counts)}
    done = restoring.restore(
        place.library, chosen, place.folder, datetime.now(UTC), BUSY_SECONDS, place.keep
    )
    former = done.kept.path if isinstance(done.kept, Backup) else done.kept
    told = {"backup": str(chosen), **_counts_facts(done.counts)}
    told["former"] = str(former) if former else None
    return restored_text(chosen, done.counts, done.kept), told


def _rebuild(place: _Place, options: argparse.Namespace) -> tuple[str, Any]:
    from reader.operations.archive import rebuild_from_mirror  # only when asked for: SQLAlchemy

    made = rebuild_from_mirror.rebuild(Path(options.folder), place.library)
    text = ngettext(
        "{path} was rebuilt from {n} article.",
        "{path} was rebuilt from {n} articles.",
        made.articles,
    )
    lines = [text.format(path=place.library, n=made.articles), *made.told]
    return "\n".join(lines), {"articles": made.articles, "damaged": list(made.told)}


_COMMANDS: dict[str, Callable[[_Place, argparse.Namespace], tuple[str, Any]]] = {
    "backup": _backup,
    "restore": _restore,
    "rebuild": _rebuild,
}
NAMES = (*_COMMANDS, "check")


def _chosen(folder: Path, name: str) -> Path:
    """Returns the backup that a number or a path names; raises NotFound."""
    if not name.isdecimal():
        return Path(name)
    found = [one for one in backups.listed(folder) if one.number == int(name)]
    if len(found) > 1:
        files = ", ".join(one.path.name for one in found)
        message = _("Several backups have the number {n}: name one of the files {files}.")
        raise NotFound(message.format(n=name, files=files))
    if found:
        return found[0].path
    message = _("There is no backup {n} in {folder}; “postil backup --list” lists them.")
    raise NotFound(message.format(n=name, folder=folder))


def _line(one: Backup, library: Path) -> str:
    moment = one.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    head = f"{one.number:>6}  {moment}  {size_text(one.size):>10}  "
    try:
        counts = backup_inspection.counts(one.path)
        difference = backup_inspection.difference(one.path, library)
    except UnreadableBackup as error:
        why = _("cannot be read: {reason}").format(reason=_(error.reason))
        return f"{head}{why}  ({reason_text(one.reason)})"
    said = f"{counts_text(counts)}; {difference_text(difference)}"
    return f"{head}{said}  ({reason_text(one.reason)})"


def _facts(one: Backup) -> dict[str, Any]:
    """Returns a backup for JSON; without counts if it cannot be read."""
    made_at = one.made_at.isoformat().replace("+00:00", "Z")
    told = {
        "number": one.number,
        "path": str(one.path),
        "made_at": made_at,
        "reason": one.reason.value,
        "bytes": one.size,
    }
    try:
        return told | _counts_facts(backup_inspection.counts(one.path))
    except LibraryError as error:
        return told | {"error": str(error)}


def _counts_facts(counts: Counts) -> dict[str, int]:
    return {
        "articles": counts.articles,
        "annotations": counts.annotations,
        "tags": counts.tags,
    }
