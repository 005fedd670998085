"""Filters, sorts, copies and exports the rows of the page of all highlights."""

from collections.abc import Generator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from reader.commands import export_choices
from reader.commands.command import ANNOTATE, Call, Commands, Need
from reader.commands.context import HIGHLIGHTS
from reader.commands.highlights.highlighting import annotation_of
from reader.commands.highlights.passage_copying import citation
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, Prompt
from reader.core.color_names import color_name
from reader.core.models import AnnotationSort, Color, Kind
from reader.core.query.query_printing import has_term, tag_term, with_term
from reader.core.text.reading.page_and_chapter_labels import marks_of
from reader.core.translation import N_, _, ngettext, number_text

if TYPE_CHECKING:
    from reader.exporters.exporter import ExportFormat

_TAGS_OFFERED = 40  # for narrowing, the most used first
SORT_TITLES = {
    AnnotationSort.NEWEST: N_("Newest first"),
    AnnotationSort.OLDEST: N_("Oldest first"),
    AnnotationSort.ARTICLE: N_("By article, in the order of the text"),
    AnnotationSort.PUBLISHED: N_("By date of the article"),
    AnnotationSort.TAG: N_("By tag"),
    AnnotationSort.COLOR: N_("By colour"),
}
COMMANDS = Commands(panes=(HIGHLIGHTS,), menu=ANNOTATE, needs=Need.ALL_HIGHLIGHTS, writes=False)


@COMMANDS.add(
    "annotations.open", N_("Show in the article"), "Enter", "o", short=N_("show in article")
)
def open_in_article(call: Call) -> None:
    """Goes to the words of the current annotation in its article."""
    call.frontend.open_annotation(annotation_of(call).id)


@COMMANDS.add(
    "annotations.copy", N_("Copy the highlights with their sources"), "y", "Ctrl+C", writes=False
)
def copy(call: Call) -> None:
    """Copies one annotation with its source, or several as Markdown."""
    ids = call.context.annotations
    if len(ids) > 1:
        call.frontend.work.copy(ids, "quotes", is_of_annotations=True)
        return
    one = call.queries.annotation(ids[0])
    article = call.queries.article(one.article_id)
    is_note = one.kind is Kind.ARTICLE_NOTE
    marks = marks_of(call.queries.revision(article.revision_id).html)
    place = "" if one.start is None else marks.place_words(one.start, one.end or one.start)
    text, html = citation(article, one.note if is_note else one.exact, place)
    if one.note and not is_note:
        from html import escape  # start-up time: its table of entities

        text, html = f"{text}\n\n{one.note}", f"{html}<p>{escape(one.note, quote=False)}</p>"
    call.frontend.copy_text(text, html)
    call.frontend.notify(_("Copied with its source"))


def export(call: Call) -> Asking:
    """Writes the selected annotations, or all that are listed, into one file."""
    from reader.exporters import annotation_formats, find_format  # start-up time: exporters

    formats = annotation_formats()
    ids, kind = yield from _choose(call, _("Export highlights"), formats)
    if not kind:
        return
    asked = find_format(kind, formats)
    name = f"postil-highlights-{date.today().isoformat()}"  # noqa: DTZ011 (the user's day)
    name += "" if asked.is_folder else asked.suffix
    path = yield export_choices.place_prompt(_("Export highlights"), name, asked)
    if path:
        call.frontend.work.export(ids, path, kind, is_of_annotations=True)


def copy_in_format(call: Call) -> Asking:
    """Copies the selected annotations, or all that are listed, as text in a format."""
    from reader.exporters import annotation_formats  # start-up time: exporters

    formats = [one for one in annotation_formats() if one.is_text]
    ids, kind = yield from _choose(call, _("Copy in a format"), formats)
    if kind:
        call.frontend.work.copy(ids, kind, is_of_annotations=True)


def _choose(
    call: Call, title: str, formats: Sequence["ExportFormat"]
) -> Generator[Prompt, Any, tuple[Sequence[int], str]]:
    """Asks which annotations, and which format; the format is empty if nothing is chosen."""
    some, every = call.context.annotations, call.frontend.highlights.listed_ids
    if not every:
        call.frontend.notify(_("There is nothing to export: no highlight is listed."))
        return (), ""
    rows = []
    if some and len(some) < len(every):
        row = ngettext("This highlight", "These {n} highlights", len(some))
        rows.append(Choice("some", row.format(n=number_text(len(some)))))
    row = ngettext("The one listed", "All {n} listed", len(every))
    rows.append(Choice("all", row.format(n=number_text(len(every)))))
    which, kind = yield from export_choices.choose_export(title, rows, formats)
    return every if which == "all" else some, kind


def sort(call: Call) -> Asking:
    """Chooses the order of the page."""
    choices = [Choice(one.value, _(title)) for one, title in SORT_TITLES.items()]
    present = call.settings.text("annotation_sort")
    answer = yield ChoicePrompt(_("Sort highlights by"), choices, present)
    if isinstance(answer, str):
        call.frontend.highlights.sort(AnnotationSort(answer))


@COMMANDS.add(
    "annotations.narrow",
    N_("Filter highlights…"),
    "Shift+F",
    menu="",
    needs=Need.NOTHING,
    short=N_("filter…"),
)
def narrow(call: Call) -> Asking:
    """Adds one of the common terms to the filter, or removes it."""
    query = call.frontend.highlights.query
    rows: list[tuple[str, str, str]] = [
        ("has:note", _("With a note"), ""),
        ("-has:note", _("Without a note"), ""),
        ("-has:tag", _("Without a tag"), ""),
        ("is:review", _("Needs review"), ""),
        ("is:orphan", _("Orphaned"), ""),
        *((f"color:{one}", color_name(one).capitalize(), one.value) for one in Color),
    ]
    used = [one for one in call.queries.tags() if one.annotation_count]
    used.sort(key=lambda one: -one.annotation_count)
    rows += [(tag_term(one.name), f"#{one.name}", "") for one in used[:_TAGS_OFFERED]]
    choices = [Choice(term, title, term, color) for term, title, color in rows]
    if query:
        choices.insert(0, Choice("", _("Show all"), query))
    present = [one.value for one in choices if one.value and has_term(query, one.value)]
    answer = yield ChoicePrompt(_("Filter"), choices, present[0] if present else None)
    if isinstance(answer, str):
        call.frontend.highlights.narrow(with_term(query, answer) if answer else "")
