"""Implements ``postil doctor``: prints versions, folders and problems.

It makes and upgrades nothing, and works where the library does not open.
"""

import os
import platform
import shutil
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from reader import __version__, paths
from reader.core.errors import LibraryError
from reader.core.file_sizes import size_text
from reader.core.translation import _, ngettext
from reader.library import database, remote_folders, write_lock
from reader.library.backups import backup_inspection, backups
from reader.library.backups.backup_inspection import Counts
from reader.library.backups.backup_texts import counts_text, reason_text
from reader.library.backups.backups import Reason
from reader.library.connection import SCHEMA, journal_of, rollback_journal_of
from reader.library.queries.queries import Queries
from reader.settings import Settings

Facts = dict[str, Any]


def run(directory: Path) -> tuple[str, Facts]:
    """Returns what is found about the library of a folder, in lines and as facts for JSON."""
    settings = Settings.of(directory)
    facts = {
        "versions": _versions(),
        "folder": str(directory),
        "free_bytes": _free(directory),
        "network": remote_folders.network_file_system(directory),
        "synchronized_by": remote_folders.sync_service(directory),
        "library": _library(paths.library_file(directory)),
        "backups": _backups(settings.backup_folder()),
        "articles": str(paths.article_folder(directory)),
        "settings": str(directory / "settings.json"),
        "logs": str(paths.log_folder(directory)),
        "writer": _writer(paths.library_file(directory)),
        "window": window_of(directory),
    }
    return "\n".join(_lines(facts)), facts


def _versions() -> Facts:
    return {
        "postil": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "qt": _installed("PySide6_Essentials"),  # numbered as Qt is, which is not loaded here
        "sqlite": Queries.sqlite_version(),
        "sqlalchemy": _installed("SQLAlchemy"),
    }


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _free(folder: Path) -> int | None:
    """Returns how many bytes are free where a folder is, or will be made."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), None)
    with suppress(OSError):
        return shutil.disk_usage(there or folder).free
    return None


def _library(file: Path) -> Facts:
    schema, problem = database.inspect(file)
    counts = None if problem or schema is None else backup_inspection.counts_of_library(file)
    return {
        "path": str(file),
        "bytes": _size(file),
        "journal_bytes": _size(journal_of(file)) or _size(rollback_journal_of(file)),
        "schema": schema,
        "problem": problem or None,
        "is_writable": all(os.access(place, os.W_OK) for place in (file, file.parent)),
        "counts": None if counts is None else asdict(counts),
    }


def _size(file: Path) -> int | None:
    with suppress(OSError):
        return file.stat().st_size
    return None


def _backups(folder: Path) -> Facts:
    facts: Facts = {"folder": str(folder), "free_bytes": _free(folder), "count": 0}
    facts |= {"bytes": 0, "last": None, "problem": None}
    try:
        found = backups.listed(folder)
    except LibraryError as error:
        return facts | {"problem": str(error)}
    facts |= {"count": len(found), "bytes": sum(one.size for one in found)}
    if found:
        last = found[0]
        made_at = last.made_at.isoformat()
        facts["last"] = {"number": last.number, "made_at": made_at, "reason": last.reason.value}
    return facts


def _writer(library: Path) -> Facts | None:
    """Returns the process that has the lock for writing; None if there is none."""
    file = write_lock.lock_file(library)
    if not write_lock.is_held(file):
        return None
    holder = write_lock.last_holder(file)
    if holder is None:
        return {"pid": None, "program": "", "since": None}
    return {**holder._asdict(), "since": holder.since.isoformat()}


def window_of(directory: Path) -> Facts | None:
    """Returns the process that has the window of a data folder open; None if there is none."""
    file = directory / paths.WINDOW_LOCK
    if not write_lock.is_held(file):
        return None
    pid = None
    with suppress(OSError, ValueError):
        pid = int(file.read_text("utf-8", errors="replace").split("\n")[0])
    return {"pid": pid}


def _lines(facts: Facts) -> list[str]:
    """Returns the facts as the user reads them, a line each."""
    versions, library, saved = facts["versions"], facts["library"], facts["backups"]
    window = facts["window"]
    missing = _("not installed")
    rows = [
        ("Postil", versions["postil"]),
        ("Python", f"{versions['python']} · {versions['system']}"),
        ("Qt", versions["qt"] or missing),
        ("SQLite", versions["sqlite"]),
        ("SQLAlchemy", versions["sqlalchemy"] or missing),
        (_("Folder"), facts["folder"]),
        ("", remote_folders.warning(Path(facts["folder"])) or _("on this computer")),
        (_("Free space"), _size_text(facts["free_bytes"])),
        (_("Library"), library["path"]),
        ("", _library_text(library)),
        (_("Backups"), saved["folder"]),
        ("", _backups_text(saved)),
        (_("Article files"), facts["articles"]),
        (_("Settings"), facts["settings"]),
        (_("Logs"), facts["logs"]),
        (_("Writing now"), _writer_text(facts["writer"])),
        (_("Window"), _("not open") if window is None else _window_text(window["pid"])),
    ]
    width = max(len(label) for label, _text in rows)
    return [f"{label:<{width}}  {text}" for label, text in rows]


def _size_text(size: int | None) -> str:
    return _("unknown") if size is None else size_text(size)


def _library_text(library: Facts) -> str:
    parts = []
    if library["bytes"] is not None:
        parts.append(size_text(library["bytes"]))
    if library["journal_bytes"]:
        parts.append(_("journal {size}").format(size=size_text(library["journal_bytes"])))
    if library["problem"]:
        parts.append(library["problem"])
    elif library["schema"] is None:
        parts.append(_("does not exist yet"))
    elif library["schema"] < SCHEMA:
        parts.append(_("can be opened, and will be upgraded"))
    else:
        parts.append(_("can be opened (“postil check” reads all of it)"))
    if library["counts"]:
        parts.append(counts_text(Counts(**library["counts"])))
    if library["bytes"] is not None and not library["is_writable"]:
        parts.append(_("read-only"))
    return " · ".join(parts)


def _backups_text(saved: Facts) -> str:
    if saved["problem"]:
        return str(saved["problem"])
    if not saved["count"]:
        return _("does not exist yet")
    text = ngettext("{n} backup", "{n} backups", saved["count"]).format(n=saved["count"])
    moment = datetime.fromisoformat(saved["last"]["made_at"]).astimezone()
    last = _("the last of {time} ({reason})").format(
        time=moment.strftime("%Y-%m-%d %H:%M"), reason=reason_text(Reason(saved["last"]["reason"]))
    )
    free = _("{size} free").format(size=_size_text(saved["free_bytes"]))
    return f"{text} · {size_text(saved['bytes'])} · {last} · {free}"


def _writer_text(writer: Facts | None) -> str:
    if writer is None:
        return _("nobody")
    if writer["pid"] is None:
        return _("another program")
    since = datetime.fromisoformat(writer["since"])
    holder = write_lock.Holder(writer["pid"], writer["program"], since)
    text = _("{who}, since {time}")
    return text.format(who=write_lock.holder_text(holder), time=write_lock.since_text(holder))


def _window_text(pid: int | None) -> str:
    return _("is open") if pid is None else _("is open (process {pid})").format(pid=pid)
