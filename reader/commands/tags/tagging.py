"""Tags articles or annotations, one or many, as one undo step.

A tag that only some of them have goes on the rest first: no key silently loses a tag.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.commands.command import Call
from reader.commands.prompt_types import Asking, TagChoice
from reader.commands.tags.tag_prompts import tag_prompt
from reader.core.color_names import color_name
from reader.core.models import Color
from reader.core.tags.tag_names import place_of
from reader.core.translation import _, counted_text, ngettext, number_text
from reader.operations import tags

if TYPE_CHECKING:
    from reader.core.tags.tag_suggestions import Subject
    from reader.library.unit_of_work import Unit

TagChange = Callable[["Unit", Sequence[int], Sequence[str], Sequence[str]], None]


def choose_tags(
    call: Call,
    ids: Sequence[int],
    *,
    are_articles: bool,
    subject: "Callable[[], Subject] | None" = None,
) -> Asking:
    """Chooses tags for articles or annotations; the subject is what tags are suggested for."""
    if are_articles:
        title = counted_text("Tag the article", "Tag {n} articles", len(ids))
    else:
        title = counted_text("Tag the highlight", "Tag {n} highlights", len(ids))
    choice = yield tag_prompt(call, title, ids, are_articles=are_articles, subject=subject)
    if isinstance(choice, TagChoice):
        take_choice(call, choice, ids, are_articles=are_articles)


def take_choice(call: Call, choice: TagChoice, ids: Sequence[int], *, are_articles: bool) -> None:
    """Binds what was bound, puts on and takes off what was chosen, and says so."""
    bind_slots(call, choice, place_of(are_articles))
    if choice.add or choice.remove:
        change(call, ids, choice.add, choice.remove, are_articles=are_articles)


def change(
    call: Call,
    ids: Sequence[int],
    added: tuple[str, ...],
    removed: tuple[str, ...],
    *,
    are_articles: bool,
) -> None:
    """Adds and removes tags as one undo step, and reports it."""
    what: TagChange = tags.change_on_articles if are_articles else tags.change_on_annotations
    label = _label(are_articles, is_added=bool(added))
    before = _only_color(call, ids, are_articles)

    def done(_none: None) -> None:
        remember_tags(call, added)
        text = of_many(tagged_text(added, removed), len(ids), are_articles=are_articles)
        color = _only_color(call, ids, are_articles)
        if color is not None and color is not before:
            text = _("{tagged}, now {color}").format(tagged=text, color=color_name(color))
        call.frontend.notify(text, can_undo=True)

    call.frontend.queue.run_change(
        label,
        2 * len(ids) * len(added + removed),  # each tagging, and when what carries it was changed
        lambda history: history.do(label, what, ids, added, removed),
        done,
    )


def of_many(what: str, count: int, *, are_articles: bool) -> str:
    """Returns what was done, and on how many when it was more than one."""
    if count == 1:
        return what
    if are_articles:
        text = ngettext("{what} · {n} article", "{what} · {n} articles", count)
    else:
        text = ngettext("{what} · {n} highlight", "{what} · {n} highlights", count)
    return text.format(what=what, n=number_text(count))


def toggle_slot(call: Call, ids: Sequence[int], digit: int, *, are_articles: bool) -> None:
    """Adds the quick tag of a digit; removes it only if all have it."""
    name = call.queries.slots(place_of(are_articles)).get(digit)
    if name is None:
        picker = "article.tag" if are_articles else "highlight.tag"
        call.frontend.notify(unbound_text(digit, call.keys.key_of(picker, call.context.pane)))
        return
    have_it = call.queries.are_tagged(ids, name, are_articles=are_articles)
    added, removed = ((), (name,)) if have_it else ((name,), ())
    change(call, ids, added, removed, are_articles=are_articles)


def clear_slots(call: Call, ids: Sequence[int], *, are_articles: bool) -> None:
    """Takes the tags of all digits off."""
    slots = set(call.queries.slots(place_of(are_articles)).values())
    on = call.queries.tags_on(ids, are_articles=are_articles)
    names = tuple(name for name in on if name in slots)
    if names:
        change(call, ids, (), names, are_articles=are_articles)
    else:
        call.frontend.notify(_("None of its tags is a quick tag."))


def remember_tags(call: Call, added: tuple[str, ...]) -> None:
    """Remembers the tags just put on, by id, for repeating."""
    if added:
        call.session.last_tags = call.queries.tag_ids(added)


def unbound_text(digit: int, picker_key: str) -> str:
    """Returns the message about a digit that means no tag yet."""
    text = _(
        "Quick tag {digit} is not assigned yet: in the tag picker ({key}), Ctrl+{digit} assigns it."
    )
    return text.format(digit=digit, key=picker_key)


def bind_slots(call: Call, choice: TagChoice, place: str = "") -> None:
    """Binds the slots that were chosen in passing, of the text or of another place."""
    for digit, name in choice.slots:
        label = _("Assign quick tag {digit}").format(digit=digit)
        call.history.do(label, tags.bind_slot, digit, name, place)


def tagged_text(added: tuple[str, ...], removed: tuple[str, ...] = ()) -> str:
    """Returns what a toast says after tags were put on or taken off."""
    on, off = (" ".join(f"#{name}" for name in names) for names in (added, removed))
    if added and removed:
        return _("Tagged {added}, removed {removed}").format(added=on, removed=off)
    if added:
        return _("Tagged {tags}").format(tags=on)
    return _("Removed {tags}").format(tags=off)


def _only_color(call: Call, ids: Sequence[int], are_articles: bool) -> Color | None:
    """Returns the colour of the one highlight that is tagged, which a tag may change."""
    is_one = len(ids) == 1 and not are_articles
    return call.queries.annotation(ids[0]).color if is_one else None


def _label(are_articles: bool, *, is_added: bool) -> str:
    if are_articles:
        return _("Tag article") if is_added else _("Untag article")
    return _("Tag highlight") if is_added else _("Untag highlight")
