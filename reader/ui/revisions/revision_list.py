"""Lists the revisions of an article: their dates, files, and the state of their highlights."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from reader.core.models import RevisionFacts
from reader.core.translation import _, counted_text, counts_line, ngettext
from reader.ui.backups.backups_page_texts import time_text
from reader.ui.lists.side_list import SideList
from reader.ui.style.reading_typography import in_line

_KEY = Qt.ItemDataRole.UserRole


class RevisionList(SideList):
    """Revisions, the newest first; moved from outside."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The revisions of the article"), parent)
        self.itemClicked.connect(lambda row: self.chosen.emit(row.data(_KEY)))

    def show_all(
        self,
        facts: Sequence[RevisionFacts],
        current: int | None,
        marked: int | None,
        words: Mapping[int, int],
    ) -> None:
        """Lists revisions; one is current, and one may be marked to be compared with.

        The words are how many each has, of those that were counted by now.
        """
        self.clear()
        for one in facts:
            row = QListWidgetItem(_told(one, words.get(one.id), is_marked=one.id == marked))
            row.setData(_KEY, one.id)
            heard = spoken(one, is_marked=one.id == marked)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, heard)
            row.setToolTip(_("Read by {extractor}").format(extractor=one.extractor))
            self.addItem(row)
            if one.id == current:
                self.setCurrentItem(row)
                self.scrollToItem(row)


def day_of(at: int) -> str:
    """Returns a time in milliseconds as the user writes it."""
    day = QLocale().toString(QDateTime.fromMSecsSinceEpoch(at), _("d MMM yyyy"))
    time = time_text(datetime.fromtimestamp(at / 1000, UTC))
    return _("{day}, {time}").format(day=day, time=time)


def confidence_text(one: RevisionFacts) -> str:
    """Returns how many of the highlights are how sure, in words."""
    if not one.highlights:
        return _("no highlights")
    parts = (
        (one.exact, ngettext("{n} exact", "{n} exact", one.exact)),
        (one.fuzzy, ngettext("{n} approximate", "{n} approximate", one.fuzzy)),
        (one.review, ngettext("{n} to review", "{n} to review", one.review)),
        (one.orphan, ngettext("{n} orphaned", "{n} orphaned", one.orphan)),
    )
    return counts_line(parts)


def spoken(one: RevisionFacts, *, is_marked: bool) -> str:
    """Returns the announcement of a revision for screen readers."""
    state = _("current") if one.is_current else _("offered") if one.is_offered else ""
    mark = _("to be compared with") if is_marked else ""
    parts = (_("revision {n}").format(n=one.seq), state, mark, day_of(one.created_at))
    return ", ".join(part for part in (*parts, confidence_text(one).replace(" · ", ", ")) if part)


def _told(one: RevisionFacts, words: int | None, *, is_marked: bool) -> str:
    state = _("current") if one.is_current else _("offered") if one.is_offered else ""
    mark = "✓ " if is_marked else ""
    head = _("{mark}Revision {n}").format(mark=mark, n=one.seq)
    first = " · ".join(part for part in (head, state, day_of(one.created_at)) if part)
    size = ""
    if words is not None:
        size = counted_text("{n} word", "{n} words", words)
    second = " · ".join(part for part in (size, in_line(one.source)) if part)
    return f"{first}\n{second}\n{confidence_text(one)}"
