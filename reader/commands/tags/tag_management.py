"""Renames, merges, nests, colours and deletes tags, and assigns quick tags."""

from collections.abc import Sequence

from reader.commands.command import (
    QUICK_FOR_ARTICLES,
    QUICK_IN_TEXT,
    TAG_MENU,
    Call,
    Commands,
    Need,
)
from reader.commands.context import Pane
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt, TagNamePrompt
from reader.commands.tags.tag_previews import (
    TagList,
    merge_preview,
    nest_preview,
    new_preview,
    rename_preview,
    without,
)
from reader.core.color_names import color_name
from reader.core.models import Color, Tag, TagSort
from reader.core.query.query_printing import tag_term
from reader.core.tags.tag_names import ARTICLES, TEXT, key, normalise
from reader.core.tags.tag_renaming import Way, merged, nested, plan
from reader.core.translation import N_, _, all_of, counted_text, ngettext, number_text
from reader.operations import color_tags, tag_editing

_NO_COLOR = "none"
_KEYS = (
    ("key", TEXT, "", N_("Make it quick tag {n} in the text"), QUICK_IN_TEXT),
    ("list_key", ARTICLES, "Alt+", N_("Make it quick tag {n} for articles"), QUICK_FOR_ARTICLES),
)

COMMANDS = Commands(panes=(Pane.TAGS,), menu=TAG_MENU, needs=Need.TAGS)


def _tags(call: Call) -> TagList:
    return TagList(call.queries, call.queries.tags())


def _names(call: Call) -> list[str]:
    return list(call.context.tags)


@COMMANDS.add(
    "tags.show", N_("Show what has the tag"), "Enter", "o", writes=False, short=N_("show")
)
def show(call: Call) -> None:
    """Lists every article that has the tags, itself or by a highlight."""
    call.frontend.show_articles(" OR ".join(tag_term(name) for name in _names(call)))


@COMMANDS.add("tags.new", N_("New tag…"), "Ctrl+N", "+", needs=Need.NOTHING, short=N_("new"))
def new(call: Call) -> Asking:
    """Creates a tag without uses."""
    tags = _tags(call)
    answer = yield TagNamePrompt(_("New tag"), new_preview(tags), verb=_("create"))
    if not isinstance(answer, str) or not answer.strip():
        return
    taken = tags.find(answer)
    if taken is None:
        name = call.history.do(_("New tag"), tag_editing.create, answer)
        call.frontend.notify(_("Created #{name}").format(name=name), can_undo=True)
    else:
        name = taken.name
    call.frontend.tags.show_tag(name)


@COMMANDS.add("tags.rename", N_("Rename the tag…"), "r", "F2", short=N_("rename"))
def rename(call: Call) -> Asking:
    """Gives a tag another name; a name that is taken merges the two, and says so beforehand."""
    tags, name = _tags(call), _names(call)[0]
    title = _("Rename #{name}").format(name=name)
    answer = yield TagNamePrompt(title, rename_preview(tags, name), name, verb=_("rename"))
    if not isinstance(answer, str):
        return
    wanted = normalise(answer)
    taken = tags.find(wanted)
    if taken is not None and key(taken.name) != key(name):
        _merge_into(call, tags, [name], taken.name)
    elif wanted != name:
        ways = plan(tags.names, name, wanted)
        text = _("#{old} is now #{new}").format(old=name, new=wanted)
        _carry_out(call, _("Rename tag"), ways, text, wanted)


@COMMANDS.add("tags.merge", N_("Merge the tag into another…"), "m", short=N_("merge"))
def merge(call: Call) -> Asking:
    """Merges the tags into another, or several into one of them; the choice previews the effect."""
    tags, chosen = _tags(call), _names(call)
    keys = {key(name) for name in chosen if len(chosen) == 1}
    others = [tag for tag in tags.all if key(tag.name) not in keys]
    if not others:
        call.frontend.notify(_("There is no other tag to merge into."))
        return
    text = ngettext("Merge #{name} into…", "Merge {n} tags into…", len(chosen))
    answer = yield TagNamePrompt(
        text.format(name=chosen[0], n=number_text(len(chosen))),
        merge_preview(tags, chosen),
        tags=others,
        verb=_("merge"),
        is_new_allowed=False,
    )
    target = tags.find(answer) if isinstance(answer, str) else None
    if target is not None:
        _merge_into(call, tags, chosen, target.name)


