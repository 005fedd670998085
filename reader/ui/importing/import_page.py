"""Shows the page of an import: a preview, the progress, and the result."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QStackedLayout,
    QWidget,
)

from reader.commands.context import By, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import Answer, OpenFilesPrompt, Prompt, SavePrompt
from reader.core.errors import PostilError
from reader.core.models import ChangeNotice
from reader.core.translation import _, counted_text
from reader.importers.programs.program import Program
from reader.library.database import Database
from reader.operations.importing.plan import ImportPlan
from reader.operations.importing.running import ImportResult
from reader.ui.importing import import_page_texts
from reader.ui.importing.import_preview import ImportPreview
from reader.ui.importing.import_tasks import ImportTask, PlanTask
from reader.ui.importing.programs_list import ProgramsList, file_patterns
from reader.ui.overlays.overlay import focus_beneath
from reader.ui.pages.page_buttons import PageButton
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.box_layouts import EMPTY, in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import sized
from reader.ui.tasks.notices import Action
from reader.ui.tasks.task import SlicedTask, WorkerTask

_MEASURE = 1200  # pixels the page is wide at most
_EDGE = 24  # pixels kept free beside it


class ImportServices(NamedTuple):
    """What the page uses of the application."""

    database: Database
    start: Callable[[WorkerTask[Any]], None]  # a task that closing the window stops
    ask: Callable[[Prompt, Callable[[Answer], None]], None]
    back_up: Callable[[Callable[[], None]], None]  # calls what is to follow
    tell: Callable[[ChangeNotice], None]  # what a worker has changed
    run: Callable[[str], None]  # a command by its id
    fetch: Callable[[Sequence[str]], None]  # the texts at addresses
    show: Callable[[Sequence[int]], None]  # articles, selected in the list
    notify: Callable[[str, Action | None], None]  # with a button


class ImportPage(WindowPage):
    """Takes over what another program has exported."""

    pane = Pane.IMPORT

    def __init__(self, services: ImportServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None
        self.task: WorkerTask[Any] | None = None
        self._is_last_step = False  # whether undo would undo the import
        self.setObjectName("importPage")  # whose ground is the style sheet's
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.programs = ProgramsList(self)
        self.preview = ImportPreview(self)
        self._make_buttons()
        self._lay_out()
        self.preview.changed.connect(self._show_state)
        self.programs.chosen.connect(self._ask_for)
        self._show_state()

    def _make_buttons(self) -> None:
        def button(text: str, name: str = "", style: str = "") -> PageButton:
            made = PageButton(text, self, partial(self.act, name))
            made.setObjectName(style)
            return made

        self.choose_file = button(_("Choose a file…"), "file", "mainButton")
        self.choose_folder = button(_("Choose a folder…"), "folder")
        self.cancel = button(_("Cancel"), "cancel")
        self.begin = button("", "start", "mainButton")
        self.undo = button(_("Undo"), "undo")
        self.show_new = button(_("Show"), "show")
        self.review = button(_("Show what was not placed"), "review")
        self.fetch = button("", "fetch")

    def _lay_out(self) -> None:
        self.title = QLabel(self)
        self.title.setFont(sized(self.font(), 1.5, is_bold=True))
        self.about = ElidedLabel(self)
        choose = QWidget(self)
        ways = in_row(self.choose_file, self.choose_folder, EMPTY, spacing=8)
        in_column(ways, (self.programs, 1), parent=choose, spacing=16)
        self._stack = QStackedLayout()
        self._stack.addWidget(choose)
        self._stack.addWidget(self.preview)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.promise = ElidedLabel(self)
        below = (self.undo, self.show_new, self.review, self.fetch, self.cancel, self.begin)
        foot = in_row((self.promise, 1), (self.bar, 1), *below, spacing=8)
        self._column = in_column(self.title, self.about, (self._stack, 1), foot, spacing=12)
        self.body.addLayout(self._column, 1)
        seen = (self.choose_file, self.choose_folder, self.programs, self.preview)
        for before, after in pairwise((*seen, *below)):
            self.setTabOrder(before, after)  # as they are seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the page amidst a wide window."""
        super().resizeEvent(event)
        width = min(self.width() - 2 * _EDGE, _MEASURE)
        left = (self.width() - width) // 2
        self._column.setContentsMargins(left, 24, self.width() - width - left, 16)

    # -- being a page --------------------------------------------------------------------------

    def enter(self) -> None:
        """Gives the rows the keyboard, or what chooses them; an import that is done makes room for the next."""
        result = self.result
        if result is not None and self.task is None and not result.addresses:
            self._forget()
        self._take_keyboard()

    def leave(self) -> None:
        """Stops reading; what is being imported goes on."""
        self._is_last_step = False
        if isinstance(self.task, PlanTask):
            self.task.cancel()

    def refresh(self, _changed: ChangeNotice) -> None:
        """Offers no undo any more: something else was changed."""
        if self.result is not None and self.task is None:
            self._is_last_step = False
            self._show_state()

    def release(self) -> bool:
        """Goes back to what chooses a file, before the page is left."""
        if self.task is not None:
            return False
        if self.plan is None:
            return False
        self._forget()
        return True

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        table = self.preview.table if self.plan is not None else self.programs
        table.step(delta, by)

    def act(self, name: str) -> None:
        """Carries out the action of a command or a button."""
        acts: dict[str, Callable[[], None]] = {
            "choose": self._choose,
            "file": self._ask_file,
            "folder": self._ask_folder,
            "toggle": self.preview.toggle,
            "narrow": self.preview.narrow_on,
            "start": self._start,
            "cancel": self._cancel,
            "undo": self._undo,
            "show": self._show_new,
            "review": partial(self._services.run, "go.review"),
            "fetch": self._fetch,
        }
        acts[name]()

    def update_strip(self) -> None:
        self.strip.set_target("")
        has_rows = self.plan is not None
        can_start = has_rows and self.preview.isEnabled()
        self.strip.set_key_labels(
            import_page_texts.strip_labels(has_rows=has_rows, can_start=can_start)
        )

    # -- choosing ------------------------------------------------------------------------------

    def _choose(self) -> None:
        if self.plan is None:
            self.programs.choose()

    def _ask_for(self, program: Program) -> None:
        if program.is_folder:
            self._ask_folder()
        else:
            self._ask_file(" ".join(program.suffixes))

    def _ask_file(self, patterns: str = "") -> None:
        title, kind = _("Import from another program"), _("Exports of other programs")
        prompt = OpenFilesPrompt(title, patterns or file_patterns(), kind=kind)

        def answer(paths: Answer) -> None:
            if isinstance(paths, tuple) and paths and isinstance(paths[0], Path):
                self.read(paths[0])

        self._services.ask(prompt, answer)

    def _ask_folder(self) -> None:
        def answer(path: Answer) -> None:
            if isinstance(path, Path):
                self.read(path)

        title = _("Import from another program")
        self._services.ask(SavePrompt(title, "", is_folder=True), answer)

    def read(self, path: Path) -> None:
        """Finds out what importing a file or folder would do."""
        if self.task is not None:
            self.noticed.emit(_("Another import is still under way."))
            return
        self._forget()
        task = PlanTask(self._services.database, path, self._take_plan, self.fail)
        self._begin(task)

    def _begin(self, task: WorkerTask[Any]) -> None:
        self.task = task
        task.ended.connect(self._end)
        task.progressed.connect(self._show_progress)
        self.bar.setRange(0, 0)
        self._services.start(task)
        self._show_state()

    def _end(self) -> None:
        self.task = None
        self._show_state()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.about.setText(import_page_texts.progress_text(done, total))

    def _take_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.preview.show_plan(plan)
        self._show_state()
        self._take_keyboard()

    def _forget(self) -> None:
        plan, self.plan, self.result = self.plan, None, None
        self.preview.show_plan(None)
        if plan is not None:
            SlicedTask(plan.let_go(), parent=self).start()
        self._show_state()
        self._take_keyboard()

    # -- what will happen ----------------------------------------------------------------------

    def _show_state(self) -> None:
        """Shows what is so now: a choice, a preview, progress, or what was done."""
        plan, result, is_busy = self.plan, self.result, self.task is not None
        self._stack.setCurrentIndex(int(plan is not None))
        self.bar.setVisible(is_busy)
        self.cancel.setVisible(is_busy or plan is not None)
        self.cancel.setText(_("Stop") if is_busy else _("Done") if result else _("Cancel"))
        self.begin.setVisible(plan is not None and result is None and not is_busy)
        has_changed = result is not None and bool(result.new or result.highlights)
        can_undo = has_changed and self._is_last_step
        self.undo.setVisible(can_undo)
        # Other changes may have deleted some of them.
        self.show_new.setVisible(can_undo and result is not None and bool(result.new))
        self.review.setVisible(result is not None and bool(result.unplaced))
        self.fetch.setVisible(result is not None and bool(result.addresses))
        had_keyboard = self.preview.isAncestorOf(QApplication.focusWidget() or self)
        self.preview.setEnabled(result is None and not is_busy)
        if had_keyboard and not self.preview.isEnabled():  # what is disabled has no keys
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose_file.setEnabled(not is_busy)
        self.choose_folder.setEnabled(not is_busy)
        self.promise.setVisible(not is_busy)
        if plan is None:
            self.title.setText(_("Import from another program"))
            self.about.setText(
                _(
                    "Articles, highlights, notes, tags and dates; nothing is changed until you import."
                )
            )
            self.promise.setText("")
        else:
            self._show_plan(plan, result, can_undo=can_undo)
        self.context_changed.emit()

    def _show_plan(self, plan: ImportPlan, result: ImportResult | None, *, can_undo: bool) -> None:
        counts = plan.counts(self.preview.options.options)
        said = _("nothing is changed until you import") if result is None else result.summary()
        self.title.setText(_("Import from {program}").format(program=plan.title))
        self.about.setText(f"{plan.name}  ·  {counts.size()}  ·  {said}")
        self.preview.show_counts(counts)
        self.begin.setText(import_page_texts.begin_text(counts))
        self.begin.setEnabled(bool(counts.new or counts.new_articles))
        if result is None:
            self.promise.setText(import_page_texts.promise_text(counts))
        else:
            text = _("{undo} undoes the whole import.") if can_undo else ""
            self.promise.setText(present_keys().with_keys(text))
            count = len(result.addresses)
            self.fetch.setText(counted_text("Fetch {n} text", "Fetch {n} texts", count))

    def _take_keyboard(self) -> None:
        widget: QWidget = self.preview.table if self.plan is not None else self.programs
        self.setFocusProxy(widget)
        if self.isVisible():
            focus_beneath(widget)

    # -- doing it ------------------------------------------------------------------------------

    def _start(self) -> None:
        plan = self.plan
        if plan is None or self.task is not None or self.result is not None:
            return
        if not self.begin.isEnabled():
            self.noticed.emit(_("There is nothing new to import."))
            return
        task = ImportTask(
            self._services.database,
            plan,
            self.preview.options.options,
            self._take_result,
            self.fail,
        )
        task.changed.connect(self._services.tell)
        self.task = task
        self._services.back_up(lambda: self._begin(task))
        self._show_state()

    def _take_result(self, result: ImportResult) -> None:
        self.result = result
        if self.plan is not None:  # texts that could not be read were found only now
            self.plan.unreadable_count += len(result.told) - len(self.plan.unreadable)
            self.plan.unreadable = result.told
        self._is_last_step = self.isVisible()
        if not self.isVisible():  # it was left meanwhile
            show = (_("Show"), partial(self._services.show, result.new))
            self._services.notify(result.summary(), show if result.new else None)
        self._show_state()
        if result.error is not None:
            super().fail(result.error)

    def _cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()
        elif self.plan is not None:
            self._forget()

    def _undo(self) -> None:
        self._forget()
        self._services.run("undo")

    def _show_new(self) -> None:
        if self.result is not None:
            self._services.show(self.result.new)

    def _fetch(self) -> None:
        if self.result is not None:
            self._services.fetch([*self.result.addresses])
            self.result.addresses.clear()
            self._show_state()

    def fail(self, error: PostilError) -> None:
        self.task = None
        self._show_state()
        super().fail(error)
