"""Acts on what is selected on the page of all annotations, each time as one undo step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from reader.commands import bulk_tagging
from reader.commands import highlighting as on_one
from reader.commands.citation import citation
from reader.commands.command import ANNOTATE, GO, Call, Commands, Need
from reader.commands.context import HIGHLIGHTS, PANES, Target
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, SavePrompt
from reader.core.highlight_colors import color_name
from reader.core.models import Annotation, AnnotationSort, Color, Kind
from reader.core.query.annotation_query import with_term
from reader.core.query.article_query import tag_term
from reader.core.translation import N_, _, ngettext
from reader.core.unique_ids import act_key
from reader.operations import annotations

if TYPE_CHECKING:
    from reader.exporters import ExportFormat
    from reader.library.unit_of_work import Unit

P = ParamSpec("P")

PART = 15  # changed in one transaction: a key press never waits for more than 50 ms
_TAGS_OFFERED = 40  # for narrowing, the most used first
SORT_TITLES = {
    AnnotationSort.NEWEST: N_("Newest first"),
    AnnotationSort.OLDEST: N_("Oldest first"),
    AnnotationSort.ARTICLE: N_("By article, in the order of the text"),
    AnnotationSort.PUBLISHED: N_("By date of the article"),
    AnnotationSort.TAG: N_("By tag"),
    AnnotationSort.COLOR: N_("By colour"),
}
_COLOR_TITLES = {
    Color.YELLOW: N_("Colour the highlights yellow"),
    Color.GREEN: N_("Colour the highlights green"),
    Color.BLUE: N_("Colour the highlights blue"),
    Color.PINK: N_("Colour the highlights pink"),
    Color.PURPLE: N_("Colour the highlights purple"),
    Color.ORANGE: N_("Colour the highlights orange"),
    Color.RED: N_("Colour the highlights red"),
    Color.GREY: N_("Colour the highlights grey"),
}
GOING = Commands(menu=GO, writes=False)

COMMANDS = Commands(panes=(HIGHLIGHTS,), menu=ANNOTATE, needs=Need.ANNOTATIONS)


@GOING.add("go.highlights", N_("Go to all highlights"), "g h")
def show(call: Call) -> None:
    """Shows the page of all annotations, as it was left."""
    if call.context.pane is not HIGHLIGHTS:
        call.frontend.show_page(HIGHLIGHTS)


@GOING.add("go.return", N_("Back to where you came from"), "Alt+Left", panes=PANES)
def go_back(call: Call) -> None:
    """Returns to the page that was left for an article."""
    if not call.frontend.go_back():
        call.frontend.notify(_("Nothing to go back to."))


@COMMANDS.add(
    "annotations.open",
    N_("Show the highlight in its article"),
    "Enter",
    "o",
    writes=False,
    short=N_("show in article"),
)
def open_in_article(call: Call) -> None:
    """Goes to the words of the current annotation in its article."""
    call.frontend.open_annotation(_current(call).id)


@COMMANDS.add("annotations.tag", N_("Tag the highlights…"), "t", short=N_("tag"))
def tag(call: Call) -> Asking:
    """Chooses tags for the selected annotations; those that only some carry are shown so."""
    yield from bulk_tagging.choose_tags(call, call.context.annotations, are_articles=False)


@COMMANDS.add("annotations.note", N_("Note on the highlight…"), "n", short=N_("note"))
def note(call: Call) -> Asking:
    """Writes the note of the current annotation."""
    one = _current(call)
    target = Target(one.article_id, one.start or 0, one.end or 0, one.id, _("highlight"))
    yield from on_one.note(_aimed(call, target))


def _aimed(call: Call, target: Target) -> Call:
    """Returns the call, aimed at one annotation as in the text."""
    return replace(call, context=replace(call.context, target=target))


@COMMANDS.add(
    "annotations.copy",
    N_("Copy the highlights with their sources"),
    "y",
    "Ctrl+C",
    writes=False,
)
def copy(call: Call) -> None:
    """Copies one annotation with its source, or several as Markdown."""
    ids = call.context.annotations
    if len(ids) > 1:
        call.work.copy_annotations(ids)
        return
    one = _current(call, ids[0])
    article = call.queries.article(one.article_id)
    is_note = one.kind is Kind.ARTICLE_NOTE
    text, html = citation(article, one.note if is_note else one.exact)
    if one.note and not is_note:
        from html import escape  # start-up time: its table of entities

        text, html = f"{text}\n\n{one.note}", f"{html}<p>{escape(one.note, quote=False)}</p>"
    call.frontend.copy_text(text, html)
    call.frontend.notify(_("Copied with its source"))


@COMMANDS.add("annotations.delete", N_("Delete the highlights"), "d", "Delete", short=N_("delete"))
def delete(call: Call) -> None:
    """Deletes the selected highlights and notes."""
    ids = call.context.annotations
    text = ngettext("{n} highlight deleted", "{n} highlights deleted", len(ids))
    label = ngettext("Delete highlight", "Delete {n} highlights", len(ids))
    said, label = text.format(n=len(ids)), label.format(n=len(ids))
    _in_parts(call, label, ids, lambda: said, annotations.delete)


def slot_tag(call: Call, digit: int) -> None:
    """Puts the slot's tag on those that lack it; takes it off only when all have it."""
    bulk_tagging.toggle_slot(call, call.context.annotations, digit, are_articles=False)