@COMMANDS.add("tags.nest", N_("Nest the tag under another…"), "n", short=N_("nest"))
def nest(call: Call) -> Asking:
    """Nests the tags, with their nested tags, in another, or moves them to the top level."""
    tags, chosen = _tags(call), _names(call)
    keys = {key(name) for name in chosen}
    others = [
        tag
        for tag in tags.all
        if not any(f"{key(tag.name)}/".startswith(f"{one}/") for one in keys)
    ]
    text = ngettext("Nest #{name} under…", "Nest {n} tags under…", len(chosen))
    answer = yield TagNamePrompt(
        text.format(name=chosen[0], n=number_text(len(chosen))),
        nest_preview(tags, chosen),
        tags=others,
        verb=_("nest"),
        top=_("None: top level"),
    )
    if not isinstance(answer, str):
        return
    parent = normalise(answer) if answer.strip() else ""
    ways = nested(tags.names, chosen, parent)
    if not ways:
        call.frontend.notify(_("They are there already."))
        return
    text = (
        _("Now nested under #{name}").format(name=parent) if parent else _("Now at the top level")
    )
    _carry_out(call, _("Nest tags"), ways, text, ways[-1][1])


@COMMANDS.add("tags.recolor", N_("Link the tag to a colour…"), "c", short=N_("colour"))
def recolor(call: Call) -> Asking:
    """Chooses the colour linked to the tag; its highlights take it."""
    tags, chosen = _tags(call), _names(call)
    if len(chosen) > 1:
        call.frontend.notify(_("A colour is linked to one tag: select only one."))
        return
    tag = tags.find(chosen[0])
    owners = {one.color: one.name for one in tags.all if one.color}
    choices = [
        Choice(color.value, color_name(color), _owner_text(owners.get(color.value)), color.value)
        for color in Color
    ]
    choices.append(Choice(_NO_COLOR, _("No colour")))
    title = _("Colour of #{name}").format(name=chosen[0])
    answer = yield ChoicePrompt(title, choices, (tag.color if tag else "") or _NO_COLOR)
    if isinstance(answer, str):
        _recolor(call, chosen[0], None if answer == _NO_COLOR else Color(answer))


def _owner_text(name: str | None) -> str:
    return f"#{name}" if name else ""


def _recolor(call: Call, name: str, color: Color | None) -> None:
    """Recolours the tag and its highlights as one step."""
    label = _("Colour of a tag")
    value = "" if color is None else color.value
    owner = call.queries.colors().get(value, "")
    released = owner if key(owner) != key(name) else ""
    ids = call.queries.tagged_highlights(name) if color is not None else []

    def done(_none: None) -> None:
        if color is None:
            text = _("#{name} is no longer linked to a colour").format(name=name)
        else:
            one = _("{color} is now linked to #{name}").format(color=color_name(color), name=name)
            on = counted_text("{n} highlight has it", "{n} highlights have it", len(ids))
            text = f"{one[:1].upper()}{one[1:]} · {on}"
        if released:
            text += " · " + _("no longer to #{name}").format(name=released)
        call.frontend.notify(text, can_undo=True)

    call.frontend.queue.run_change(
        label,
        1 + len(ids),
        lambda history: history.do(label, color_tags.recolor_tag, name, value, ids),
        done,
    )


@COMMANDS.add("tags.delete", N_("Delete the tag"), "d", "Delete", short=N_("delete"))
def delete(call: Call) -> None:
    """Deletes the tags, off everything; what is nested in them stays."""
    tags = _tags(call)
    chosen = [tag for name in _names(call) if (tag := tags.find(name)) is not None]
    if not chosen:
        call.frontend.notify(_("Only tags nested in it exist: select one of them."))
        return
    _delete(call, [tag.name for tag in chosen], _deleted_text(call, chosen))


@COMMANDS.add("tags.delete_unused", N_("Delete unused tags"), needs=Need.NOTHING)
def delete_unused(call: Call) -> None:
    """Deletes the tags that are not used and not linked to a digit or colour."""
    names = call.queries.unused_tags()
    if not names:
        call.frontend.notify(_("Every tag is in use."))
        return
    text = ngettext("Deleted #{name}, which was unused", "Deleted {n} unused tags", len(names))
    _delete(call, names, text.format(name=names[0], n=number_text(len(names))))


