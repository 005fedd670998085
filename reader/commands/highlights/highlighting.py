"""Highlights, notes, tags, colours and deletes: at the reading cursor, or what is selected on a page.

On the page of all annotations, what is selected is changed as one step.
"""

from collections.abc import Sequence
from functools import partial

from reader.commands.command import (
    ANNOTATE,
    COLOR_OF_HIGHLIGHT,
    GO,
    LISTS_AND_PANES,
    TAGS_OF_HIGHLIGHT,
    Call,
    Commands,
    Need,
)
from reader.commands.command_runner import NO_TEXT
from reader.commands.context import HIGHLIGHTS, PANES, READING, SIDEBAR, TEXT, Pane
from reader.commands.highlights.highlight_creation import (
    current_color,
    highlight_for_note,
    made_text,
    make,
    sticky_names,
    target_of,
)
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, NotePrompt, TagChoice
from reader.commands.reading.link_and_footnote_opening import open_one_of
from reader.commands.tags import tagging
from reader.commands.tags.tag_prompts import passage_subject, tag_prompt
from reader.core.color_names import color_name
from reader.core.errors import InvalidInput
from reader.core.models import Annotation, Color, Kind
from reader.core.text.notes.note_markdown import note_links
from reader.core.text.reading.footnotes import Footnote
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, ngettext, number_text
from reader.operations import annotations, highlight_reshaping, note_writing
from reader.operations.note_writing import NoteWriting

_COLOR_TITLES = {
    Color.YELLOW: N_("Highlight in yellow"),
    Color.GREEN: N_("Highlight in green"),
    Color.BLUE: N_("Highlight in blue"),
    Color.PINK: N_("Highlight in pink"),
    Color.PURPLE: N_("Highlight in purple"),
    Color.ORANGE: N_("Highlight in orange"),
    Color.RED: N_("Highlight in red"),
    Color.GREY: N_("Highlight in grey"),
}

MARKED = (*TEXT, HIGHLIGHTS)  # where a key acts on highlights
COMMANDS = Commands(panes=TEXT, menu=ANNOTATE, needs=Need.TARGET)
MOVES = Commands(panes=PANES, menu=GO, needs=Need.OPEN_ARTICLE, writes=False)


def _ids(call: Call) -> Sequence[int]:
    """Returns the annotations the key acts on: selected on a page, or here; empty on a passage."""
    target = call.context.target
    if target is None or call.context.annotations:
        return call.context.annotations
    return () if target.annotation_id is None else (target.annotation_id,)


def annotation_of(call: Call) -> Annotation:
    """Returns the one annotation the key acts on: on a page the current one."""
    ids = _ids(call)
    if not ids:
        raise InvalidInput(_("There is no highlight here."))
    is_on_page = bool(call.context.annotations)
    return call.queries.annotation((is_on_page and call.context.annotation_id) or ids[0])


@COMMANDS.add("highlight", N_("Highlight"), "h", short=N_("highlight"))
def highlight(call: Call) -> None:
    """Highlights the passage; one that was extended from a highlight lengthens that."""
    target = target_of(call)
    if target.annotation_id is not None:
        text = _(
            "Already highlighted: {highlight.yellow} and the like change the colour,"
            " {highlight.delete} deletes it."
        )
        call.frontend.notify(call.keys.with_keys(text))
        return
    number = _extended_from(call)
    if number is not None:
        span = target.start, target.end
        call.history.do(_("Resize highlight"), highlight_reshaping.resize, number, *span)
        call.frontend.notify(_("Resized"), can_undo=True)
        return
    call.frontend.notify(made_text(call, make(call)), can_undo=True)


def _extended_from(call: Call) -> int | None:
    """Returns the highlight that the passage was extended from, if a new one would be like it."""
    target, passage = target_of(call), call.frontend.text.passage
    if passage is None or passage.origin is None or sticky_names(call):
        return None
    for number, *place in call.queries.annotation_places(target.article_id):
        one = call.queries.annotation(number) if tuple(place) == passage.origin else None
        if one is not None and one.color is current_color(call) and not one.is_unsure:
            return number
    return None


@COMMANDS.add("highlight.note", N_("Note…"), "n", panes=MARKED, short=N_("note"))
def note(call: Call) -> Asking:
    """Writes the note of the highlight; a passage is highlighted with its note, in one step.

    Nothing is written before something is typed: the editor opens also while the library is locked.
    """
    if not _ids(call):
        yield from _note_on_passage(call)
        return
    before = annotation_of(call)
    if before.kind is Kind.ARTICLE_NOTE:
        title = _("Note on the article")
    else:
        title = _title_of_note(before.exact)
    writing = note_writing.on_annotation(call.history, before.id, before.note)
    yield NotePrompt(title, writing, before.id, before.article_id)
    tell_saved(call, writing, _("Note saved"))


