"""Moves, tags, exports and deletes articles."""

from collections.abc import Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.commands import export_choices
from reader.commands.command import ARTICLE, EDIT, FILE, GO, Call, Commands, Need, on
from reader.commands.context import LIST, PANES, Pane
from reader.commands.highlights import highlights_page
from reader.commands.highlights.highlighting import tell_saved
from reader.commands.prompt_types import (
    Asking,
    Choice,
    ChoicePrompt,
    FormField,
    FormPrompt,
    NotePrompt,
    Prompt,
)
from reader.commands.tags import tagging
from reader.commands.tags.tag_prompts import article_subject
from reader.core.errors import NotFound
from reader.core.models import Article, Kind, State, View
from reader.core.text.shortening import shorten
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.core.web_addresses import web_address
from reader.operations import articles, metadata_editing, note_writing

if TYPE_CHECKING:
    from reader.exporters.exporter import ExportFormat

_MOVE_LABELS = {
    State.INBOX: N_("Move to the inbox"),
    State.LATER: N_("Keep for later"),
    State.ARCHIVE: N_("Move to the archive"),
}
_THERE_TEXTS = {
    State.INBOX: N_("Already in the inbox."),
    State.LATER: N_("Already in Later."),
    State.ARCHIVE: N_("Already in the archive."),
}

COMMANDS = Commands(panes=PANES, menu=ARTICLE, needs=Need.ARTICLE)
GOING = Commands(menu=GO, writes=False)
OPENING = Commands(panes=(LIST,), menu=GO, needs=Need.ARTICLE, writes=False)
EXPORTS = Commands(menu=FILE)
COPYING = Commands(menu=EDIT, writes=False)
ADDRESSES = Commands(panes=PANES, menu=ARTICLE, needs=Need.ADDRESS, writes=False)


@OPENING.add("article.open", N_("Open the article"), "Enter", "o", short=N_("read"))
def open_(call: Call) -> None:
    """Gives the article the keyboard."""
    call.frontend.articles.open(call.context.article_id)


@GOING.add("article.next", N_("Next article"), "Ctrl+PageDown", delta=1)
@GOING.add("article.previous", N_("Previous article"), "Ctrl+PageUp", delta=-1)
def step(call: Call, delta: int) -> None:
    """Shows the next or previous article of the list, whichever pane has the keys."""
    call.frontend.articles.step(delta * call.count)


def _chosen_ids(call: Call) -> list[int]:
    """Returns the articles a command acts on.

    Raises NotFound when another program has taken them away for good meanwhile.
    """
    present = call.queries.existing_articles(call.context.articles)
    if not present:
        raise NotFound(_("That article is no longer in the library."))
    return present


def chosen_articles(call: Call) -> list[Article]:
    """Returns the details of the articles that a command acts on; see ``_chosen_ids``."""
    return call.queries.articles(_chosen_ids(call))


@COMMANDS.add(
    "article.archive", N_("Move to the archive"), "e", state=State.ARCHIVE, short=N_("archive")
)
@COMMANDS.add("article.inbox", N_("Move to the inbox"), "i", state=State.INBOX, short=N_("inbox"))
@COMMANDS.add("article.later", N_("Keep for later"), "l", state=State.LATER, short=N_("later"))
def move(call: Call, state: State) -> None:
    """Moves the articles to the inbox, to later or to the archive; out of the trash as well."""
    label, ids = _(_MOVE_LABELS[state]), _chosen_ids(call)

    def tell(count: int) -> None:
        text = _moved_text(state, count) if count else _(_THERE_TEXTS[state])
        call.frontend.notify(text, can_undo=bool(count))

    call.frontend.queue.run_change(
        label, len(ids), lambda history: history.do(label, articles.set_state, ids, state), tell
    )


def _moved_text(state: State, n: int) -> str:
    """Returns what is said after articles were moved."""
    if state is State.ARCHIVE:
        return counted_text("{n} article archived", "{n} articles archived", n)
    if state is State.LATER:
        return counted_text("{n} article moved to Later", "{n} articles moved to Later", n)
    return counted_text("{n} article moved to the inbox", "{n} articles moved to the inbox", n)


@COMMANDS.add("article.star", N_("Star"), "s")
def star(call: Call) -> None:
    """Stars the articles, or takes the star off when all have it."""
    ids = _chosen_ids(call)

    def label(is_starred: bool) -> str:
        return _("Star") if is_starred else _("Remove the star")

    def tell(is_starred: bool) -> None:
        call.frontend.notify(_("Star added") if is_starred else _("Star removed"), can_undo=True)

    call.frontend.queue.run_change(
        _("Star"), len(ids), lambda history: history.do(label, articles.toggle_starred, ids), tell
    )


