"""Describes the state of a library's backups: an icon, the last backup, the next one."""

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from reader.core.translation import _
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_listing import BackupRow, LibraryFacts


class Sign(Enum):
    """The state of the backups; each has a shape of its own."""

    GOOD = "good"  # a tick in a circle
    OPEN = "open"  # a circle: nothing is wrong, but there is none yet
    BAD = "bad"  # a triangle


class State(NamedTuple):
    """The description of the last backup: a heading, and a sentence or two."""

    sign: Sign
    title: str
    text: str


def state_of(
    last: BackupRow | None,
    library: LibraryFacts | None,
    now: datetime,
    *,
    failure: str,
    minutes: int,
    is_read_only: bool,
) -> State:
    """Returns the state according to the last backup.

    ``failure`` says why none could be created or listed; ``minutes`` is the interval between two
    backups.
    """
    title = _("No backup yet")
    if last is not None:
        moment = backups_page_texts.moment_text(last.backup.made_at, now)
        title = _("Last backup: {moment}").format(moment=moment)
    if failure:
        return State(Sign.BAD, title, failure)
    if last is None:
        text = _("The first one is created soon after startup.")
        if is_read_only:
            text = _("No backups are created automatically, as the library is read-only.")
        return State(Sign.OPEN, title, text)
    if last.fault:
        return State(Sign.BAD, title, backups_page_texts.difference_of(last) + ".")
    whole = _("It was verified when it was created.")
    if last.check is not None:
        day = backups_page_texts.day_text(last.check.at, now)
        whole = _("Verified {day}: no damage was found.").format(day=day)
    if is_read_only:
        due = _("No more backups are created automatically, as the library is read-only.")
    elif library is not None and library.changed_at <= last.backup.made_at:
        due = _("Nothing has changed since.")
    else:
        at = max(last.backup.made_at + timedelta(minutes=minutes), now)
        moment = backups_page_texts.moment_text(at, now)
        due = _("The next one is due {moment}.").format(moment=moment)
    return State(Sign.GOOD, title, f"{whole} {due}")