def _note_on_passage(call: Call) -> Asking:
    new, writing = highlight_for_note(call)
    text = yield NotePrompt(_title_of_note(new.exact), writing, None, new.article_id, new)
    if writing.id or text is not None:
        said = _("Note saved") if writing.saved else _("Highlighted, without a note")
        tell_saved(call, writing, said)
    else:
        said = _("The note is empty, so nothing was highlighted: {highlight} does that.")
        call.frontend.notify(call.keys.with_keys(said))


def _title_of_note(words: str) -> str:
    return _("Note on “{quote}”").format(quote=shorten(words, 40))


def tell_saved(call: Call, writing: NoteWriting, text: str) -> None:
    """Says that a note was saved; nothing of one left as it was, or that waits to be saved."""
    if writing.has_changed and writing.is_whole:
        call.frontend.notify(text, can_undo=True)


@COMMANDS.add(
    "highlight.open_note", N_("Open the note here"), "Enter", panes=(READING,), is_under_cursor=True
)
def open_note(call: Call) -> Asking:
    """Writes the note of the highlight here; shows or closes a footnote of another passage."""
    if target_of(call).annotation_id is None:
        if call.frontend.text.opener.close():
            return
        footnotes = [
            one for one in call.frontend.text.opener.openables() if isinstance(one, Footnote)
        ]
        if footnotes:
            yield from open_one_of(call, footnotes)
            return
        text = _("There is no highlight here: {highlight} adds one, {highlight.note} a note.")
        call.frontend.notify(call.keys.with_keys(text))
        return
    yield from note(call)


@COMMANDS.add(
    "highlight.toolbar",
    N_("Selection toolbar"),
    "Shift+Enter",
    panes=(READING,),
    writes=False,
)
def show_toolbar(call: Call) -> None:
    """Shows the toolbar of the passage, and gives it the keyboard."""
    call.frontend.text.show_toolbar()


@COMMANDS.add(
    "highlight.tag", N_("Tag…"), "t", panes=MARKED, submenu=TAGS_OF_HIGHLIGHT, short=N_("tag")
)
def tag(call: Call) -> Asking:
    """Chooses tags for the highlights; a passage is highlighted when tags are chosen."""
    ids, target = _ids(call), call.context.target
    subject = None
    if target is not None:  # on a page there is none, and several have no words in common
        text = (
            call.queries.annotation(ids[0]).exact if ids else call.frontend.reading.passage_text()
        )
        subject = partial(passage_subject, call, target.article_id, text, target.annotation_id)
    if ids:
        yield from tagging.choose_tags(call, ids, are_articles=False, subject=subject)
        return
    title = _("Tag this {target}").format(target=target_of(call).name)
    choice = yield tag_prompt(call, title, ids, are_articles=False, subject=subject)
    if isinstance(choice, TagChoice):
        call = call.at_present()
        if ids := _ids(call):
            tagging.take_choice(call, choice, ids, are_articles=False)
            return
        tagging.bind_slots(call, choice)
        if choice.add:
            _highlight_with(call, choice.add)


def _highlight_with(call: Call, names: tuple[str, ...]) -> None:
    """Highlights the passage with tags."""
    call.frontend.notify(made_text(call, make(call, names)), can_undo=True)
    tagging.remember_tags(call, names)


def slot_tag(call: Call, digit: int) -> None:
    """Adds the quick tag to those without it, or else removes it; highlights a passage with it."""
    ids, name = _ids(call), call.queries.slots().get(digit)
    if ids or name is None:
        tagging.toggle_slot(call, ids, digit, are_articles=False)
    else:
        _highlight_with(call, (name,))


for _digit in range(1, 10):
    _id, _keys = f"highlight.slot_{_digit}", str(_digit)
    _text = N_("Quick tag {n}")
    COMMANDS.add(
        _id, _text, _keys, panes=MARKED, submenu=TAGS_OF_HIGHLIGHT, number=_digit, digit=_digit
    )(slot_tag)


@COMMANDS.add(
    "highlight.clear_slots",
    N_("Remove quick tags"),
    "0",
    panes=MARKED,
    submenu=TAGS_OF_HIGHLIGHT,
    needs=Need.HIGHLIGHT,
)
def clear_slot_tags(call: Call) -> None:
    """Takes every slot's tag off the highlights."""
    annotation_of(call)  # raises NotFound when it has gone meanwhile
    tagging.clear_slots(call, _ids(call), are_articles=False)


