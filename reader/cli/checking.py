"""Implements ``postil check``: reports damage in a library, and repairs it."""

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reader.core.errors import LibraryCorrupt
from reader.core.translation import _
from reader.library.backups import backup_inspection
from reader.library.backups.backup_texts import counts_text
from reader.library.connection import BUSY_SECONDS
from reader.library.database import Database
from reader.library.integrity.integrity_check import Fault, find_faults
from reader.library.integrity.repair import Repair, repair
from reader.operations.repair_report import repair_lines


def run(library: Path, folder: Path, *, is_repairing: bool) -> tuple[str, Any, int]:
    """Checks a library, and repairs it if asked to; returns text, the answer for JSON, exit code."""
    with suppress(LibraryCorrupt):  # damage is reported below
        Database.open(library, create=False, read_only=True).close()
    if is_repairing:
        done = repair(library, folder, BUSY_SECONDS)
        left, lines, told = done.left, repair_lines(library, done), _repair_facts(done)
    else:
        left = find_faults(library)
        lines, told = [], {}
        if left:
            lines.append(
                _("“postil check --repair” creates a new library from all that can be read.")
            )
    counts = backup_inspection.counts_of_library(library)
    said = counts_text(counts) if counts is not None else _("it cannot be counted")
    if not left:
        lines.insert(0, _("{path} is undamaged: {counts}.").format(path=library, counts=said))
    if counts is not None:
        told |= asdict(counts)
    told |= {"path": str(library), "faults": [_facts(fault) for fault in left]}
    return "\n".join([*(fault.text for fault in left), *lines]), told, 1 if left else 0


def _repair_facts(done: Repair) -> dict[str, Any]:
    return {
        "repaired": [_facts(fault) for fault in done.found] if done.former else [],
        "former": str(done.former) if done.former else None,
        "restored": done.restored,
        "unreadable": done.unreadable,
        "replaced": done.replaced,
        "quarantined": done.quarantined,
        "quarantine": str(done.quarantine) if done.quarantine else None,
    }


def _facts(fault: Fault) -> dict[str, Any]:
    """Returns a fault for JSON."""
    return {
        "kind": fault.kind.value,
        "table": fault.table or None,
        "row": fault.row,
        "article": fault.article,
        "text": fault.text,
    }
