"""Implements the subcommands that work on the library without a window: add, list, show, export and others."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli import adding as cli_adding
from reader.cli import annotations as cli_annotations
from reader.cli import archives as cli_archives
from reader.cli import backups as cli_backups
from reader.cli import details as cli_details
from reader.cli import left_out as cli_left_out
from reader.cli import watched_folder as cli_watching
from reader.cli.progress_line import progress_line
from reader.cli.query_validation import read_query
from reader.core.errors import InvalidInput, NotFound, PostilError
from reader.core.models import Annotation, Article, Color, Kind, RevisionFacts, Sort, View
from reader.core.translation import _
from reader.core.unique_ids import act_key
from reader.library import write_lock
from reader.operations import annotations
from reader.services import Services

if TYPE_CHECKING:
    from reader.exporters import ExportFormat

_Command = Callable[[Services, argparse.Namespace], int]
_SHARED = ("prefix", "suffix", "note", "color")  # options that also hold for lines without them
PATIENCE = 30.0  # seconds to wait for other programs that write: a script may start many at once


def run(options: argparse.Namespace, directory: Path) -> int:
    """Runs one command on the library of a folder and returns its exit code."""
    write_lock.name_program(options.command)
    if options.command == "doctor":
        from reader.cli import doctor  # only when asked for

        _tell(options, *doctor.run(directory))
        return 0
    if options.command in cli_backups.NAMES:  # these do without a library that opens
        text, told, code = cli_backups.run(options, directory)
        _tell(options, text, told)
        return code
    if options.command == "import" and cli_archives.makes_library(options, directory):
        text, told, code = cli_archives.run(options, directory)
        _tell(options, text, told)
        return code
    # Only what adds makes a library: a folder that was mistyped is told.
    app = Services.open(
        directory, create=options.command in ("add", "feed", "import"), timeout=PATIENCE
    )
    if app.database.notice:
        print(f"postil: {app.database.notice}", file=sys.stderr)
    try:
        return _COMMANDS[options.command](app, options)
    finally:
        app.close()


def _wants_json(options: argparse.Namespace) -> bool:
    return bool(getattr(options, "json", False))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _tell(options: argparse.Namespace, text: str, told: Any) -> None:
    """Prints what came of a command, for a person or for a program."""
    if _wants_json(options):
        _print_json(told)
    else:
        print(text)


def _telling(run: Callable[[Services, argparse.Namespace], tuple[str, Any]]) -> _Command:
    """Returns the command that prints what a function returns for a person and for a program."""

    def command(app: Services, options: argparse.Namespace) -> int:
        _tell(options, *run(app, options))
        return 0

    return command


def _chosen(app: Services, words: Sequence[str], sort: Sort = Sort.ADDED) -> list[Article]:
    query, is_descending = read_query(words), sort is not Sort.TITLE
    return app.queries.articles(app.queries.article_ids(View.ALL, query, sort, is_descending))


def _list(app: Services, options: argparse.Namespace) -> int:
    found = _chosen(app, options.query, Sort(options.sort))
    if _wants_json(options):
        from reader.exporters.article_json import article_metadata  # only when asked for

        _print_json([{"id": a.id, "uid": a.uid, **article_metadata(a)} for a in found])
        return 0
    for article in found:
        tags = " ".join(f"#{name}" for name in article.tags)
        mark = " " if article.is_read else "•"
        rest = "  ".join(part for part in (article.site, tags) if part)
        print(f"{article.id:>6} {mark} {article.title}" + (f"  ({rest})" if rest else ""))
    return 0


def _show(app: Services, options: argparse.Namespace) -> int:
    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)
    chosen = _revision_number(article, facts, options.revision)
    code = _tell_damage(app, [chosen])
    revision = app.queries.revision(chosen)
    if _wants_json(options) or options.format == "json":
        from reader.exporters.article_json import article_dict  # only when asked for

        found = _annotations(app, article, chosen)
        _print_json(article_dict(article, revision, found, facts[::-1]))
    elif options.format == "html":
        print(revision.html)
    elif options.format == "markdown":
        from reader.exporters.article_markdown import article_markdown  # only when asked for

        found = _annotations(app, article, chosen)
        print(article_markdown(article, found, revision.html), end="")
    else:
        lines = [article.title, " · ".join(p for p in (article.byline, article.site) if p)]
        print("\n".join(line for line in lines if line) + "\n\n" + revision.text)
    return code


def _annotations(app: Services, article: Article, revision_id: int) -> Sequence[Annotation]:
    """Returns an article's annotations on a revision, with what is not saved yet on the present one."""
    found = app.queries.annotations(article.id, revision_id)
    if revision_id != article.revision_id:
        return found
    from reader.operations.exporting import with_unsaved  # only when asked for

    return with_unsaved(app.queries, article, found)