@COMMANDS.add("article.read", N_("Mark as read or unread"), "m")
def toggle_read(call: Call) -> None:
    """Marks the articles as read, or as unread when all are read."""
    ids = _chosen_ids(call)

    def label(is_read: bool) -> str:
        return _("Mark as read") if is_read else _("Mark as unread")

    def tell(is_read: bool) -> None:
        text = _("Marked as read") if is_read else _("Marked as unread")
        call.frontend.notify(text, can_undo=True)

    call.frontend.queue.run_change(
        _("Mark as read"),
        len(ids),
        lambda history: history.do(label, articles.toggle_read, ids),
        tell,
    )


@COMMANDS.add(
    "article.tag", N_("Tag the article…"), "Shift+T", on("t", panes=(LIST,)), short=N_("tag")
)
def tag(call: Call) -> Asking:
    """Chooses tags for the articles."""
    ids = _chosen_ids(call)
    subject = partial(article_subject, call, ids[0]) if len(ids) == 1 else None
    yield from tagging.choose_tags(call, ids, are_articles=True, subject=subject)


@COMMANDS.add(
    "article.note",
    N_("Note on the article…"),
    "Shift+N",
    on("n", panes=(LIST,)),
    needs=Need.OPEN_ARTICLE,
)
def article_note(call: Call) -> Asking:
    """Writes the note on the whole article."""
    article_id = call.context.article_id
    if article_id is None:
        return
    notes = [a for a in call.queries.annotations(article_id) if a.kind is Kind.ARTICLE_NOTE]
    before, number = (notes[0].note, notes[0].id) if notes else ("", 0)
    writing = note_writing.on_article(call.history, article_id, before, number)
    yield NotePrompt(_("Note on the article"), writing, number or None, article_id)
    tell_saved(call, writing, _("Note on the article saved"))


@COMMANDS.add(
    "article.edit", N_("Edit title, author, site, date, language…"), "F2", short=N_("edit")
)
def edit(call: Call) -> Asking:
    """Edits the details of an article; a new text of it leaves alone what was set."""
    article = chosen_articles(call)[0]
    details = metadata_editing.details_of(article)
    details["published"] = details["published"][:10]  # the time of day stays, unless this changes
    labels = {
        "title": (_("Title"), ""),
        "byline": (_("Author"), _("no author")),
        "site": (_("Site"), ""),
        "published": (_("Date"), _("such as 2024-05-20")),
        "language": (_("Language"), _("such as en, de, pt-BR")),
    }
    fields = [FormField(name, labels[name][0], details[name], labels[name][1]) for name in details]
    title = shorten(article.title, 80)
    prompt = FormPrompt(title, fields, metadata_editing.checked, _("save"))
    answer = yield prompt
    if not isinstance(answer, dict):
        return
    changes = {name: text for name, text in answer.items() if text != details[name]}
    if changes:
        call.history.do(_("Edit details"), metadata_editing.edit, article.id, changes)
        call.frontend.notify(_("Details of the article changed"), can_undo=True)


def _addresses(call: Call) -> list[str]:
    """Returns the web addresses of the articles; says so when there is none."""
    found = [article.url for article in chosen_articles(call) if web_address(article.url)]
    if not found:
        call.frontend.notify(_("This article has no web address."))
    return found


@ADDRESSES.add("article.open_original", N_("Open the original in the browser"), "Shift+O")
def open_original(call: Call) -> None:
    """Opens the page the article was made from."""
    for address in _addresses(call)[:1]:
        call.frontend.open_link(address)


@ADDRESSES.add("article.copy_address", N_("Copy the address"), "Shift+Y")
def copy_address(call: Call) -> None:
    """Copies the addresses of the articles, one on each line."""
    if addresses := _addresses(call):
        call.frontend.copy_text("\n".join(addresses))
        text = counted_text("Address copied", "{n} addresses copied", len(addresses))
        call.frontend.notify(text)


def slot_tag(call: Call, digit: int) -> None:
    """Adds the quick tag to the articles; removes it only if all have it."""
    tagging.toggle_slot(call, _chosen_ids(call), digit, are_articles=True)


for _digit in range(1, 10):
    COMMANDS.add(
        f"article.slot_{_digit}",
        N_("Quick tag {n} for the article"),
        str(_digit),
        panes=(LIST,),
        menu="",
        number=_digit,
        digit=_digit,
    )(slot_tag)


@COMMANDS.add(
    "article.clear_slots", N_("Remove quick tags from the article"), "0", panes=(LIST,), menu=""
)
def clear_slot_tags(call: Call) -> None:
    """Takes every slot's tag off the articles."""
    tagging.clear_slots(call, _chosen_ids(call), are_articles=True)


