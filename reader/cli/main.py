"""Runs the ``postil`` command: opens the window, or passes a subcommand to its module."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from reader import __version__, paths
from reader.cli.output.error_output import print_error
from reader.core import translation
from reader.core.errors import ExportFailed, PostilError
from reader.core.library_links import Named, named_item
from reader.core.translation import _
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.exporters.pdf_format import MakePages

NAMES = (
    *("add", "import", "feed", "list", "show", "annotate", "annotations", "tags"),
    *("revisions", "diff", "edit", "left-out", "watch", "undo", "redo", "export"),
    *("backup", "restore", "check", "rebuild", "doctor"),
)
NO_SCREEN = 2
_ASKING = ("list", "export", "annotations")  # the commands that take a query
_WITH_VALUE = ("--data-dir", "--format", "--notes", "--output", "--paper", "--sort", "--template")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs ``postil`` with arguments and returns its exit code. Errors are one sentence on stderr."""
    try:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            print(end="", flush=True)  # what cannot be written fails here, not at the exit
    except BrokenPipeError:  # whoever read it has gone
        _discard(sys.stdout, sys.stderr)
        return 1
    except OSError as error:
        _discard(sys.stdout)
        text = _("the output cannot be written: {reason}.")
        if error.filename is not None:  # standard output has no name
            text = _("{path} cannot be used: {reason}.")
        reason = error.strerror or str(error)
        print_error(text.format(path=error.filename, reason=reason))
        return 1


def _discard(*streams: TextIO) -> None:
    """Discards what the streams still contain: Python would try to write it again at the exit."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(given: list[str]) -> int:
    directory: Path | None = None
    try:
        _speak_utf8()
        command = _command_of(given)
        _speak_language(_value_of("--language", given) if command == "window" else "", given)
        if command in _ASKING:
            given = _words_last(given)
        parser = parser_of(command)
        options = parser.parse_args(given)
        if options.command == "add" and not (options.files or options.addresses):
            parser.error(_("name files or addresses to add"))
        directory = paths.data_dir(getattr(options, "data_dir", None))
        if options.command == "window":
            files = [named_item(name) for name in options.files]
            return _window(directory, files, options.language)
        if options.command == "export":
            from reader.exporters import pdf_format  # only for the export

            pdf_format.set_page_maker(_load_pages)
        from reader.cli import subcommand_dispatch  # start-up time: the window needs none of it

        return subcommand_dispatch.run(options, directory)
    except PostilError as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError:
        raise  # of the output, see main
    except Exception as error:  # noqa: BLE001 - a traceback never reaches the user
        return _unexpected(error, directory)


def _load_pages() -> "MakePages":
    """Returns what sets the pages of a PDF, without a screen; raises ExportFailed."""
    from reader import display_check  # only for PDF

    if library := display_check.missing_library():
        text = _("PDF needs {library} of the system (on Debian: {line}).")
        line = f"sudo apt-get install {display_check.DEBIAN_PACKAGES}"
        raise ExportFailed(text.format(library=library, line=line))
    from reader.ui.printing import offscreen  # only for PDF: Qt

    return offscreen.page_maker()


def _unexpected(error: Exception, directory: Path | None) -> int:
    from reader.core import error_log  # start-up time: only for a bug

    text = _("Postil stopped because of an internal error ({error}).")
    folder = directory or paths.data_dir()
    if folder.is_dir():  # none is made for a log
        log = error_log.write(paths.log_folder(folder), error_log.traceback_text(error))
        if log is not None:
            text += " " + _("A report, without any of your text, is in {path}.").format(path=log)
    print_error(text.format(error=type(error).__name__))
    return 70


def _speak_utf8() -> None:
    """Reads and prints UTF-8 whatever the locale; what UTF-8 lacks is printed as an escape."""
    for stream, errors in (
        (sys.stdin, "strict"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _speak_language(asked: str, given: Sequence[str]) -> None:
    """Uses the language that is asked for, that of the settings, or that of the environment."""
    if asked:
        languages = [asked]
    else:
        directory = paths.data_dir(_value_of("--data-dir", given) or None)
        chosen = Settings.of(directory).text("language")
        languages = [chosen] if chosen else translation.system_languages()
    if languages:
        translation.install(paths.resource("translations"), languages)


def _value_of(option: str, given: Sequence[str]) -> str:
    """Returns the value of an option before the arguments are parsed, as help is translated, too."""
    for place, word in enumerate(given):
        if word == option:
            return "".join(given[place + 1 : place + 2])
        if word.startswith(option + "="):
            return word.partition("=")[2]
    return ""


def _words_last(given: Sequence[str]) -> list[str]:
    """Returns the options first, then a query's words, so that “-tag:x” is one of them and no option."""
    options: list[str] = []
    words: list[str] = []
    left = iter(given)
    for word in left:
        if word == "--":
            words += left
        elif word in _WITH_VALUE:
            options += [word, *islice(left, 1)]
        elif word.startswith("--") or word == "-h":
            options.append(word)
        else:
            words.append(word)
    return [*words[:1], *options, "--", *words[1:]]