def _tell_damage(app: Services, revision_ids: Sequence[int]) -> int:
    """Says which of some texts are damaged; returns the exit code for it."""
    code = 0
    for id_ in revision_ids:
        if damage := app.queries.text_damage(id_):
            print(f"postil: {damage}", file=sys.stderr)
            code = 1
    return code


def _revision_number(article: Article, facts: Sequence[RevisionFacts], seq: int | None) -> int:
    """Returns the id of an article's revision with a number, of the present one when none is given."""
    if seq is None:
        return article.revision_id
    for one in facts:
        if one.seq == seq:
            return one.id
    message = _("“{title}” has no revision {n}; it has {count}.")
    raise NotFound(message.format(title=article.title, n=seq, count=len(facts)))


def _revisions(app: Services, options: argparse.Namespace) -> int:
    from reader.exporters.timestamps import iso_time  # only when asked for

    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)[::-1]
    if _wants_json(options):
        from reader.exporters.article_json import revision_dict  # only when asked for

        _print_json([revision_dict(one) for one in facts])
        return 0
    for one in facts:
        mark = "*" if one.is_current else "?" if one.is_offered else " "
        sure = _("{exact} exact, {fuzzy} approximate, {review} to review, {orphan} orphaned")
        sure = sure.format(exact=one.exact, fuzzy=one.fuzzy, review=one.review, orphan=one.orphan)
        day = iso_time(one.created_at)[:16].replace("T", " ")
        print(f"{one.seq:>4} {mark} {day}  {one.length:>8}  {one.source}  ({sure})")
    return 0


def _diff(app: Services, options: argparse.Namespace) -> int:
    from reader.core.anchoring.text_diff import DiffKind, compare  # only when asked for

    article = app.queries.find_article(options.id)
    facts = app.queries.revision_facts(article.id)
    present = next(one for one in facts if one.is_current)
    earlier = [one.seq for one in facts if one.seq < present.seq]  # the newest first
    offered = [one.seq for one in facts if one.is_offered]
    # What one wants to know of: the text that waits for a word, else what came before.
    usual = (present.seq, offered[0]) if offered else ([*earlier, present.seq][0], present.seq)
    old, new = options.old, options.new
    if new is None:
        new = usual[1] if old is None else present.seq
    if old is None:
        old = usual[0]
    ids = [_revision_number(article, facts, seq) for seq in (old, new)]
    code = _tell_damage(app, ids)
    before, after = (app.queries.revision_text(id_) for id_ in ids)
    parts = compare(before, after)
    changed = [part for part in parts if not part.is_same]
    if _wants_json(options):
        pieces = [
            [{"change": piece.change.value, "text": piece.text} for piece in part.pieces]
            for part in changed
        ]
        _print_json({"old": old, "new": new, "changes": pieces})
        return code
    marks = {
        DiffKind.SAME: ("", ""),
        DiffKind.DELETED: ("[-", "-]"),
        DiffKind.INSERTED: ("{+", "+}"),
    }
    for part in changed:
        print("".join(piece.text.join(marks[piece.change]) for piece in part.pieces) + "\n")
    if not changed:
        print(_("Revisions {old} and {new} read the same.").format(old=old, new=new))
    return code


def _annotate(app: Services, options: argparse.Namespace) -> int:
    if (options.quote is None) == (options.source is None):
        raise InvalidInput(_("Give either --quote or --from."))
    if options.source is None:
        if options.id is None:
            raise InvalidInput(_("Name the article to annotate by its id (postil list)."))
        number = _annotate_one(app, options.id, vars(options) | {"tags": options.tag}, "")
        made = _annotation(app, number)
        text = _("annotation {id} on “{quote}”").format(id=number, quote=made["quote"])
        _tell(options, text, made)
        return 0
    return _annotate_many(app, options)


def _annotate_many(app: Services, options: argparse.Namespace) -> int:
    batch, answers = act_key(), []
    given = {"tags": options.tag, **{key: getattr(options, key) for key in _SHARED}}
    for line, text in _lines(options.source):
        answer: dict[str, Any] = {"line": line, "status": "added", "error": None}
        try:
            wanted = given | _object(line, text)  # what a line leaves open, the options say
            number = _annotate_one(app, wanted.get("article", options.id), wanted, batch)
            answer["annotation"] = _annotation(app, number)
        except PostilError as error:
            answer |= {"status": "failed", "error": str(error)}
            if not _wants_json(options):
                print(f"postil: {_('line {n}').format(n=line)}: {error}", file=sys.stderr)
        answers.append(answer)
    added = sum(answer["status"] == "added" for answer in answers)
    _tell(options, _("{n} added").format(n=added), answers)
    return 1 if any(answer["status"] == "failed" for answer in answers) else 0