for _digit in range(1, 10):
    COMMANDS.add(
        f"annotations.slot_{_digit}",
        N_("Tag the highlights with key {n}"),
        str(_digit),
        menu="",
        number=_digit,
        digit=_digit,
    )(slot_tag)


@COMMANDS.add("annotations.clear_slots", N_("Take the key tags off the highlights"), "0", menu="")
def clear_slot_tags(call: Call) -> None:
    """Takes every slot's tag off the selected annotations."""
    bulk_tagging.clear_slots(call, call.context.annotations, are_articles=False)


def color(call: Call, chosen: Color) -> None:
    """Gives the selected highlights a colour; notes on articles have none."""
    ids = call.context.annotations
    if len(ids) == 1 and _current(call, ids[0]).kind is Kind.ARTICLE_NOTE:
        call.frontend.notify(_("A note on the article has no colour."))
        return

    stands_for = call.queries.colors()
    added: dict[str, None] = {}
    removed: dict[str, None] = {}

    def recolor(unit: "Unit", part: Sequence[int]) -> None:
        found = call.queries.annotations_of(part)
        marked = [one for one in found if one.kind is Kind.HIGHLIGHT]
        annotations.set_color(unit, [one.id for one in marked], chosen)
        for one in marked:
            before, after = stands_for.get(one.color), stands_for.get(chosen)
            if before != after and before in one.tags:
                removed[before] = None
            if before != after and after is not None and after not in one.tags:
                added[after] = None

    def said() -> str:
        text = _("Now {color}").format(color=color_name(chosen))
        text = bulk_tagging.of_many(text, len(ids), are_articles=False)
        if added or removed:
            text = f"{text}. {on_one.tagged_text(tuple(added), tuple(removed))}"
        return text

    _in_parts(call, _("Change colour"), ids, said, recolor)


for _n, (_color, _title) in enumerate(_COLOR_TITLES.items(), 1):
    COMMANDS.add(f"annotations.{_color}", _title, f"Alt+{_n}", f"c {_n}", menu="", chosen=_color)(
        color
    )


