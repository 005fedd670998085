"""Highlights, notes, tags and deletes at the reading cursor."""

from collections.abc import Callable, Generator
from functools import partial
from typing import Any

from reader.commands.command import ANNOTATE, GO, Call, Commands, Need
from reader.commands.context import PANES, READING, SIDEBAR, TEXT, Pane
from reader.commands.highlight_creation import made_text, make, make_noted, target_of, unmade
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, NotePrompt, TagChoice
from reader.commands.tag_prompts import passage_subject, tag_prompt
from reader.core.errors import InvalidInput, LibraryError, PostilError
from reader.core.highlight_colors import color_name
from reader.core.models import Annotation, Color, Kind
from reader.core.tags.tag_names import key
from reader.core.text.note_markdown import note_links
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, ngettext
from reader.operations import annotations, tags

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

COMMANDS = Commands(panes=TEXT, menu=ANNOTATE, needs=Need.TARGET)
MOVES = Commands(panes=PANES, menu=GO, needs=Need.OPEN_ARTICLE, writes=False)


def _annotation(call: Call) -> Annotation:
    number = target_of(call).annotation_id
    if number is None:
        raise InvalidInput(_("There is no highlight here."))
    return call.queries.annotation(number)


@COMMANDS.add("highlight", N_("Highlight"), "h", short=N_("highlight"))
def highlight(call: Call) -> None:
    """Highlights the passage."""
    if target_of(call).annotation_id is not None:
        text = _(
            "Already highlighted: {highlight.yellow} and the like change the colour,"
            " {highlight.delete} deletes it."
        )
        call.frontend.notify(call.keys.with_keys(text))
        return
    call.frontend.notify(made_text(call, make(call)), can_undo=True)


@COMMANDS.add("highlight.note", N_("Note…"), "n", short=N_("note"))
def note(call: Call) -> Asking:
    """Writes the note of the highlight; a passage is highlighted with its note, in one step.

    Nothing is written before it is answered: the editor opens also while the library is locked.
    """
    number = target_of(call).annotation_id
    if number is None:
        yield from _note_on_passage(call)
        return
    before = call.queries.annotation(number)
    if before.kind is Kind.ARTICLE_NOTE:
        title = _("Note on the article")
    else:
        title = _title_of_note(before.exact)

    def keep(text: str) -> None:
        call.history.do(_("Edit note"), annotations.set_note, number, text)

    prompt = NotePrompt(title, before.note, number, before.article_id)
    if (yield from ask_for_note(call, prompt, keep)) not in (None, before.note):
        call.frontend.notify(_("Note saved"), can_undo=True)


def _note_on_passage(call: Call) -> Asking:
    new = unmade(call)
    prompt = NotePrompt(_title_of_note(new.exact), "", None, new.article_id, new)
    text = yield from ask_for_note(call, prompt, lambda text: make_noted(call, new, text))
    if text is not None:
        said = _("Note saved") if text else _("Highlighted, without a note")
        call.frontend.notify(said, can_undo=True)
    elif call.notes.has_draft(new):
        call.notes.adopt(new, make_noted(call, new, ""))
    else:
        text = _("Nothing was noted, so nothing is highlighted: {highlight} does that.")
        call.frontend.notify(call.keys.with_keys(text))


def _title_of_note(words: str) -> str:
    return _("Note on “{quote}”").format(quote=shorten(words, 40))


def ask_for_note(
    call: Call, prompt: NotePrompt, keep: Callable[[str], object]
) -> Generator[NotePrompt, Any, str | None]:
    """Asks until the note is kept; returns the text, or None when the person leaves it.

    When the library cannot be written, that is told and the editor opens again with the words.
    """
    while True:
        text = yield prompt
        if not isinstance(text, str):
            return None
        if text == prompt.text and prompt.new is None:
            return text
        try:
            keep(text)
        except PostilError as error:
            call.notes.refuse()
            if not isinstance(error, LibraryError):
                raise
            call.frontend.fail(str(error))
        else:
            return text