def _lines(name: str) -> Iterator[tuple[int, str]]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8 text")
        message = _("{path} cannot be read: {reason}.").format(path=name, reason=reason)
        raise InvalidInput(message) from error
    # Only line feeds part lines: JSON may hold U+2028 and its like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _object(line: int, text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InvalidInput(_("line {n} is not JSON").format(n=line)) from error
    if not isinstance(value, dict):
        raise InvalidInput(_("line {n} is not a JSON object").format(n=line))
    return value


def _annotate_one(app: Services, article: object, wanted: dict[str, Any], batch: str) -> int:
    if article is None:
        raise InvalidInput(_("Name the article to annotate by its id (postil list)."))
    found = app.queries.find_article(str(article))
    texts = {key: wanted.get(key) or "" for key in ("quote", "prefix", "suffix", "note")}
    tags = wanted.get("tags") or wanted.get("tag") or []
    tags = tags if isinstance(tags, list) else [tags]
    if not all(isinstance(text, str) for text in (*texts.values(), *tags)):
        raise InvalidInput(_("quote, prefix, suffix, note and tags have to be text."))
    color = str(wanted.get("color") or "yellow").lower()
    if color not in list(Color):
        known = ", ".join(Color)
        text = _("“{color}” is not a colour Postil knows ({known}).")
        raise InvalidInput(text.format(color=color, known=known))
    return app.history.do(
        _("Highlight"),
        annotations.annotate_quote,
        found.id,
        texts["quote"],
        texts["prefix"],
        texts["suffix"],
        Color(color),
        tags,
        texts["note"],
        merge_key=batch or None,
    )


def _annotation(app: Services, number: int) -> dict[str, Any]:
    from reader.exporters.article_json import annotation_dict  # only when asked for

    return annotation_dict(app.queries.annotation(number))


def _tags(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import tags as cli_tags  # only when asked for

    changed = cli_tags.change(app, options.rename, options.merge, options.delete)
    if _wants_json(options):
        _print_json(cli_tags.tag_list(app) if changed is None else changed)
    elif changed is None:
        print("".join(f"{line}\n" for line in cli_tags.lines(app)), end="")
    else:
        print(changed["done"])
    return 0


def _undo(app: Services, options: argparse.Namespace) -> int:
    step = app.history.undo()
    text = _("Undone: {label}").format(label=step.label) if step else _("Nothing to undo.")
    _tell(options, text, {"undone": step.label if step else None})
    return 0


def _export(app: Services, options: argparse.Namespace) -> int:
    # Only when asked for.
    from reader.exporters import article_formats, find_format, format_of
    from reader.operations import exporting

    path, formats = Path(options.output), article_formats()
    kind = find_format(options.format, formats) if options.format else format_of(path, formats)
    if kind.id == "pdf":
        kind = _pdf(app, options)
    ids = [article.id for article in _chosen(app, options.query)]
    with progress_line(len(ids)) as update:
        written = exporting.write(app.queries, ids, path, kind, update)
    for damage in written.damaged:
        print(f"postil: {damage}", file=sys.stderr)
    count = sum(
        1 for number in ids for a in app.queries.annotations(number) if a.kind is Kind.HIGHLIGHT
    )
    told = {"articles": len(ids), "highlights": count, "path": str(path)}
    text = _("{articles} articles and {highlights} highlights written to {path}")
    _tell(options, text.format(**told), told)
    return 1 if written.damaged else 0


def _pdf(app: Services, options: argparse.Namespace) -> "ExportFormat":
    """Returns PDF with pages as Preferences and the options of the command have them."""
    # Only when asked for.
    from reader.exporters.pdf_format import with_options
    from reader.exporters.print_options import NotePlace, PageOptions

    pages = PageOptions.from_settings(app.settings)
    if options.notes is not None:
        pages = pages._replace(notes=NotePlace(options.notes))
    if options.paper is not None:
        pages = pages._replace(paper=options.paper)
    if options.highlights is not None:
        pages = pages._replace(has_highlights=options.highlights)
    return with_options(pages)


def _feed(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import feeds  # only when asked for

    return feeds.run(app, options)


def _import(app: Services, options: argparse.Namespace) -> int:
    from reader.cli import importing  # only when asked for

    return importing.run(app, options)


_COMMANDS: dict[str, _Command] = {
    "add": cli_adding.run,
    "import": _import,
    "feed": _feed,
    "list": _list,
    "show": _show,
    "annotate": _annotate,
    "annotations": cli_annotations.run,
    "tags": _tags,
    "revisions": _revisions,
    "diff": _diff,
    "edit": _telling(cli_details.run),
    "left-out": _telling(cli_left_out.run),
    "watch": _telling(cli_watching.run),
    "undo": _undo,
    "export": _export,
}