def export(call: Call) -> Asking:
    """Writes the selected annotations, or all that are listed, into one file."""
    from reader.exporters import annotation_formats, find_format  # start-up time: exporters

    some, every = call.context.annotations, call.highlights.listed_ids
    if not every:
        call.frontend.notify(_("There is nothing to export here: no highlight is listed."))
        return
    formats = annotation_formats()
    choices = []
    if some and len(some) < len(every):
        what = ngettext("this highlight", "these {n} highlights", len(some)).format(n=len(some))
        choices += export_choices("some", formats, what)
    what = ngettext("the one listed", "all {n} listed", len(every)).format(n=len(every))
    choices += export_choices("all", formats, what)
    answer = yield ChoicePrompt(_("Export highlights"), choices)
    if not isinstance(answer, str):
        return
    which, kind = answer.split()
    asked = find_format(kind, formats)
    name = f"postil-highlights-{date.today().isoformat()}"  # noqa: DTZ011 (the person's day)
    name += "" if asked.is_folder else asked.suffix
    path = yield SavePrompt(_("Export highlights"), name, asked.is_folder)
    if path:
        call.work.export(every if which == "all" else some, path, kind, is_of_annotations=True)


def export_choices(which: str, formats: Sequence["ExportFormat"], what: str) -> list[Choice]:
    """Returns the formats in which something can be exported; their values are "which format"."""
    row = _("{format}, {what}")
    return [
        Choice(f"{which} {one.id}", row.format(format=_(one.title), what=what)) for one in formats
    ]


def sort(call: Call) -> Asking:
    """Chooses the order of the page."""
    choices = [Choice(one.value, _(title)) for one, title in SORT_TITLES.items()]
    present = call.settings.text("annotation_sort")
    answer = yield ChoicePrompt(_("Order of the highlights"), choices, present)
    if isinstance(answer, str):
        call.highlights.sort(AnnotationSort(answer))


@COMMANDS.add(
    "annotations.narrow",
    N_("Show only some highlights…"),
    "Shift+F",
    menu="",
    needs=Need.NOTHING,
    writes=False,
    short=N_("only…"),
)
def narrow(call: Call) -> Asking:
    """Adds one of the common terms to the filter, or takes it away."""
    query = call.highlights.query
    rows: list[tuple[str, str, str]] = [
        ("has:note", _("With a note"), ""),
        ("-has:note", _("Without a note"), ""),
        ("-has:tag", _("Without a tag"), ""),
        ("is:review", _("Needs review"), ""),
        ("is:orphan", _("Lost from their article"), ""),
        *((f"color:{one}", color_name(one).capitalize(), one.value) for one in Color),
    ]
    used = [one for one in call.queries.tags() if one.annotation_count]
    used.sort(key=lambda one: -one.annotation_count)
    rows += [(tag_term(one.name), f"#{one.name}", "") for one in used[:_TAGS_OFFERED]]
    choices = [Choice(term, title, term, color) for term, title, color in rows]
    if query:
        choices.insert(0, Choice("", _("Show all again"), query))
    present = [one.value for one in choices if one.value and one.value in query.split()]
    answer = yield ChoicePrompt(_("Show only"), choices, present[0] if present else "")
    if isinstance(answer, str):
        call.highlights.narrow(with_term(query, answer) if answer else "")


def _in_parts(
    call: Call,
    label: str,
    ids: Sequence[int],
    said: Callable[[], str],
    operation: "Callable[Concatenate[Unit, Sequence[int], P], object]",
    *args: P.args,
    **named: P.kwargs,
) -> None:
    """Changes annotations part by part, as one step, and says so at the end."""
    step = act_key()
    left = list(ids)

    def part() -> bool:
        chunk, left[:PART] = left[:PART], []
        call.history.do(label, lambda unit: operation(unit, chunk, *args, **named), merge_key=step)
        return bool(left)

    def done() -> None:
        call.frontend.notify(said(), can_undo=True)

    call.queue.run_in_parts(label, part, done, -(-len(left) // PART))


def _current(call: Call, number: int | None = None) -> Annotation:
    number = number or call.context.annotation_id or call.context.annotations[0]
    return call.queries.annotation(number)
