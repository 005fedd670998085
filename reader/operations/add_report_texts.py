"""Describes in words the result of adding files and pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.text.shortening import shorten
from reader.core.translation import _, counts_line, ngettext, number_text

if TYPE_CHECKING:
    from reader.operations.adding import AddReport

_NAMES = 8  # of addresses that failed for one reason, as the user reads them


def offered_text(lost: int, total: int, old: int, new: int) -> str:
    """Returns why a new text was not made the current one; the lengths are in characters."""
    if lost:
        text = ngettext(
            "{lost} of {total} highlight would lose its position.",
            "{lost} of {total} highlights would lose their position.",
            total,
        )
        return text.format(lost=number_text(lost), total=number_text(total))
    if 2 * new >= old:
        return _("Hardly any word of the current text is in it.")
    text = _("It has only {percent}% of the length of the current text.")
    return text.format(percent=round(100 * new / max(1, old)))


def placing_text(reports: "Sequence[AddReport]") -> str:
    """Describes the highlights on updated texts; empty if all kept their positions."""
    found = [one.placing for one in reports if one.status == "updated" and one.placing is not None]
    moved = sum(one.fuzzy for one in found)
    review = sum(one.review for one in found)
    orphan = sum(one.orphan for one in found)
    parts = (
        (moved, ngettext("{n} highlight moved", "{n} highlights moved", moved)),
        (review, ngettext("{n} highlight needs review", "{n} highlights need review", review)),
        (orphan, ngettext("{n} highlight orphaned", "{n} highlights orphaned", orphan)),
    )
    return counts_line(parts)


def faults(reports: "Sequence[AddReport]") -> list[str]:
    """Returns why some were not added, and then which parts of others could not be read.

    A reason for which several addresses were not fetched is given once.
    """
    alike: dict[str, list[AddReport]] = {}
    for report in reports:
        if report.status == "failed":
            alike.setdefault(report.reason or report.error, []).append(report)
    found = [
        same[0].error if len(same) == 1 or not same[0].reason else _not_fetched(same)
        for same in alike.values()
    ]
    return found + [report.warning for report in reports if report.warning]


def _not_fetched(reports: "Sequence[AddReport]") -> str:
    """Returns the reason for which several addresses were not fetched, and some of them."""
    count, more = len(reports), len(reports) - _NAMES
    names = [shorten(report.source, 80) for report in reports[:_NAMES]]
    if more > 0:
        names.append(_("… and {n} more").format(n=number_text(more)))
    text = ngettext(
        "{n} address was not fetched: {reason}. {names}",
        "{n} addresses were not fetched: {reason}. {names}",
        count,
    )
    return text.format(n=number_text(count), reason=reports[0].reason, names=" · ".join(names))


def summary(reports: "Sequence[AddReport]") -> str:
    """Returns how many were added, already there and failed, in one line; names one that is there."""
    if len(reports) == 1 and reports[0].status == "duplicate":
        title = shorten(reports[0].title, 60)
        there = _("“{title}” is already there").format(title=title)
        return " · ".join(filter(None, (there, highlights_text(reports))))
    counts = {
        status: sum(1 for report in reports if report.status == status)
        for status in ("added", "updated", "offered", "duplicate", "unchanged", "failed")
    }
    parts = (
        (counts["added"], ngettext("{n} added", "{n} added", counts["added"])),
        (counts["updated"], ngettext("{n} updated", "{n} updated", counts["updated"])),
        (
            counts["offered"],
            ngettext(
                "{n} new revision to decide on", "{n} new revisions to decide on", counts["offered"]
            ),
        ),
        (
            counts["duplicate"],
            ngettext("{n} already there", "{n} already there", counts["duplicate"]),
        ),
        (counts["unchanged"], ngettext("{n} unchanged", "{n} unchanged", counts["unchanged"])),
        (counts["failed"], ngettext("{n} failed", "{n} failed", counts["failed"])),
    )
    return " · ".join(filter(None, (counts_line(parts), highlights_text(reports))))


def highlights_text(reports: "Sequence[AddReport]") -> str:
    """Returns how many highlights came with what was added; empty if none did."""
    count = sum(one.highlights for one in reports)
    unplaced = sum(one.unplaced for one in reports)
    parts = (
        (count, ngettext("{n} highlight added", "{n} highlights added", count)),
        (unplaced, ngettext("{n} needs review", "{n} need review", unplaced)),
    )
    return counts_line(parts)
