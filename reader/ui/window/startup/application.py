"""Runs the Qt application: theme, one window per library, logging."""

import contextlib
import gc
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import (
    QLocale,
    QLockFile,
    QObject,
    QTimer,
    QTranslator,
    SignalInstance,
)
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.core import translation
from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.library_links import Named
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.library import write_lock
from reader.library.connection import BUSY_SECONDS
from reader.services import Services
from reader.settings import Settings
from reader.ui.style.theme import apply_theme_setting
from reader.ui.tasks.first_paint import after_first_paint
from reader.ui.tasks.garbage_collection import GarbageCollector
from reader.ui.window.bug_reporter import BugReporter
from reader.ui.window.library.backup_controller import back_up_closed
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup.library_recovery_choices import Again, Elsewhere, Mending, Restore
from reader.ui.window.startup.memory_arena import share_arena

if TYPE_CHECKING:
    from reader.ui.tasks.task import WorkerTask

# Seconds that a write on the main thread may wait for another program: commands wait beside it.
PATIENCE = 0.5


class Restored(NamedTuple):
    """What the user is told of a restore, or of another way that did not lead to a library."""

    text: str
    kept: Path | None  # the backup of the library as it was


def claim(directory: Path) -> QLockFile | None:
    """Returns the lock of the one window a library may have, held while it lives; None: there is one.

    A lock whose holder died is taken over. Where no file can be made, nothing can be written
    either, and several windows do no harm.
    """
    with contextlib.suppress(OSError):  # Services.open says what is wrong with the folder
        make_folder(directory)
    lock = QLockFile(str(directory / paths.WINDOW_LOCK))
    lock.setStaleLockTime(0)  # however old: a window may stay open for weeks
    is_taken = not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError
    if is_taken:
        return None
    with contextlib.suppress(OSError):
        (directory / paths.WINDOW_LOCK).chmod(0o600)
    return lock


def hand_over(directory: Path, files: Sequence[Named]) -> bool:
    """Gives files to the window that has this library open; False when it does not answer."""
    from reader.ui.window.startup import single_instance  # start-up time: QtNetwork

    return single_instance.hand_over(directory, files)


def make_application(arguments: Sequence[str], languages: Sequence[str] = ()) -> QApplication:
    """Returns the QApplication with the words of a language: one that is named, or the system's."""
    share_arena()  # Qt starts threads of its own
    # Named so, the style costs no Python class with the enumerations of QStyle.
    application = QApplication([sys.argv[0], "-style", "fusion", *arguments])
    application.setApplicationName("Postil")
    application.setDesktopFileName("postil")
    languages = languages or QLocale.system().uiLanguages()
    _set_language(application, translation.install(paths.resource("translations"), languages))
    return application


def _set_language(application: QApplication, language: str) -> None:
    """Has Qt's own words, dates, numbers and the direction of the window follow Postil's language.

    In the user's country's form if it is the language of the system.
    """
    system = QLocale.system()
    locale = QLocale(language)
    is_of_system = locale.language() is system.language()
    default = system if is_of_system else QLocale(locale.language(), system.territory())
    if default.zeroDigit() != "0":  # the digits are those of the messages, which Python formats
        default = QLocale(locale.language(), QLocale.Country.UnitedArabEmirates)
    QLocale.setDefault(default)
    application.setLayoutDirection(locale.textDirection())
    if language != "en":
        from PySide6.QtCore import QLibraryInfo  # start-up time

        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(locale, "qtbase", "_", folder):
            application.installTranslator(translator)


def fit_to_screen(window: MainWindow) -> None:
    """Makes a window and its frame no larger than its screen: it may have been closed on a larger one.

    The size of the frame is known once the window is shown.
    """
    frame = window.frameGeometry().size() - window.size()
    room = window.screen().availableSize() - frame
    window.resize(window.size().boundedTo(room).expandedTo(window.minimumSize()))


def run(directory: Path, files: Sequence[Named], language: str = "") -> int:
    """Opens the window of a library, adds files to it, and stays until it is closed.

    Raises LibraryError when the library does not open, after the user has seen why.
    """
    write_lock.name_program("window")
    chosen = language or Settings.of(directory).text("language")
    application = make_application([], [chosen] if chosen else [])
    return _run_library(application, directory, files)


def _run_library(application: QApplication, directory: Path, files: Sequence[Named]) -> int:
    """Shows windows of a library until one is closed for good."""
    told = Restored("", None)
    while True:
        try:
            app = Services.open(directory, timeout=PATIENCE)
        except LibraryError as error:
            from reader.ui.window.startup import opening_refusal  # start-up time: hardly ever

            apply_theme_setting(Settings.of(directory))
            is_damaged = isinstance(error, LibraryCorrupt)
            way = opening_refusal.ask(directory, str(error), told.text, is_damaged=is_damaged)
            if way is None:
                raise
            if isinstance(way, Again):
                continue
            if isinstance(way, Elsewhere):
                code, why = _run_elsewhere(application, way.directory, files)
                if code is not None:
                    return code
                told = Restored(why, None)
                continue
            if isinstance(way, Mending):
                told = _mend(directory, way)
                continue
            app = Services.of_copy(directory, way)
        try:
            code, chosen = _run_window(application, app, files, told)
        finally:
            app.close()
        if chosen is None:
            return code
        files = ()
        told = _mend(directory, chosen)


