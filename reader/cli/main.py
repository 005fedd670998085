"""Runs the ``postil`` command: opens the window, or hands a subcommand to its module."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn, TextIO

from reader import __version__, paths
from reader.core.errors import PostilError
from reader.core.models import WebAddress
from reader.core.translation import _
from reader.core.web_addresses import web_address

NAMES = (
    *("add", "feed", "list", "show", "annotate", "annotations", "tags"),
    *("revisions", "diff", "edit", "left-out", "watch", "undo", "export"),
    *("backup", "restore", "check", "rebuild", "doctor"),
)
NO_SCREEN = 2
_ASKING = ("list", "export", "annotations")  # the commands that take a query
_WITH_VALUE = ("--data-dir", "--format", "--output", "--sort")


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
        print("postil: " + text.format(path=error.filename, reason=reason), file=sys.stderr)
        return 1


def _discard(*streams: TextIO) -> None:
    """Sends what the streams still hold nowhere: Python would try to write it again at the exit."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(given: list[str]) -> int:
    directory: Path | None = None
    try:
        _speak_utf8()
        command = _command_of(given)
        if command in _ASKING:
            given = _words_last(given)
        parser = _parser(command)
        options = parser.parse_args(given)
        if options.command == "add" and not (options.files or options.addresses):
            parser.error(_("name files or addresses to add"))
        directory = paths.data_dir(getattr(options, "data_dir", None))
        if options.command == "window":
            return _window(directory, [_item(name) for name in options.files])
        from reader.cli import subcommands  # start-up time: the window needs none of it

        return subcommands.run(options, directory)
    except PostilError as error:
        print(f"postil: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError:
        raise  # of the output, see main
    except Exception as error:  # noqa: BLE001 - a traceback never reaches a person
        return _unexpected(error, directory)


def _unexpected(error: Exception, directory: Path | None) -> int:
    from reader.core import error_log  # start-up time: only for a bug

    text = _("Something went wrong in Postil itself ({error}), so it stopped.")
    folder = directory or paths.data_dir()
    if folder.is_dir():  # none is made for a log
        log = error_log.write(paths.log_folder(folder), error_log.traceback_text(error))
        if log is not None:
            text += " " + _("A report, without any of your words, is in {path}.").format(path=log)
    print("postil: " + text.format(error=type(error).__name__), file=sys.stderr)
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


def _item(name: str) -> Path | WebAddress:
    """Returns what an argument names: an address as it is, or a file."""
    return WebAddress(name) if web_address(name) else Path(name)


def _window(directory: Path, files: Sequence[Path | WebAddress]) -> int:
    from reader import display_check  # start-up time: the library's commands need it not

    for file in files:
        if isinstance(file, Path) and not file.exists() and not file.is_symlink():
            text = _("there is no file or command named “{name}” (postil --help lists commands).")
            print("postil: " + text.format(name=file), file=sys.stderr)
            return 2
    if not display_check.has_screen():
        text = _("there is no screen to open a window on; {names} work without one.")
        print("postil: " + text.format(names=", ".join(NAMES)), file=sys.stderr)
        return NO_SCREEN
    if library := display_check.missing_library():
        text = _("the window needs {library} of the system (on Debian: {line}).")
        line = f"sudo apt-get install {display_check.DEBIAN_PACKAGES}"
        print("postil: " + text.format(library=library, line=line), file=sys.stderr)
        return NO_SCREEN
    # Start-up time: of what is loaded until the window is painted nothing is ever garbage, and
    # looking for it takes a sixth of the time. The application turns it on again after the paint.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _open_window(directory, files)
    finally:
        if was_enabled:
            gc.enable()


def _open_window(directory: Path, files: Sequence[Path | WebAddress]) -> int:
    # Start-up time: not needed to say no.
    from reader.core.crash_log import log_crashes
    from reader.ui.window import application

    lock = application.claim(directory)
    if lock is None:
        if application.hand_over(directory, files):
            return 0
        text = _("the library in {path} is open in another window, which does not answer.")
        print("postil: " + text.format(path=directory), file=sys.stderr)
        return 1
    try:
        log_crashes(paths.log_folder(directory))
        code = application.run(directory, files)
    finally:
        lock.unlock()
    application.back_up_closed(directory)  # after the lock: another window need not wait
    return code


def _command_of(given: Sequence[str]) -> str:
    """Returns the subcommand named, if the first word that is no option is one."""
    words = iter(given)
    for word in words:
        if word == "--data-dir":
            next(words, None)
        elif not word.startswith("-"):
            return word if word in NAMES else "window"
    return "window"


def _parser(command: str) -> "_Parser":
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
        epilog=_("Commands: {names}. “postil COMMAND --help” tells of one.").format(
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
        parser.set_defaults(command="window")
        return parser
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    _add_commands(commands, shared, _export_ids() if command == "export" else ())
    return parser


def _export_ids() -> Sequence[str]:
    from reader.exporters import article_formats  # start-up time: only the export needs them

    return [one.id for one in article_formats()]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence."""

    def error(self, message: str) -> NoReturn:
        text = _("{message} (“{command} --help” tells what may follow).")
        self.exit(2, "postil: " + text.format(message=message, command=self.prog) + "\n")


def _add_commands(
    commands: "argparse._SubParsersAction[_Parser]",
    shared: "_Parser",
    export_ids: Sequence[str],
) -> None:
    def command(name: str, text: str) -> "_Parser":
        return commands.add_parser(name, help=text, description=text, parents=[shared])

    # Only for commands.
    from reader.cli.article_arguments import add_arguments as add_article_arguments
    from reader.cli.feed_arguments import add_arguments as add_feed_arguments

    query = _("words, “phrases”, -not, OR, tag:x, is:unread, site:, by:, title:, has:note")
    add = command("add", _("add files and the pages at addresses"))
    named = _("a file, an address, a text file of addresses, or - for standard input")
    add.add_argument("files", nargs="*", metavar="FILE|ADDRESS", help=named)
    add.add_argument(
        "--addresses",
        action="append",
        default=[],
        metavar="FILE",
        help=_("a file with an address on each line, or - for standard input"),
    )
    add.add_argument(
        "--pictures",
        choices=("all", "site", "none"),
        help=_("which pictures of a page are fetched; site: only those of its own site"),
    )
    add.add_argument(
        "--local-network",
        dest="is_local_allowed",
        action="store_true",
        help=_("fetch from this machine and its network too, if an address leads there"),
    )
    add.add_argument(
        "--name",
        default="",
        metavar="NAME",
        help=_("what standard input is called; its ending tells the format, as page.md"),
    )
    add.add_argument(
        "--url",
        default="",
        metavar="ADDRESS",
        help=_("where the page on standard input is from; its pictures are fetched from there"),
    )
    add.add_argument("--tag", action="append", default=[], metavar="T")
    add.add_argument(
        "--use-anyway",
        "--accept",
        dest="is_sure",
        action="store_true",
        help=_("use a new text also when much would be lost by it"),
    )
    add_feed_arguments(command("feed", _("subscribe to feeds, and read them anew")), shared)
    listing = command("list", _("list articles"))
    listing.add_argument("query", nargs="*", metavar="QUERY", help=query)
    show = command("show", _("show an article"))
    show.add_argument("id", metavar="ID")
    show.add_argument("--format", choices=("text", "html", "markdown", "json"), default="text")
    show.add_argument(
        "--revision", type=int, metavar="N", help=_("an earlier text, with the highlights on it")
    )
    revisions = command("revisions", _("list the texts an article has had"))
    revisions.add_argument("id", metavar="ID")
    diff = command(
        "diff",
        _(
            "compare two texts of an article: A with B; the present one with what came before or is offered"
        ),
    )
    diff.add_argument("id", metavar="ID")
    diff.add_argument("old", type=int, nargs="?", metavar="A")
    diff.add_argument("new", type=int, nargs="?", metavar="B")
    annotate = command("annotate", _("highlight a passage, named by its words"))
    annotate.add_argument("id", metavar="ID", nargs="?")
    annotate.add_argument("--quote", metavar="TEXT")
    annotate.add_argument("--prefix", metavar="P", default="", help=_("what comes before it"))
    annotate.add_argument("--suffix", metavar="S", default="", help=_("what comes after it"))
    annotate.add_argument("--note", metavar="N", default="")
    annotate.add_argument("--tag", action="append", default=[], metavar="T")
    annotate.add_argument("--color", metavar="C", default="yellow")
    annotate.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help=_("a file of JSON objects, one a line, or - for standard input"),
    )
    tags = command("tags", _("list tags and how often they are used, or change them"))
    acts = tags.add_mutually_exclusive_group()
    acts.add_argument(
        "--rename",
        nargs=2,
        metavar=("TAG", "NAME"),
        help=_("give a tag another name; those nested in it go along"),
    )
    acts.add_argument(
        "--merge", nargs=2, metavar=("TAG", "INTO"), help=_("put a tag into another that is there")
    )
    acts.add_argument(
        "--delete", action="append", default=[], metavar="TAG", help=_("delete a tag everywhere")
    )
    marked = command("annotations", _("list highlights and notes of all articles"))
    of_marks = _("words, “phrases”, -not, OR, tag:x, color:green, has:note, is:review, is:orphan")
    of_marks += _(", article:, site:, by:, in:inbox, before:2026-11-01, after:")
    marked.add_argument("query", nargs="*", metavar="QUERY", help=of_marks)
    orders = ("newest", "oldest", "article", "published", "tag", "color")
    marked.add_argument("--sort", choices=orders, default="newest")
    add_article_arguments(command)
    watch = command("watch", _("say, or choose, the folder whose new files the window adds"))
    watch.add_argument("folder", nargs="?", metavar="FOLDER")
    watch.add_argument("--all", action="store_true", help=_("add the files that are in it, too"))
    watch.add_argument("--off", action="store_true", help=_("watch no folder"))
    command("undo", _("take the last change back"))
    backup = command("backup", _("make a backup of the library, or list those there are"))
    backup.add_argument("--list", action="store_true", dest="is_listing", help=_("only list them"))
    backup.add_argument(
        "--articles",
        action="store_true",
        dest="has_articles",
        help=_("write the file of each article that was changed, too"),
    )
    restore = command(
        "restore", _("put a backup in the place of the library, which is kept as a backup itself")
    )
    restore.add_argument(
        "backup", metavar="BACKUP", help=_("its number (postil backup --list), or a file")
    )
    restore.add_argument(
        "--preview", action="store_true", help=_("only say what would be different")
    )
    rebuild = command(
        "rebuild", _("make a library, where there is none, from the files of its articles")
    )
    rebuild.add_argument(
        "folder", metavar="FOLDER", help=_("the folder “articles” beside the library that was")
    )
    command("doctor", _("say what Postil runs on, where it keeps things, and what is wrong"))
    check = command("check", _("read the whole library and say what is damaged in it"))
    check.add_argument(
        "--repair",
        action="store_true",
        dest="is_repairing",
        help=_("make a new library of all that can be read; the damaged one is kept as it is"),
    )
    export = command("export", _("write articles with every note in an open format"))
    export.add_argument("query", nargs="*", metavar="QUERY", help=query)
    by_suffix = _("by default as the suffix of PATH says; without a suffix, a folder of Markdown")
    export.add_argument("--format", choices=export_ids, help=by_suffix)
    export.add_argument("--output", required=True, metavar="PATH")


if __name__ == "__main__":
    sys.exit(main())
