"""Defines the arguments of the subcommands of ``postil``."""

import argparse
from collections.abc import Callable, Sequence

from reader.cli.arguments.edit_arguments import add_arguments as add_article_arguments
from reader.cli.arguments.feed_arguments import add_arguments as add_feed_arguments
from reader.cli.arguments.import_arguments import add_arguments as add_import_arguments
from reader.core.builtin_note_templates import NOTE_TEMPLATES
from reader.core.translation import _


def add_arguments(
    add_parser: Callable[..., argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    *,
    is_exporting: bool,
) -> None:
    """Adds the subcommands by ``add_parser``; all of them take the ``shared`` arguments.

    Only when the export is asked for is looked which formats there are.
    """

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return add_parser(name, help=text, description=text, parents=[shared])

    numbered = _("the article's number, as “postil list” prints it")
    query = _(
        "words, “phrases”, -not, OR, (…), tag:x, is:unread, in:inbox, has:note, color:green, title:,"
        " site:, by:, text:, note:, after:2026-11, added:7d, words:>2000"
    )
    add = command("add", _("add files and the pages at addresses"))
    named = _("a file, a folder, an address, a text file of addresses, or - for standard input")
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
        help=_("which images of a page are fetched; site: only those of its own site"),
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
        help=_("the file name of standard input; its extension tells the format, as in page.md"),
    )
    add.add_argument(
        "--url",
        default="",
        metavar="ADDRESS",
        help=_("where the page on standard input is from; its images are fetched from there"),
    )
    add.add_argument(
        "--password",
        default="",
        metavar="PASSWORD",
        help=_("opens the files that are encrypted"),
    )
    add.add_argument(
        "--chapters",
        action=argparse.BooleanOptionalAction,
        help=_("make each chapter of a book an article; --no-chapters: the book is one"),
    )
    _add_tags(add, _("a tag for each of them; may be given several times"))
    add.add_argument(
        "--use-anyway",
        "--accept",
        dest="is_sure",
        action="store_true",
        help=_("use the new revision even if much would be lost by it"),
    )
    add_feed_arguments(command("feed", _("subscribe to feeds, and refresh them")), shared)
    listing = command("list", _("list articles"))
    listing.add_argument("query", nargs="*", metavar="QUERY", help=query)
    listing.add_argument(
        "--sort",
        choices=("added", "published", "title", "length", "progress", "site", "best"),
        default="added",
        help=_("their order; best: how well they match the words; the last added first by default"),
    )
    show = command("show", _("show an article"))
    show.add_argument("id", metavar="ID", help=numbered)
    show.add_argument(
        "--format",
        choices=("text", "html", "markdown", "json"),
        default="text",
        help=_("the format of its text; text by default"),
    )
    show.add_argument(
        "--revision",
        type=int,
        metavar="N",
        help=_("an earlier revision, with the highlights on it"),
    )
    revisions = command("revisions", _("list the revisions of an article"))
    revisions.add_argument("id", metavar="ID", help=numbered)
    diff = command(
        "diff",
        _(
            "compare two revisions of an article: A with B; the current one with the one before or the one offered"
        ),
    )
    diff.add_argument("id", metavar="ID", help=numbered)
    of_text = _("the number of a text, as “postil revisions” lists it")
    diff.add_argument("old", type=int, nargs="?", metavar="A", help=of_text)
    diff.add_argument("new", type=int, nargs="?", metavar="B", help=of_text)
    annotate = command("annotate", _("highlight a passage, named by its words"))
    annotate.add_argument("id", metavar="ID", nargs="?", help=numbered)
    annotate.add_argument("--quote", metavar="TEXT", help=_("the words of the passage"))
    annotate.add_argument("--prefix", metavar="P", default="", help=_("what comes before it"))
    annotate.add_argument("--suffix", metavar="S", default="", help=_("what comes after it"))
    annotate.add_argument("--note", metavar="N", default="", help=_("a note on it, in Markdown"))
    _add_tags(annotate, _("a tag for it; may be given several times"))
    annotate.add_argument(
        "--color", metavar="C", default="yellow", help=_("its color; yellow by default")
    )
    annotate.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help=_("a file of JSON objects, one per line, or - for standard input"),
    )
    tags = command("tags", _("list tags and how often they are used, or change them"))
    acts = tags.add_mutually_exclusive_group()
    acts.add_argument(
        "--rename",
        nargs=2,
        metavar=("TAG", "NAME"),
        help=_("rename a tag, with those nested in it"),
    )
    acts.add_argument(
        "--merge", nargs=2, metavar=("TAG", "INTO"), help=_("merge a tag into an existing one")
    )
    acts.add_argument(
        "--delete", action="append", default=[], metavar="TAG", help=_("delete a tag everywhere")
    )
    marked = command("annotations", _("list highlights and notes of all articles"))
    marked.add_argument("query", nargs="*", metavar="QUERY", help=query)
    orders = ("newest", "oldest", "article", "published", "tag", "color")
    marked.add_argument(
        "--sort",
        choices=orders,
        default="newest",
        help=_("their order; the newest first by default"),
    )
    add_article_arguments(command)
    add_import_arguments(command)
    watch = command("watch", _("show, or choose, the folder whose new files the window adds"))
    watch.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help=_("the folder to watch; without one, the current folder is shown"),
    )
    watch.add_argument("--all", action="store_true", help=_("add the files that are in it, too"))
    watch.add_argument("--off", action="store_true", help=_("stop watching"))
    command("undo", _("undo the last change"))
    command("redo", _("redo what was undone last"))
    backup = command("backup", _("back up the library, or list its backups"))
    backup.add_argument("--list", action="store_true", dest="is_listing", help=_("only list them"))
    backup.add_argument(
        "--articles",
        action="store_true",
        dest="has_articles",
        help=_("also write the file of each article that was changed"),
    )
    restore = command("restore", _("restore a backup; the current library is kept as a backup"))
    restore.add_argument(
        "backup", metavar="BACKUP", help=_("its number (postil backup --list), or a file")
    )
    restore.add_argument(
        "--preview", action="store_true", help=_("only show what would be different")
    )
    rebuild = command("rebuild", _("rebuild a lost library from the files of its articles"))
    rebuild.add_argument(
        "folder", metavar="FOLDER", help=_("the folder “articles” beside the lost library")
    )
    command("doctor", _("show what Postil runs on, where it keeps files, and what is wrong"))
    check = command("check", _("read the whole library and report what is damaged in it"))
    check.add_argument(
        "--repair",
        action="store_true",
        dest="is_repairing",
        help=_("create a new library from all that can be read; the damaged one is kept as it is"),
    )
    export = command("export", _("write articles with every note in an open format"))
    export.add_argument("query", nargs="*", metavar="QUERY", help=query)
    by_suffix = _(
        "by default the one of the extension of PATH; without an extension, a folder of Markdown"
    )
    formats = _export_ids() if is_exporting else ()
    export.add_argument("--format", choices=formats, help=by_suffix)
    export.add_argument(
        "--output", required=True, metavar="PATH", help=_("the file or the folder to write")
    )
    templates = _("for Markdown: {names}, or a file of your own; by default as Preferences say")
    export.add_argument(
        "--template", metavar="NAME", help=templates.format(names=", ".join(NOTE_TEMPLATES))
    )
    pages = _("in PDF; by default as Preferences say")
    export.add_argument("--notes", choices=("foot", "end", "none"), help=pages)
    export.add_argument("--paper", choices=("a4", "letter", "a5"), help=pages)
    export.add_argument(
        "--highlights", action=argparse.BooleanOptionalAction, default=None, help=pages
    )


def _add_tags(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("--tag", action="append", default=[], metavar="T", help=meaning)


def _export_ids() -> Sequence[str]:
    from reader.exporters import article_formats  # only for the export

    return [one.id for one in article_formats()]