@COMMANDS.add("article.trash", N_("Move to the trash"), "Delete", "#", panes=(LIST,))
def trash(call: Call) -> None:
    """Moves the articles to the trash."""
    label, ids = _("Move to the trash"), _chosen_ids(call)

    def tell(count: int) -> None:
        if not count:
            text = _("Already in the trash: {article.inbox} moves it to the inbox.")
            call.frontend.notify(call.keys.with_keys(text))
            return
        text = ngettext("{n} article moved to the trash", "{n} articles moved to the trash", count)
        call.frontend.notify(text.format(n=number_text(count)), can_undo=True)

    call.frontend.queue.run_change(
        label, len(ids), lambda history: history.do(label, articles.trash, ids), tell
    )


@COMMANDS.add(
    "article.restore",
    N_("Restore from the trash"),
    "u",
    panes=(LIST,),
    needs=Need.TRASHED,
    short=N_("restore"),
)
def restore(call: Call) -> None:
    """Takes the articles out of the trash, back to where they were."""
    label, ids = _("Restore from the trash"), _chosen_ids(call)

    def tell(count: int) -> None:
        if count:
            call.frontend.notify(_("Restored from the trash"), can_undo=True)
        else:
            call.frontend.notify(_("It is not in the trash."))

    call.frontend.queue.run_change(
        label, len(ids), lambda history: history.do(label, articles.restore, ids), tell
    )


@EXPORTS.add("export", N_("Export…"), "Ctrl+E", writes=False, short=N_("export"))
def export(call: Call) -> Asking:
    """Writes the selected articles, or all of them, with every note in an open format."""
    if call.context.pane is Pane.HIGHLIGHTS:
        yield from highlights_page.export(call)
        return
    from reader.exporters import article_formats, find_format  # start-up time: exporters

    formats = article_formats()
    ids, kind = yield from _choose_export(call, _("Export"), formats)
    if not kind:
        return
    asked = find_format(kind, formats)
    path = yield export_choices.place_prompt(_("Export"), asked.file_name, asked)
    if path:
        call.frontend.work.export(ids, path, kind)


@COPYING.add("export.copy", N_("Copy in a format…"))
def copy_in_format(call: Call) -> Asking:
    """Copies the selected articles, or all of them, with every note as text in a format."""
    if call.context.pane is Pane.HIGHLIGHTS:
        yield from highlights_page.copy_in_format(call)
        return
    from reader.exporters import article_formats  # start-up time: exporters

    formats = [one for one in article_formats() if one.is_text]
    ids, kind = yield from _choose_export(call, _("Copy in a format"), formats)
    if kind:
        call.frontend.work.copy(ids, kind)


def _choose_export(
    call: Call, title: str, formats: Sequence["ExportFormat"]
) -> Generator[Prompt, Any, tuple[Sequence[int], str]]:
    """Asks which articles, and which format; the format is empty if one of the questions is left."""
    chosen = call.context.selected
    everything = call.queries.article_ids(View.ALL)
    rows = []
    if call.context.article_id is not None or chosen:
        count = len(chosen) or 1
        row = ngettext("This article", "These {n} articles", count)
        rows.append(Choice("some", row.format(n=number_text(count))))
    row = ngettext("The one article of the library", "All {n} articles", len(everything))
    rows.append(Choice("all", row.format(n=number_text(len(everything)))))
    which, kind = yield from export_choices.choose_export(title, rows, formats)
    if kind == "markdown" and not (yield from export_choices.choose_template(call)):
        kind = ""
    return everything if which == "all" else list(chosen) or [call.context.article_id or 0], kind


@EXPORTS.add("trash.empty", N_("Empty the trash…"), needs=Need.TRASH)
def empty_trash(call: Call) -> Asking:
    """Deletes permanently what is in the trash, after asking and a backup: this cannot be undone."""
    ids = call.queries.article_ids(View.TRASH)
    if not ids:
        call.frontend.notify(_("The trash is empty."))
        return
    text = counted_text(
        "Permanently delete {n} article and its notes? Only backups will still have it.",
        "Permanently delete {n} articles and their notes? Only backups will still have them.",
        len(ids),
    )
    choices = (Choice("keep", _("Cancel")), Choice("purge", _("Delete permanently")))
    answer = yield ChoicePrompt(text, choices, "keep")

    def purge() -> None:
        call.frontend.queue.run_operation(
            _("Emptying the trash"),
            lambda history: history.write(articles.purge, ids),
            lambda _none: call.frontend.notify(_("The trash is empty.")),
        )

    if answer == "purge":
        call.frontend.backups.make_first(purge)
