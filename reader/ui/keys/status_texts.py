"""Words the status strip: what the next key acts on in each pane, and what the keys do."""

from collections.abc import Mapping
from typing import NamedTuple

from reader.commands.active_keymap import present_keys
from reader.commands.context import Context, Pane
from reader.core.highlight_colors import color_name
from reader.core.keys.keymap import format_keys
from reader.core.models import Annotation, Color, View
from reader.core.text.shortening import shorten
from reader.core.translation import _, ngettext

Hint = tuple[str, str]  # key, what it does


class Here(NamedTuple):
    """What else the hints tell of: the colour of what h makes, what lies under the cursor, …"""

    color: Color = Color.YELLOW
    under: Annotation | None = None
    is_filtered: bool = False  # the list
    color_tag: str = ""  # the tag the colour stands for


def target_text(context: Context, title: str, words: str) -> str:
    """Returns what is acted on: the articles of the list, else the passage or card with its words."""
    if context.pane is Pane.LIST:
        count = len(context.selected)
        if count > 1:
            return ngettext("{n} article", "{n} articles", count).format(n=count)
        return _("article “{title}”").format(title=shorten(title, 60)) if title else ""
    if context.target is None:
        return ""
    return f"{context.target.name} “{shorten(words, 60)}”" if words else context.target.name


def hints(
    context: Context, view: View, slots: Mapping[int, str], here: Here | None = None
) -> list[Hint]:
    """Returns the keys worth knowing here, the most useful first; all of them at the end."""
    found: list[Hint] = []
    slot = "article.slot" if context.pane is Pane.LIST else "highlight.slot"
    tags = [(_key(f"{slot}_{digit}", context.pane), name) for digit, name in slots.items()]
    if context.pane is Pane.LIST:
        found = _list_hints(context, view)
        if here is not None and here.is_filtered and len(context.selected) < 2:
            found.insert(0, (format_keys("Escape"), _("clears the filter")))
        if context.selected:
            found += tags
    elif context.target is not None:
        found = _target_hints(context, here or Here())
        found += tags
        found += _more_hints(context)
    elif context.pane is Pane.READING:
        found = [(_key("pane.previous"), _("the list"))]
    elif context.pane is Pane.SIDEBAR:
        found = [(format_keys("Escape"), _("back to the text")), (_key("pane.next"), _("the list"))]
    found.append((_key("help.keys"), _("all keys")))
    return [hint for hint in found if hint[0]]


def typing_hints(*, is_note: bool = False) -> list[Hint]:
    """Returns the keys of a field, or of a note, while letters are typed into it."""
    if is_note:
        return [
            (format_keys("Ctrl+Enter"), _("saves")),
            (format_keys("Escape"), _("leaves; a draft is kept")),
        ]
    return [(format_keys("Enter"), _("goes on")), (format_keys("Escape"), _("leaves"))]


def tags_hints(count: int) -> list[Hint]:
    """Returns the keys of the page of tags, for as many as are chosen."""
    rows = [("tags.new", _("new"))]
    if count:
        rows = [
            ("tags.show", _("show")),
            *([("tags.rename", _("rename"))] if count == 1 else []),
            ("tags.merge", _("merge")),
            ("tags.nest", _("nest")),
            *([("tags.recolor", _("colour"))] if count == 1 else []),
            ("tags.delete", _("delete")),
            ("list.select", _("select")),
            *rows,
        ]
    found = [(_key(name, Pane.TAGS), label) for name, label in rows]
    if count == 1:
        found.insert(
            -1, (present_keys().key_range("tags.key_1", "tags.key_9", Pane.TAGS), _("bind"))
        )
    return [hint for hint in (*found, (_key("help.keys"), _("all keys"))) if hint[0]]


def first_tag_hints() -> list[Hint]:
    """Returns how a library gets its first tag."""
    found = [
        (_key("tags.new", Pane.TAGS), _("makes one here")),
        (_key("highlight.tag", Pane.READING), _("in the text tags the passage under the cursor")),
        (_key("article.tag", Pane.LIST, -1), _("in the list tags the article")),
        (_key("back", Pane.TAGS), _("goes back")),
    ]
    return [hint for hint in found if hint[0]]


def label_hints() -> list[Hint]:
    """Returns the keys while every sentence on screen has a label."""
    letters = _("letters")
    return [
        (letters, _("go there")),
        (format_keys("Backspace"), _("takes back")),
        (format_keys("Escape"), _("leaves")),
    ]


def in_caret_mode(target: str) -> str:
    """Returns what is acted on, while arrows move a caret."""
    return _("caret · {target}").format(target=target) if target else _("caret")


def _list_hints(context: Context, view: View) -> list[Hint]:
    if not context.selected:
        return [
            (_key("add.files"), _("add files")),
            (_key("add.clipboard"), _("paste")),
            (_key("help.palette"), _("all commands")),
        ]
    if view is View.TRASH:
        return [(_key("article.restore"), _("take out")), (_key("article.inbox"), _("inbox"))]
    return [
        (_key("article.open"), _("read")),
        (_key("article.archive"), _("archive")),
        (_key("article.later"), _("later")),
        (_key("article.tag", Pane.LIST, -1), _("tag")),
    ]


def _target_hints(context: Context, here: Here) -> list[Hint]:
    target, pane = context.target, context.pane
    rows = [("highlight.note", _("note")), ("highlight.tag", _("tag"))]
    if target is not None and target.annotation_id is not None:
        rows.insert(0, ("highlight.delete", _("delete")))
    else:
        named = _("highlight in {color}").format(color=color_name(here.color))
        if here.color_tag:
            named = f"{named}, #{here.color_tag}"
        rows.insert(0, ("highlight", named))
        if here.under is not None:  # the cursor is on another span, but this key means it
            text = _("delete the {color} highlight").format(color=color_name(here.under.color))
            rows.append(("highlight.delete", text))
    if pane is Pane.SIDEBAR:
        rows.insert(0, ("card.show", _("show")))
    return [(_key(name, pane), label) for name, label in rows]


def _more_hints(context: Context) -> list[Hint]:
    """Returns what else acts on the target, where there is room to say so."""
    pane, target = context.pane, context.target
    is_marked = target is not None and target.annotation_id is not None
    longer = _("longer") if is_marked else _("extend")
    rows = [("tags.repeat", _("last tags")), ("highlight.end_right", longer)]
    return [(_key(name, pane), label) for name, label in rows]


def _key(name: str, pane: Pane | None = None, place: int = 0) -> str:
    """Returns a key of a command as it is shown; empty when it has none."""
    keys = present_keys().keys_of(name, pane)
    return format_keys(keys[place]) if keys else ""
