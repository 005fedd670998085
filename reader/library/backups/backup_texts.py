"""Describes the contents of a backup, its reason, and how it differs from the current library."""

from pathlib import Path

from reader.core.translation import N_, _, counted_text
from reader.library.backups.backup_inspection import Counts, Difference
from reader.library.backups.backups import Backup, Reason

_REASONS = {
    Reason.AUTOMATIC: N_("automatic"),
    Reason.BY_HAND: N_("manual"),
    Reason.BEFORE_RESTORE: N_("before a restore"),
    Reason.BEFORE_DELETION: N_("before deleting permanently"),
    Reason.BEFORE_IMPORT: N_("before an import"),
}
_DIFFERENCES = (  # as the fields of Differing
    N_("{what} more now"),
    N_("{what} only in the backup"),
    N_("{what} in the trash"),
    N_("{what} changed since"),
)


def reason_text(reason: Reason) -> str:
    """Returns why a backup was created."""
    return _(_REASONS[reason])


def counts_text(counts: Counts) -> str:
    """Returns "1,284 articles, 9,671 annotations, 214 tags"."""
    return ", ".join(
        (
            _articles(counts.articles),
            _annotations(counts.annotations),
            counted_text("{n} tag", "{n} tags", counts.tags),
        )
    )


def difference_text(found: Difference | None) -> str:
    """Returns "84 articles more now, 3 articles only in the backup" and the like.

    None stands for a library that cannot be read.
    """
    if found is None:
        return _("the current library cannot be read")
    both = found.articles, found.annotations
    told = [
        _(text).format(what=", ".join(parts))
        for text, counts in zip(_DIFFERENCES, zip(*both, strict=True), strict=True)
        if (
            parts := [
                name(n) for n, name in zip(counts, (_articles, _annotations), strict=True) if n
            ]
        )
    ]
    return ", ".join(told) or _("the same articles and annotations")


def restored_text(chosen: Path, counts: Counts, kept: Backup | Path | None) -> str:
    """Returns the result of a restore: what is in the library now, and where the former one is."""
    text = _("The backup {name} was restored: {counts}.")
    told = text.format(name=chosen.name, counts=counts_text(counts))
    if isinstance(kept, Backup):
        back = _("The previous library is backup {n}: restoring it undoes this.")
        told += " " + back.format(n=kept.number)
    elif kept is not None:
        told += " " + _("What was there before is kept as {path}.").format(path=kept)
    return told


def _articles(count: int) -> str:
    return counted_text("{n} article", "{n} articles", count)


def _annotations(count: int) -> str:
    return counted_text("{n} annotation", "{n} annotations", count)