@COMMANDS.add(
    "highlight.open_note",
    N_("Open the note of the highlight here"),
    "Enter",
    panes=(READING,),
    is_under_cursor=True,
)
def open_note(call: Call) -> Asking:
    """Writes the note of the highlight here; a passage that is none stays as it is."""
    if target_of(call).annotation_id is None:
        text = _("There is no highlight here: {highlight} makes one, {highlight.note} notes.")
        call.frontend.notify(call.keys.with_keys(text))
        return
    yield from note(call)


@COMMANDS.add("highlight.tag", N_("Tag…"), "t", short=N_("tag"))
def tag(call: Call) -> Asking:
    """Chooses tags for the highlight; the passage is highlighted when tags are chosen."""
    target = target_of(call)
    title, ids = _("Tag this {target}").format(target=target.name), []
    text = call.reading.passage_text()
    if target.annotation_id is not None:
        title, ids = _("Tag the highlight"), [target.annotation_id]
        text = call.queries.annotation(target.annotation_id).exact
    subject = partial(passage_subject, call, target.article_id, text, target.annotation_id)
    choice = yield tag_prompt(call, title, ids, are_articles=False, subject=subject)
    if not isinstance(choice, TagChoice):
        return
    bind_slots(call, choice)
    if target.annotation_id is None:
        if choice.add:
            call.frontend.notify(made_text(call, make(call, choice.add)), can_undo=True)
            remember_tags(call, choice.add)
        return
    tag_highlights(call, choice, [target.annotation_id])


def tag_highlights(call: Call, choice: TagChoice, ids: list[int]) -> None:
    """Puts tags on annotations and takes others off, and says so, with the colour they turned."""
    if not (choice.add or choice.remove):
        return
    before = [call.queries.annotation(number).color for number in ids]
    call.history.do(_("Tag highlight"), tags.change_on_annotations, ids, choice.add, choice.remove)
    remember_tags(call, choice.add)
    after = [call.queries.annotation(number).color for number in ids]
    text = tagged_text(choice.add, choice.remove)
    if after != before:
        turned = next(new for old, new in zip(before, after, strict=True) if old != new)
        text = _("{tagged}, now {color}").format(tagged=text, color=color_name(turned))
    call.frontend.notify(text, can_undo=True)


def remember_tags(call: Call, added: tuple[str, ...]) -> None:
    """Remembers the tags just put on, by id, for repeating."""
    if added:
        call.session.last_tags = call.queries.tag_ids(added)


def unbound_text(digit: int, picker_key: str) -> str:
    """Returns what is said of a digit that means no tag yet."""
    text = _("Key {digit} has no tag yet: in the tag picker ({key}), Ctrl+{digit} binds one.")
    return text.format(digit=digit, key=picker_key)


def bind_slots(call: Call, choice: TagChoice, place: str = "") -> None:
    """Binds the slots that were chosen in passing, of the text or of another place."""
    for digit, name in choice.slots:
        label = _("Bind key {digit}").format(digit=digit)
        call.history.do(label, tags.bind_slot, digit, name, place)


def slot_tag(call: Call, digit: int) -> None:
    """Puts the slot's tag on the highlight, or takes it off; a passage is highlighted with it."""
    target, name = target_of(call), call.queries.slots().get(digit)
    if name is None:
        call.frontend.notify(unbound_text(digit, call.keys.key_of("highlight.tag")))
    elif target.annotation_id is None:
        call.frontend.notify(made_text(call, make(call, (name,))), can_undo=True)
        remember_tags(call, (name,))
    else:
        one = call.queries.annotation(target.annotation_id)
        is_on = any(key(name) == key(other) for other in one.tags)
        choice = TagChoice(remove=(name,)) if is_on else TagChoice((name,))
        tag_highlights(call, choice, [one.id])


for _digit in range(1, 10):
    _id, _keys = f"highlight.slot_{_digit}", str(_digit)
    COMMANDS.add(_id, N_("Tag with key {n}"), _keys, number=_digit, digit=_digit)(slot_tag)


@COMMANDS.add("highlight.clear_slots", N_("Take the key tags off"), "0", needs=Need.HIGHLIGHT)
def clear_slot_tags(call: Call) -> None:
    """Takes every slot's tag off the highlight."""
    one = _annotation(call)
    slots = set(call.queries.slots().values())
    names = [name for name in one.tags if name in slots]
    if not names:
        call.frontend.notify(_("None of its tags is on a key."))
        return
    call.history.do(_("Untag highlight"), tags.untag_annotations, [one.id], names)
    call.frontend.notify(tagged_text((), tuple(names)), can_undo=True)