@COMMANDS.add("tags.sort", N_("Sort tags by…"), "s", needs=Need.NOTHING, writes=False)
def sort(call: Call) -> Asking:
    """Chooses the order of the tags."""
    titles = (_("Name"), _("Use"), _("Last used"))
    choices = [Choice(one.value, title) for one, title in zip(TagSort, titles, strict=True)]
    answer = yield ChoicePrompt(_("Sort tags by"), choices, call.settings.text("tag_sort"))
    if isinstance(answer, str):
        call.settings.set(tag_sort=answer)
        call.frontend.tags.sort(TagSort(answer))


def toggle_slot(call: Call, digit: int, place: str) -> None:
    """Makes the tag the quick tag of a digit, in the text or in the list; again: for none."""
    chosen = _names(call)
    if len(chosen) > 1:
        call.frontend.notify(_("A quick tag is one tag: select only one."))
        return
    name = chosen[0]
    before = call.queries.slots(place).get(digit)
    label = _("Assign quick tag {digit}").format(digit=digit)
    is_on = call.history.do(label, tag_editing.toggle_slot, digit, name, place)
    where = {TEXT: _("in the text"), ARTICLES: _("in the list")}[place]
    if not is_on:
        text = _("Quick tag {digit} {where} is no longer assigned")
    elif before:
        text = _("Quick tag {digit} {where} is now #{name}, no longer #{before}")
    else:
        text = _("Quick tag {digit} {where} is now #{name}")
    call.frontend.notify(
        text.format(digit=digit, name=name, where=where, before=before), can_undo=True
    )


for _name, _place, _modifier, _title, _submenu in _KEYS:
    for _digit in range(1, 10):
        COMMANDS.add(
            f"tags.{_name}_{_digit}",
            _title,
            f"{_modifier}{_digit}",
            submenu=_submenu,
            number=_digit,
            digit=_digit,
            place=_place,
        )(toggle_slot)


def _merge_into(call: Call, tags: TagList, names: Sequence[str], into: str) -> None:
    chosen = without(names, into)
    ways = merged(tags.names, chosen, into)
    text = ngettext(
        "#{name} is now part of #{into}", "{n} tags are now part of #{into}", len(chosen)
    )
    text = text.format(name=chosen[0], n=number_text(len(chosen)), into=into)
    _carry_out(call, _("Merge tags"), ways, text, into)


def _carry_out(call: Call, label: str, ways: Sequence[Way], text: str, name: str) -> None:
    """Moves tags as one step; then says so and shows the tag."""

    def done(_none: None) -> None:
        call.frontend.tags.show_tag(name)
        call.frontend.notify(text, can_undo=True)

    call.frontend.queue.run_change(
        label,
        _rows_of(call, [old for old, _new in ways]),
        lambda history: history.do(label, tag_editing.carry_out, ways),
        done,
    )


def _delete(call: Call, names: Sequence[str], text: str) -> None:
    label = ngettext("Delete tag", "Delete tags", len(names))
    call.frontend.queue.run_change(
        label,
        _rows_of(call, names),
        lambda history: history.do(label, tag_editing.delete, names),
        lambda _none: call.frontend.notify(text, can_undo=True),
    )


def _rows_of(call: Call, names: Sequence[str]) -> int:
    """Returns how many rows a change of tags may write: tags, taggings and tagged rows."""
    return len(names) + 2 * call.queries.tagging_count(names)


def _deleted_text(call: Call, chosen: Sequence[Tag]) -> str:
    """Returns what a toast says after tags were deleted: which, and from how much they are gone."""
    uses = call.queries.tag_uses([tag.name for tag in chosen])
    on = [
        ngettext("{n} highlight", "{n} highlights", len(uses.annotations)),
        ngettext("{n} article", "{n} articles", len(uses.articles)),
    ]
    counts = (len(uses.annotations), len(uses.articles))
    gone = all_of(
        [text.format(n=number_text(count)) for text, count in zip(on, counts, strict=True) if count]
    )
    text = ngettext("Deleted #{name}", "Deleted {n} tags", len(chosen))
    text = text.format(name=chosen[0].name, n=number_text(len(chosen)))
    return (
        _("{deleted}, removed from {carriers}").format(deleted=text, carriers=gone)
        if gone
        else text
    )