def _run_elsewhere(
    application: QApplication, directory: Path, files: Sequence[Named]
) -> tuple[int | None, str]:
    """Shows the library of another folder; returns the exit code, None and why if it is not shown."""
    lock = claim(directory)
    if lock is None:
        if hand_over(directory, files):
            return 0, ""
        text = _("The library in {path} is open in another window, which does not answer.")
        return None, text.format(path=directory)
    try:
        code = _run_library(application, directory, files)
    finally:
        lock.unlock()
    back_up_closed(directory)
    return code, ""


def _run_window(
    application: QApplication, app: Services, files: Sequence[Named], told: Restored
) -> tuple[int, Mending | None]:
    """Shows a window until it is closed; returns the exit code, and what to do with the library."""
    apply_theme_setting(app.settings)
    window = MainWindow(app)
    # No method of the window: it would live as long as the hints, which the next window shares.
    hints = application.styleHints()
    changes: list[SignalInstance] = [hints.colorSchemeChanged]
    if hasattr(hints, "accessibility"):  # since Qt 6.10
        changes.append(hints.accessibility().contrastPreferenceChanged)
    connections = [
        change.connect(lambda _now: window.frontend.apply_settings()) for change in changes
    ]
    bugs = BugReporter(paths.log_folder(app.directory), window.toasts)
    bugs.install()
    # Ctrl+C in a terminal and the end of a session close the window as the user would: what was
    # begun is kept. Python gets to it when the window's watch ticks, if not before.
    handlers = {
        number: signal.signal(number, lambda *_args: QTimer.singleShot(0, window.close))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    fit_to_screen(window)
    if app.settings.is_on("is_maximized"):
        window.showMaximized()
    else:
        window.show()

    def settle() -> None:
        if not window.isMaximized():
            fit_to_screen(window)
        gc.freeze()  # what start-up loaded stays for good: it need not be looked through again
        GarbageCollector(window).start()
        from PySide6.QtGui import QIcon  # start-up time: its enumerations, 14 million instructions

        application.setWindowIcon(QIcon(str(paths.resource("icons/postil-64.png"))))
        from reader.ui.window.startup.single_instance import serve  # start-up time: QtNetwork

        serve(app.directory, window, window.open_named)
        window.start_background_work()
        window.open_named(files)
        if told.text:
            kept = told.kept
            undo = (_("Undo the restore"), lambda: window.backups.chosen.emit(kept))
            window.toasts.show(told.text, undo if kept else None, kind="page")

    after_first_paint(window, settle)
    try:
        return application.exec(), window.chosen
    finally:
        bugs.remove()
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for connection in connections:
            QObject.disconnect(connection)
        shiboken6.delete(window)  # the next one is to find nothing of it


def _mend(directory: Path, chosen: Mending) -> Restored:
    """Restores or repairs a library; returns what became of it."""
    if isinstance(chosen, Restore):
        return _restore(directory, chosen.backup)
    # Start-up time: hardly ever.
    from reader.library.integrity.repair import repair
    from reader.operations.repair_report import repair_lines
    from reader.ui.window.startup.waiting_dialog import wait_for

    library, folder = paths.library_file(directory), Settings.of(directory).backup_folder()

    def work(task: "WorkerTask[list[str]]") -> list[str]:
        def tell(done: int, total: int) -> None:
            if task.is_cancelled:
                raise LibraryError(_("Stopped: the library was not changed."))
            task.progressed.emit(done, total)

        return repair_lines(library, repair(library, folder, BUSY_SECONDS, tell))

    try:
        lines = wait_for(None, _("Repairing the library"), work)
    except LibraryError as error:
        lines = [str(error)]
    return Restored("\n".join(lines), None)


def _restore(directory: Path, chosen: Path) -> Restored:
    """Replaces a library by a backup; returns the result."""
    # Start-up time: hardly ever.
    from reader.library.backups import restoring
    from reader.library.backups.backup_texts import restored_text
    from reader.library.backups.backups import KEEPS, Backup
    from reader.ui.window.startup.waiting_dialog import wait_for

    library, settings = paths.library_file(directory), Settings.of(directory)
    folder, keep = settings.backup_folder(), KEEPS[settings.text("backup_keep")]

    def work(_task: object) -> restoring.Restored:
        return restoring.restore(library, chosen, folder, datetime.now(UTC), BUSY_SECONDS, keep)

    try:
        done = wait_for(None, _("Restoring the backup"), work, can_stop=False)
    except LibraryError as error:
        return Restored(str(error), None)
    kept = done.kept.path if isinstance(done.kept, Backup) else None
    return Restored(restored_text(chosen, done.counts, done.kept), kept)