def color(call: Call, chosen: Color) -> None:
    """Gives the highlight a colour, or highlight the passage in it; new ones keep the colour."""
    call.settings.set(color=chosen.value)
    number = target_of(call).annotation_id
    if number is None:
        text = made_text(call, make(call, color=chosen))
    else:
        before = call.queries.annotation(number).tags
        call.history.do(_("Change colour"), annotations.set_color, [number], chosen)
        after = call.queries.annotation(number).tags
        text = _("Now {color}").format(color=color_name(chosen))
        if after != before:
            added = tuple(name for name in after if name not in before)
            removed = tuple(name for name in before if name not in after)
            text = f"{text}. {tagged_text(added, removed)}"
    call.frontend.notify(text, can_undo=True)


for _n, (_color, _title) in enumerate(_COLOR_TITLES.items(), 1):
    COMMANDS.add(f"highlight.{_color}", _title, f"Alt+{_n}", f"c {_n}", chosen=_color)(color)


@COMMANDS.add(
    "highlight.delete",
    N_("Delete the highlight"),
    "d",
    "Delete",
    needs=Need.HIGHLIGHT,
    is_under_cursor=True,
    short=N_("delete"),
)
def delete(call: Call) -> None:
    """Deletes the highlight or note."""
    one = _annotation(call)
    is_note = one.kind is Kind.ARTICLE_NOTE
    label = _("Delete note") if is_note else _("Delete highlight")
    call.history.do(label, annotations.delete, [one.id])
    if one.note and not is_note:
        call.frontend.notify(_("Highlight and its note deleted"), can_undo=True)
    else:
        text = _("Note deleted") if is_note else _("Highlight deleted")
        call.frontend.notify(text, can_undo=True)


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
            text if placed else call.keys.with_keys(_("No highlights yet: {highlight} makes one."))
        )
        return
    steps = min(call.count, len(ahead))
    call.reading.go_to(ahead[steps - 1 if direction > 0 else -steps][0])


@MOVES.add(
    "card.show",
    N_("Show the card's words in the text"),
    "Enter",
    panes=(SIDEBAR,),
    needs=Need.HIGHLIGHT,
    short=N_("show"),
)
def show_in_text(call: Call) -> None:
    """Goes from the sidebar's card to its words in the text."""
    one = _annotation(call)
    if one.kind is Kind.HIGHLIGHT and one.start is None:
        text = _(
            "Its words are not in the present text: {go.revisions} shows the earlier texts,"
            " {go.review} puts it in place."
        )
        call.frontend.notify(call.keys.with_keys(text))
        return
    call.reading.go_to(one.id)
    call.panes.focus_pane(Pane.READING)


@MOVES.add(
    "card.open_link", N_("Open a link of the note…"), "o", panes=(SIDEBAR,), needs=Need.HIGHLIGHT
)
def open_link(call: Call) -> Asking:
    """Opens the link in the note; with several, asks which."""
    links = note_links(_annotation(call).note)
    address: object = links[0][1] if links else None
    if not links:
        call.frontend.notify(_("There is no link in this note."))
    elif len(links) > 1:
        rows = [Choice(target, words, target) for words, target in dict.fromkeys(links)]
        address = yield ChoicePrompt(_("Open a link of the note"), rows)
    if isinstance(address, str):
        call.frontend.open_link(address)


def tagged_text(added: tuple[str, ...], removed: tuple[str, ...] = ()) -> str:
    """Returns what a toast says after tags were put on or taken off."""
    on, off = (" ".join(f"#{name}" for name in names) for names in (added, removed))
    if added and removed:
        return _("Tagged {added}, took off {removed}").format(added=on, removed=off)
    if added:
        return _("Tagged {tags}").format(tags=on)
    return _("Took off {tags}").format(tags=off)


def review_text(found: list[Annotation]) -> str:
    """Tells how many annotations of an article need a look; empty if none."""
    count = sum(one.needs_review for one in found)
    if not count:
        return ""
    text = ngettext("{n} highlight needs a look", "{n} highlights need a look", count)
    return text.format(n=count)
