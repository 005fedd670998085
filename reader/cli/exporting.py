"""Implements ``postil export``, which writes articles with their notes in an open format."""

import argparse
from pathlib import Path

from reader.cli.article_listing import chosen_articles
from reader.cli.output.command_output import tell
from reader.cli.output.error_output import print_error
from reader.cli.output.progress_line import progress_line
from reader.core.models import Kind
from reader.core.translation import _, ngettext
from reader.exporters import article_formats, find_format, format_of
from reader.exporters.exporter import ExportFormat
from reader.exporters.markdown_folder_format import with_template
from reader.exporters.pdf_format import with_options
from reader.exporters.print_options import NotePlace, PageOptions
from reader.operations.exporting import article_export
from reader.services import Services


def run(app: Services, options: argparse.Namespace) -> int:
    """Writes the articles a query finds; returns the exit code: 1 where a text is damaged."""
    path, formats = Path(options.output), article_formats()
    kind = find_format(options.format, formats) if options.format else format_of(path, formats)
    if kind.id == "pdf":
        kind = _pdf(app, options)
    elif kind.id == "markdown":
        kind = with_template(options.template or app.settings.text("note_template"))
    ids = [article.id for article in chosen_articles(app, options.query)]
    with progress_line(len(ids)) as update:
        written = article_export.write(app.queries, ids, path, kind, update)
    for damage in written.damaged:
        print_error(damage)
    count = sum(
        1 for number in ids for a in app.queries.annotations(number) if a.kind is Kind.HIGHLIGHT
    )
    told = {"articles": len(ids), "highlights": count, "path": str(path)}
    text = _("{articles} and {highlights} written to {path}").format(
        articles=ngettext("{n} article", "{n} articles", len(ids)).format(n=len(ids)),
        highlights=ngettext("{n} highlight", "{n} highlights", count).format(n=count),
        path=path,
    )
    tell(options, text, told)
    return 1 if written.damaged else 0


def _pdf(app: Services, options: argparse.Namespace) -> ExportFormat:
    """Returns PDF with pages as Preferences and the options of the command have them."""
    pages = PageOptions.from_settings(app.settings)
    if options.notes is not None:
        pages = pages._replace(notes=NotePlace(options.notes))
    if options.paper is not None:
        pages = pages._replace(paper=options.paper)
    if options.highlights is not None:
        pages = pages._replace(has_highlights=options.highlights)
    return with_options(pages)