def color(call: Call, chosen: Color) -> None:
    """Gives the highlights a colour, or highlights the passage in it; new ones get the colour then."""
    ids = _ids(call)
    if not ids:
        call.settings.set(color=chosen.value)
        call.frontend.notify(made_text(call, make(call, color=chosen)), can_undo=True)
        return
    if len(ids) == 1 and call.queries.annotation(ids[0]).kind is Kind.ARTICLE_NOTE:
        call.frontend.notify(_("A note on the article has no colour."))
        return

    def done(tags: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        text = _("Now {color}").format(color=color_name(chosen))
        text = tagging.of_many(text, len(ids), are_articles=False)
        if any(tags):
            text = f"{text}. {tagging.tagged_text(*tags)}"
        call.frontend.notify(text, can_undo=True)

    label = _("Change colour")
    call.frontend.queue.run_change(
        label,
        len(ids),
        lambda history: history.do(label, annotations.set_color, ids, chosen),
        done,
    )


for _n, (_color, _title) in enumerate(_COLOR_TITLES.items(), 1):
    COMMANDS.add(
        f"highlight.{_color}",
        _title,
        f"Alt+{_n}",
        f"c {_n}",
        panes=MARKED,
        submenu=COLOR_OF_HIGHLIGHT,
        chosen=_color,
    )(color)


@COMMANDS.add(
    "highlight.delete",
    N_("Delete the highlight"),
    "d",
    "Delete",
    panes=MARKED,
    needs=Need.HIGHLIGHT,
    is_under_cursor=True,
    short=N_("delete"),
)
def delete(call: Call) -> None:
    """Deletes the highlights and notes."""
    ids = _ids(call)
    one, count = call.queries.annotation(ids[0]), len(ids)
    if count > 1:
        label = ngettext("Delete {n} highlight", "Delete {n} highlights", count)
        said = ngettext("{n} highlight deleted", "{n} highlights deleted", count)
    elif one.kind is Kind.ARTICLE_NOTE:
        label, said = _("Delete note"), _("Note deleted")
    else:
        label = _("Delete highlight")
        said = _("Highlight and its note deleted") if one.note else _("Highlight deleted")
    label, said = label.format(n=number_text(count)), said.format(n=number_text(count))
    call.frontend.queue.run_change(
        label,
        count,
        lambda history: history.do(label, annotations.delete, ids),
        lambda _none: call.frontend.notify(said, can_undo=True),
    )


@MOVES.add("highlight.next", N_("Next highlight"), "Alt+Down", direction=1)
@MOVES.add("highlight.previous", N_("Previous highlight"), "Alt+Up", direction=-1)
def jump(call: Call, direction: int) -> None:
    """Goes to the next or previous highlight in the text."""
    context = call.context
    if context.article_id is None:
        return
    placed = call.queries.annotation_places(context.article_id)
    here = (context.target.start, context.target.end) if context.target else (-1, -1)
    if direction > 0:
        ahead = [place for place in placed if place[1:] > here]
    else:
        ahead = [place for place in placed if place[1:] < here]
    if not ahead:
        text = _("No highlight further down.") if direction > 0 else _("No highlight further up.")
        call.frontend.notify(
            text if placed else call.keys.with_keys(_("No highlights yet: {highlight} adds one."))
        )
        return
    steps = min(call.count, len(ahead))
    call.frontend.reading.go_to(ahead[steps - 1 if direction > 0 else -steps][0])


@MOVES.add(
    "card.show",
    N_("Show in the text"),
    "Enter",
    panes=(SIDEBAR,),
    submenu=LISTS_AND_PANES,
    needs=Need.HIGHLIGHT,
    short=N_("show"),
)
def show_in_text(call: Call) -> None:
    """Goes from the sidebar's card to its words in the text."""
    one = annotation_of(call)
    if one.kind is Kind.HIGHLIGHT and one.start is None:
        text = _(
            "Its words are not in the current text: {go.revisions} shows the revisions, "
            "{go.review} sets its position."
        )
        if one.is_waiting_for_text:
            text = _(NO_TEXT)
        call.frontend.notify(call.keys.with_keys(text))
        return
    call.frontend.reading.go_to(one.id)
    call.frontend.panes.focus_pane(Pane.READING)


@MOVES.add(
    "card.open_link",
    N_("Open a link of the note…"),
    "o",
    panes=(SIDEBAR,),
    submenu=LISTS_AND_PANES,
    needs=Need.LINK,
)
def open_link(call: Call) -> Asking:
    """Opens the link in the note; with several, asks which."""
    links = note_links(annotation_of(call).note)
    address: object = links[0][1] if links else None
    if not links:
        call.frontend.notify(_("There is no link in this note."))
    elif len(links) > 1:
        rows = [Choice(target, words, target) for words, target in dict.fromkeys(links)]
        address = yield ChoicePrompt(_("Open a link of the note"), rows)
    if isinstance(address, str):
        call.frontend.open_link(address)
