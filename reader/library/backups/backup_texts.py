"""Says in words what a backup holds, why it was made, and what is different from the present library."""

from pathlib import Path

from reader.core.translation import N_, _, ngettext
from reader.library.backups.backups import Backup, Counts, Reason

_REASONS = {
    Reason.AUTOMATIC: N_("automatic"),
    Reason.BY_HAND: N_("by hand"),
    Reason.BEFORE_RESTORE: N_("before a restore"),
    Reason.BEFORE_DELETION: N_("before deleting for good"),
}


def reason_text(reason: Reason) -> str:
    """Returns why a backup was made."""
    return _(_REASONS[reason])


def size_text(size: int) -> str:
    """Returns a size in bytes as "86.4 MB"."""
    return _("{n:,.1f} MB").format(n=size / 1_000_000)


def counts_text(counts: Counts) -> str:
    """Returns "1,284 articles, 9,671 annotations, 214 tags"."""
    return ", ".join(
        (
            _articles(counts.articles),
            _annotations(counts.annotations),
            ngettext("{n:,} tag", "{n:,} tags", counts.tags).format(n=counts.tags),
        )
    )


def difference_text(backup: Counts, present: Counts | None) -> str:
    """Returns how many more or fewer articles and annotations a backup holds than the library.

    ``present`` is None when the library cannot be read.
    """
    if present is None:
        return _("the present library cannot be read")
    more: list[str] = []
    fewer: list[str] = []
    for count, text in (
        (backup.articles - present.articles, _articles),
        (backup.annotations - present.annotations, _annotations),
    ):
        if count:
            (more if count > 0 else fewer).append(text(abs(count)))
    parts = [_("{what} more than now").format(what=", ".join(more))] if more else []
    parts += [_("{what} fewer than now").format(what=", ".join(fewer))] if fewer else []
    return "; ".join(parts) or _("as many articles and annotations as now")


def restored_text(chosen: Path, counts: Counts, kept: Backup | Path | None) -> str:
    """Returns what became of a restore: what is in the library now, and what keeps the former one."""
    text = _("The backup {name} was restored: {counts}.")
    told = text.format(name=chosen.name, counts=counts_text(counts))
    if isinstance(kept, Backup):
        back = _("The library as it was is backup {n}: restoring that brings it back.")
        told += " " + back.format(n=kept.number)
    elif kept is not None:
        told += " " + _("What was there is kept as {path}.").format(path=kept)
    return told


def _articles(count: int) -> str:
    return ngettext("{n:,} article", "{n:,} articles", count).format(n=count)


def _annotations(count: int) -> str:
    return ngettext("{n:,} annotation", "{n:,} annotations", count).format(n=count)