def _window(directory: Path, files: Sequence[Named], language: str) -> int:
    from reader import display_check  # start-up time: the library's commands need it not

    for file in files:
        if isinstance(file, Path) and not file.exists() and not file.is_symlink():
            text = _("there is no file or command named “{name}” (postil --help lists commands).")
            print_error(text.format(name=file))
            return 2
    if name := display_check.unknown_platform():
        text = _("this Qt has no platform “{name}”, which QT_QPA_PLATFORM asks for: unset it.")
        print_error(text.format(name=name))
        return NO_SCREEN
    if not display_check.has_screen():
        text = _("there is no screen to open a window on; {names} work without one.")
        print_error(text.format(names=", ".join(NAMES)))
        return NO_SCREEN
    if library := display_check.missing_library():
        text = _("the window needs {library} of the system (on Debian: {line}).")
        line = f"sudo apt-get install {display_check.DEBIAN_PACKAGES}"
        print_error(text.format(library=library, line=line))
        return NO_SCREEN
    # Start-up time: of what is loaded until the window is painted nothing is ever garbage, and
    # looking for it takes a sixth of the time. The application turns it on again after the paint.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _open_window(directory, files, language)
    finally:
        if was_enabled:
            gc.enable()


def _open_window(directory: Path, files: Sequence[Named], language: str) -> int:
    # Start-up time: not needed to say no.
    from reader.core.native_crash_log import log_crashes
    from reader.ui.window.library.backup_controller import back_up_closed
    from reader.ui.window.startup import application

    lock = application.claim(directory)
    if lock is None:
        if application.hand_over(directory, files):
            return 0
        text = _("the library in {path} is open in another window, which does not answer.")
        print_error(text.format(path=directory))
        return 1
    try:
        log_crashes(paths.log_folder(directory))
        code = application.run(directory, files, language)
    finally:
        lock.unlock()
    back_up_closed(directory)  # after the lock: another window need not wait
    return code


def _command_of(given: Sequence[str]) -> str:
    """Returns the subcommand named, if the first word that is no option is one."""
    words = iter(given)
    for word in words:
        if word in ("--data-dir", "--language"):
            next(words, None)
        elif not word.startswith("-"):
            return word if word in NAMES else "window"
    return "window"


def parser_of(command: str) -> "_Parser":
    """Returns the parser for the window (files) or for the library's commands."""
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--data-dir",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=_("the folder of the library (else POSTIL_DATA_DIR, else the usual place)"),
    )
    shared.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("answer in JSON")
    )
    parser = _Parser(
        prog="postil",
        description=_("Read, mark, note, tag and find articles."),
        epilog=_("Commands: {names}. “postil COMMAND --help” describes one.").format(
            names=", ".join(NAMES)
        ),
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"Postil {__version__}")
    if command == "window":
        parser.add_argument(
            "files",
            nargs="*",
            metavar="FILE|ADDRESS",
            help=_("open the window and add these files and pages"),
        )
        parser.add_argument(
            "--language",
            choices=tuple(translation.LANGUAGES),
            default="",
            help=_("the language of the window; by default as Preferences or the system say"),
        )
        parser.set_defaults(command="window")
        return parser
    # Start-up time: only for commands.
    from reader.cli.arguments.subcommand_arguments import add_arguments

    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    add_arguments(commands.add_parser, shared, is_exporting=command == "export")
    return parser


class _Parser(argparse.ArgumentParser):
    """Prints what is wrong with the arguments in one sentence."""

    def error(self, message: str) -> NoReturn:
        text = _("{message} (“{command} --help” shows what may follow).")
        self.exit(2, "postil: " + text.format(message=message, command=self.prog) + "\n")


if __name__ == "__main__":
    sys.exit(main())
