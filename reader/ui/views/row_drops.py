"""Handles drops of feeds and articles on rows of the panel of views."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVarTuple

from reader.core.errors import PostilError
from reader.core.models import State, View
from reader.core.translation import _, ngettext, number_text
from reader.operations import articles, tags
from reader.operations.feeds import subscriptions
from reader.operations.history import History
from reader.ui.style.reading_typography import tag_text
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task_queue import TaskQueue
from reader.ui.views.view_list import ViewList
from reader.ui.views.view_rows import Kind, ViewRow

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

Ts = TypeVarTuple("Ts")


class RowDrops:
    """Moves feeds into folders; moves, stars or tags articles."""

    def __init__(
        self, rows: ViewList, history: History, queue: TaskQueue, notices: Notices
    ) -> None:
        self._history, self._queue, self._notices = history, queue, notices
        rows.feeds_dropped.connect(self._move_feeds)
        rows.articles_dropped.connect(self._file_articles)

    def _move_feeds(self, ids: list[int], folder: list[str] | None, row: ViewRow) -> None:
        """Puts feeds, or a folder of them, where they were dropped."""
        target = row.folder
        if folder is None:
            self._do(_("Move feed"), subscriptions.move, ids, target)
        elif tuple(folder) != target[: len(folder)]:  # else it would be in itself
            moved = (*target, folder[-1])
            self._do(_("Move folder"), subscriptions.rename_folder, tuple(folder), moved)

    def _file_articles(self, ids: list[int], row: ViewRow) -> None:
        """Files, stars or tags articles that were dropped on a row."""
        if row.kind is Kind.TAG:
            self._change(_("Tag articles"), ids, row, tags.tag_articles, [row.key])
        elif row.key == View.STARRED.value:
            self._change(_("Star"), ids, row, articles.set_starred, True)
        elif row.key == View.TRASH.value:
            self._change(_("Move to the trash"), ids, row, articles.trash)
        else:
            self._change(_("File articles"), ids, row, articles.set_state, State(row.key))

    def _change(
        self,
        label: str,
        ids: list[int],
        row: ViewRow,
        operation: "Callable[[Unit, Sequence[int], *Ts], object]",
        *values: *Ts,
    ) -> None:
        """Changes articles, and says where they are now."""

        def tell(_done: object) -> None:
            text = ngettext("{n} article: {where}", "{n} articles: {where}", len(ids))
            title = tag_text(row.key) if row.kind is Kind.TAG else row.title
            self._notices.notify(text.format(n=number_text(len(ids)), where=title), can_undo=True)

        self._queue.run_change(
            label, len(ids), lambda history: history.do(label, operation, ids, *values), tell
        )

    def _do(self, label: str, operation: "Callable[[Unit, *Ts], None]", *values: *Ts) -> None:
        """Does it, or says why it could not be done."""
        try:
            self._history.do(label, operation, *values)
        except PostilError as error:
            self._notices.fail(error)
