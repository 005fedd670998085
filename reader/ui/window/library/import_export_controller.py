"""Adds articles and reads them again in the background, and reports the result."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.core.article_source import EncryptedFile, Source
from reader.core.errors import PostilError
from reader.core.translation import _, number_text
from reader.operations import add_report_texts
from reader.operations.history import History
from reader.services import Services
from reader.ui.tasks.notices import Action, Notices
from reader.ui.tasks.task import Failure, WorkerTask
from reader.ui.window.commands.clipboard_and_drops import put_on_clipboard
from reader.ui.window.library.export_controller import ExportController
from reader.ui.window.library.failure_notices import FailureNotices

if TYPE_CHECKING:
    from reader.operations.adding import AddReport, Item
    from reader.ui.tasks.file_tasks import AddTask

_REASONS = 8  # why things failed, as the user reads them; all of them can be copied


class ImportExportController(ExportController):
    """Adds articles in tasks, and reports the result; exports them as its base does."""

    article_added = Signal(int)  # the one that was added, to be shown
    articles_asked_for = Signal(list)  # several that were added, which the user wants to see
    starters_added = Signal()
    asking = Signal(object, object)  # a prompt, and what its answer is handed to
    subscribing = Signal(str)  # the address of a feed that was to be added, by the user's wish
    export_found = Signal(Path)  # of another program, that was to be added as an article

    def __init__(
        self,
        parent: QWidget,
        app: Services,
        notices: Notices,
        back_up: Callable[[Callable[[], None]], None],
        place: Callable[[], object],
    ) -> None:
        """``back_up`` makes a backup before many articles are added, and then calls what adds them.

        ``place`` returns where the user is, to be compared.
        """
        super().__init__(parent, app, notices)
        self._window, self._back_up, self._place = parent, back_up, place
        self._failures = FailureNotices(notices)
        self._has_starters_to_come = False
        self._after_starters: list[Sequence[Item]] = []

    def add(self, items: "Sequence[Item]", books: str = "") -> None:
        """Adds files, texts and addresses; progress, and a way to stop.

        books: what a book becomes, if not what the settings say.
        """
        if self._has_starters_to_come:
            self._after_starters.append(items)  # the user's own article is to be first
            return
        from reader.commands.settings.book_splitting_prompt import asks_about  # start-up time

        settings = self._app.settings
        if not books and asks_about(items, settings, self.asking.emit, self.add):
            return
        folders = [one.absolute().parent for one in items if isinstance(one, Path)]
        if folders:
            settings.set(folder=str(folders[-1]))
        place = self._place()
        task: AddTask = self._add_task(
            items, lambda reports: self._added(task, reports, self.add, place), self._notices.fail
        )

        def begin(count: int) -> None:
            self._begin_adding(task, count)

        def fail(error: PostilError) -> None:
            self._notices.fail(error)
            begin(len(items))

        self._show(_("Adding articles"), task)
        self._keep_until_over(task)  # from now on: what was pasted is to be kept whatever comes
        in_chapters = (books or settings.text("books")) == "chapters"
        unfold = WorkerTask(lambda _task: task.unfold(in_chapters=in_chapters), begin, fail)
        self.start(unfold, self._questions)

    def add_received(self, page: Source, tell: "Callable[[AddReport], None]") -> None:
        """Adds a page from the browser: one notice, and what is read stays as it is.

        ``tell`` is told what became of it.
        """
        from reader.operations import adding  # start-up time

        def added(reports: "list[AddReport]") -> None:
            for report in reports:
                self._tell_received(report)
                tell(report)

        def fail(error: PostilError) -> None:
            added([adding.failed(page, str(error))])

        self.start(self._add_task([page], added, fail))

    def add_watched(self, files: Sequence[Path], tell: "Callable[[list[AddReport]], None]") -> None:
        """Adds files of the folder that is watched; what is not new is not spoken of.

        ``tell`` is told what became of those that were reached, in their order.
        """
        from reader.operations import adding  # start-up time

        def added(reports: "list[AddReport]") -> None:
            tell(reports)
            self._tell_watched([one for one in reports if one.status != "duplicate"])

        task = self._add_task(files, added, self._notices.fail)
        if len(files) >= adding.MANY:
            self._show(_("Adding from the watched folder"), task)
        self._keep_until_over(task)
        self._begin_adding(task, len(files))

    def _add_task(
        self,
        items: "Sequence[Item]",
        success: "Callable[[list[AddReport]], None]",
        failure: Failure,
    ) -> "AddTask":
        """Returns a task that adds these, and fetches what the settings allow."""
        from reader.ui.tasks.file_tasks import AddTask  # start-up time

        app = self._app
        options = app.settings.fetch_options()
        return AddTask(app.history, items, success, failure, database=app.database, options=options)

    def _begin_adding(self, task: "AddTask", count: int) -> None:
        """Starts a task that is kept already; many articles come after a backup."""
        from reader.operations import adding  # start-up time

        if count >= adding.MANY:
            self._back_up(lambda: task.start(self._pool))
        else:
            task.start(self._pool)

    def _tell_watched(self, reports: "list[AddReport]") -> None:
        if not reports:
            return
        new = [one.id for one in reports if one.id is not None]
        failed = [one for one in reports if one.id is None]
        told = [_("{what} from the watched folder").format(what=add_report_texts.summary(reports))]
        told += [add_report_texts.placing_text(reports), *add_report_texts.faults(reports)[:1]]
        text = " · ".join(filter(None, told))
        actions: list[Action] = []
        if new:
            actions.append((_("Show"), lambda: self.articles_asked_for.emit(new)))
        if len(failed) > 1:
            reasons = "\n".join(one.error for one in failed)
            actions.append((_("Copy the reasons"), lambda: put_on_clipboard(reasons)))
        self._notices.notify(text, can_undo=bool(new), actions=actions)

    def _tell_received(self, report: "AddReport") -> None:
        if report.id is None:
            self._notices.fail(report.error)
            return
        shown = report.id
        told = [_("From the browser: {title}").format(title=report.title)]
        if report.status != "added":
            told.append(add_report_texts.summary([report]))
        told.append(add_report_texts.placing_text([report]))
        text = " · ".join(filter(None, told))
        show = (_("Show"), lambda: self.articles_asked_for.emit([shown]))
        self._notices.notify(text, can_undo=report.status != "duplicate", actions=[show])

    def _added(
        self,
        task: "AddTask",
        reports: "list[AddReport]",
        retry: Callable[[list[Any]], None],
        place: object,
    ) -> None:
        """Reports the result; ``retry`` tries again what failed, ``place`` is where the user was."""
        from reader.operations.importing.added_exports import program_of  # start-up time

        text = add_report_texts.summary(reports) or _("Nothing was added.")
        if task.is_cancelled:
            text = _("Stopped: {summary}").format(summary=text)
        if placing := add_report_texts.placing_text(reports):
            text = f"{text} · {placing}"
        is_changed = any(report.status in ("added", "updated", "offered") for report in reports)
        faults = add_report_texts.faults(reports)
        more = [_("… and {n} more").format(n=number_text(len(faults) - _REASONS))] * (
            len(faults) > _REASONS
        )
        text = "\n".join((text, *faults[:_REASONS], *more))
        warned = [Path(one.source) for one in reports if one.warning]
        exports = [file for file in warned if program_of(file)]
        is_fault = len(faults) > len(exports)  # that one can be imported as well is none
        tell = self._notices.fail if is_fault else self._notices.notify
        self._failures.update(reports, text if is_fault and not is_changed else "")

        def again(items: list[Any]) -> None:
            if not is_changed:  # else it offers Undo and Show for what was added
                self._notices.withdraw(text)
            retry(items)

        def import_(export: Path) -> None:
            self._notices.withdraw(text)
            self.export_found.emit(export)

        actions = self._actions(task, reports, exports, again, import_)
        # One thing added is shown, unless the user has gone on; many must not take the text away.
        is_one = len(reports) == 1
        new = [one.id for one in reports if one.id and (is_one or one.status == "added")]
        shown = new or [one.id for one in reports if one.id and one.status == "duplicate"]
        is_shown = is_one and place == self._place()
        if shown and not is_shown:
            actions.insert(0, (_("Show"), lambda: self.articles_asked_for.emit(shown)))
        tell(text, can_undo=is_changed, actions=actions)
        if shown and is_shown:
            self.article_added.emit(shown[0])

    def _actions(
        self,
        task: "AddTask",
        reports: "list[AddReport]",
        exports: list[Path],
        retry: Callable[[list[Any]], None],
        import_: Callable[[Path], None],
    ) -> list[Action]:
        """Returns what the user may do about what was added, and about what was not.

        exports: files that were added, and can be imported as well.
        """
        # Start-up time.
        from reader.operations.adding import name_of
        from reader.operations.importing.added_exports import may_be_export

        actions: list[Action] = []
        reasons = [report.error for report in reports if report.status == "failed"]
        if len(reasons) > _REASONS:
            actions.append((_("Copy the reasons"), lambda: put_on_clipboard("\n".join(reasons))))
        # What was pasted stays what it is; a file may be whole, or readable, by then.
        failed = [one for one in task.failed_items(reports) if not isinstance(one, Source)]
        is_one = len(reports) == 1
        feeds = [one.feed for one in reports if one.feed and (is_one or one.status == "failed")]
        if feeds:
            actions.append((_("Subscribe"), lambda: self._subscribe(feeds)))
            failed = [one for one in failed if name_of(one) not in feeds]
        locked = [report.source for report in reports if report.is_locked]
        if locked:
            actions.append((_("Password"), lambda: self._unlock(locked)))
            failed = [one for one in failed if name_of(one) not in locked]
        refused = [one for one in failed if isinstance(one, Path) and may_be_export(one)]
        failed = [one for one in failed if one not in refused]
        if found := [*refused, *exports]:
            actions.append((_("Import"), lambda: import_(found[0])))
        if failed:
            actions.append((_("Retry"), lambda: retry(failed)))
            if all(one.is_own_host for one in reports if one.status == "failed"):
                actions.append(
                    (_("Allow and retry"), lambda: self._allow_own_network(failed, retry))
                )
        return actions

    def _allow_own_network(self, refused: list[Any], retry: Callable[[list[Any]], None]) -> None:
        """Lets addresses of the user's own machine and network be fetched, and tries these again."""
        self._app.settings.set(is_local_network_allowed=True)
        self._notices.show(_("Addresses on this machine and its network are fetched, too."))
        retry(refused)

    def _unlock(self, paths: Sequence[str]) -> None:
        """Asks for the password of files that are encrypted, and adds them with it."""
        from reader.ui.overlays.password_dialog import ask_password  # start-up time

        def add(password: str) -> None:
            self.add([EncryptedFile(Path(one), password) for one in paths])

        ask_password(self._window, [Path(one).name for one in paths], add)

    def _subscribe(self, addresses: Sequence[str]) -> None:
        for address in addresses:
            self.subscribing.emit(address)

    def read_again(
        self, articles: Sequence[tuple[int, str]], path: Path | None, *, is_fetched: bool = False
    ) -> None:
        """Imports articles again, from a file if one is named, or from their addresses.

        There is progress, and a way to stop.
        """
        from reader.operations.reimporting import ReimportRequest  # start-up time: re-anchoring
        from reader.ui.tasks.file_tasks import RereadTask  # start-up time: see above

        label = _("Fetching again") if is_fetched else _("Importing again")
        app = self._app

        def read(items: list[ReimportRequest]) -> None:
            place = self._place()
            task: RereadTask = RereadTask(
                app.history,
                app.database,
                items,
                lambda reports: self._added(task, reports, read, place),
                self._notices.fail,
                app.settings.fetch_options(),
            )
            self._start_shown(label, task)

        read([ReimportRequest(id_, title, path, is_fetched) for id_, title in articles])

    def add_starters(self) -> None:
        """Fills a library that never contained anything with the starter articles, once."""
        from reader.operations import starter_articles  # start-up time

        if not starter_articles.are_due(self._app.queries):
            return
        from reader.ui.style.font_coverage import cjk_advice, have_faces  # only for them, as
        from reader.ui.tasks.file_tasks import AddTask  # all that reads files

        files = starter_articles.missing_files(self._app.queries)

        def remember(write: Callable[[History], None]) -> None:
            try:
                write(self._app.history)
            except PostilError as error:
                self._notices.fail(error)

        def done(_reports: "list[AddReport]") -> None:
            remember(starter_articles.remember)
            self.starters_added.emit()
            if advice := cjk_advice():
                self._notices.notify(advice)
            go_on()

        def fail(error: PostilError) -> None:
            self._notices.fail(error)
            go_on()

        def go_on() -> None:
            self._has_starters_to_come = False
            for items in self._after_starters:
                self.add(items)
            self._after_starters.clear()

        shown = [file for file in files if have_faces(file.read_text("utf-8"))]
        task = AddTask(self._app.history, shown, done, fail, is_recorded=False)
        self._has_starters_to_come = True
        task.progressed.connect(lambda _done, _total: remember(starter_articles.begin))
        self.start(task)
