"""Formats the texts of the page of backups: days, states, and screen reader announcements."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.file_sizes import size_text
from reader.core.translation import _, ngettext, number_text
from reader.library.backups.backup_texts import difference_text, reason_text
from reader.library.backups.backups import BEFORE_DELETIONS, KEEPS, Keep
from reader.settings import BY_KEY
from reader.ui.backups.backup_listing import BackupRow
from reader.ui.style.reading_typography import in_line

_WITH_WEEKDAY = timedelta(days=30)
INTERVALS = tuple(
    (int(n), words) for n, words in BY_KEY["backup_minutes"].options
)  # minutes, and the words for them


def moment_text(moment: datetime, now: datetime) -> str:
    """Returns "today, 09:12", "Friday 27 November, 09:12" or "1 October 2025, 09:12"."""
    return _("{day}, {time}").format(day=day_text(moment, now), time=time_text(moment))


def capital(text: str) -> str:
    """Returns a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def time_text(moment: datetime) -> str:
    """Returns a time of the day in the user's format."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        return locale.toString(_local(moment), "HH:mm")
    return locale.toString(_local(moment).time(), QLocale.FormatType.ShortFormat)


def day_text(moment: datetime, now: datetime) -> str:
    """Returns "today", "yesterday", "tomorrow" or the day; with the weekday when it is not long ago."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    if day == today:
        return _("today")
    near = {-1: _("yesterday"), 1: _("tomorrow")}
    if (day - today).days in near:
        return near[(day - today).days]
    # Translators: these are dates as QLocale writes them; the order may be another.
    form = _("d MMMM yyyy")
    if day.year == today.year:
        form = _("dddd d MMMM") if abs(today - day) < _WITH_WEEKDAY else _("d MMMM")
    return QLocale().toString(_local(moment), form)


def kind_text(row: BackupRow, now: datetime) -> str:
    """Returns why a backup was created, and when it was last verified."""
    if row.check is None:
        return reason_text(row.backup.reason)
    return _("{reason} · verified {day}").format(
        reason=reason_text(row.backup.reason), day=day_text(row.check.at, now)
    )


def difference_of(row: BackupRow) -> str:
    """Returns what differs now, or why the backup cannot be read."""
    if row.fault:
        return _("Unreadable: {reason}").format(reason=_(row.fault))
    return difference_text(row.difference) if row.is_read else "…"


def total_text(rows: list[BackupRow]) -> str:
    """Returns "9, together 658.0 MB"."""
    size = size_text(sum(row.backup.size for row in rows))
    return _("{n}, {size} in total").format(n=number_text(len(rows)), size=size) if rows else ""


def keep_text(name: str) -> str:
    """Returns which backups stay by a setting."""
    keep: Keep = KEEPS[name]
    return _("{last} last, {daily} daily, {weekly} weekly, {monthly} monthly").format(
        **keep._asdict()
    )


def kept_tip() -> str:
    """Returns which other backups stay, whatever the setting."""
    text = ngettext(
        "Also the last {n} created before something was deleted permanently, and each that "
        "contains much more than every newer one.",
        "Also the last {n} created before something was deleted permanently, and each that "
        "contains much more than every newer one.",
        BEFORE_DELETIONS,
    )
    return text.format(n=BEFORE_DELETIONS)


def every_text(minutes: int) -> str:
    """Returns an interval after “Every”."""
    named = dict(INTERVALS)
    if minutes in named:
        return _(named[minutes])
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def path_text(path: Path) -> str:
    """Returns a path, the home of the user as ``~``."""
    text = str(path)
    with suppress(ValueError, RuntimeError):
        text = str(Path("~") / path.relative_to(Path.home()))
    return in_line(text)


def question_of_restore(row: BackupRow, now: datetime) -> str:
    """Returns what is asked before a restore: what differs, and what becomes of the current library."""
    text = _(
        "Restore the backup of {moment}? Compared with it: {difference}. The current library "
        "is kept as a backup first."
    )
    moment = moment_text(row.backup.made_at, now)
    return text.format(moment=moment, difference=difference_of(row))


def question_of_deletion(row: BackupRow, now: datetime) -> str:
    """Returns what is asked before a backup is deleted."""
    moment = moment_text(row.backup.made_at, now)
    text = _("Permanently delete the backup of {moment}? {difference}.")
    return text.format(moment=moment, difference=capital(difference_of(row)))


def spoken_row(row: BackupRow, now: datetime) -> str:
    """Returns what a screen reader says of a row."""
    from reader.library.backups.backup_texts import counts_text  # only when somebody listens

    parts = [
        capital(moment_text(row.backup.made_at, now)),
        kind_text(row, now),
        size_text(row.backup.size),
        counts_text(row.counts) if row.counts else "",
        difference_of(row),
    ]
    return ", ".join(part for part in parts if part)


def strip_labels(*, has_rows: bool) -> list[KeyLabel]:
    """Returns the keys of the page."""
    rows: list[str | tuple[str, str]] = ["library.back_up backups.open_folder"]
    if has_rows:
        rows = [
            ("list.next list.previous", _("choose")),
            "backups.restore backups.check library.back_up backups.open_folder backups.delete",
        ]
    return present_keys().key_labels(Pane.BACKUPS, *rows, "back help.keys")


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
