"""What the status strip says: what the next key acts on in each pane, and what the keys do."""

from collections.abc import Mapping

from reader.commands.annotations import shorten
from reader.commands.catalogue import BY_ID, keys_of
from reader.commands.command import Context, Pane
from reader.core.keymap import format_keys
from reader.core.models import View
from reader.core.translation import _, ngettext

Hint = tuple[str, str]  # key, what it does


def target_text(context: Context, title: str, words: str) -> str:
    """What is acted on: the articles of the list, else the passage or card with its words."""
    if context.pane is Pane.LIST:
        count = len(context.selected)
        if count > 1:
            return ngettext("{n} article", "{n} articles", count).format(n=count)
        return _("article “{title}”").format(title=shorten(title, 60)) if title else ""
    if context.target is None:
        return ""
    return f"{context.target.name} “{shorten(words, 60)}”" if words else context.target.name


def hints(context: Context, view: View, slots: Mapping[int, str]) -> list[Hint]:
    """The keys worth knowing here, the most useful first; all of them at the end."""
    found: list[Hint] = []
    slot = "article.slot" if context.pane is Pane.LIST else "highlight.slot"
    tags = [(_key(f"{slot}_{digit}", context.pane), name) for digit, name in slots.items()]
    if context.pane is Pane.LIST:
        found = _list_hints(context, view)
        if context.selected:
            found += tags
    elif context.target is not None:
        found = _target_hints(context)
        found += tags
    elif context.pane is Pane.READING:
        found = [(_key("pane.previous"), _("the list"))]
    found.append((_key("help.keys"), _("all keys")))
    return [hint for hint in found if hint[0]]


def typing_hints() -> list[Hint]:
    """The keys of a field while letters are typed into it."""
    return [(format_keys("Enter"), _("goes on")), (format_keys("Escape"), _("leaves"))]


def label_hints() -> list[Hint]:
    """The keys while every sentence on screen has a label."""
    letters = _("letters")
    return [
        (letters, _("go there")),
        (format_keys("Backspace"), _("takes back")),
        (format_keys("Escape"), _("leaves")),
    ]


def in_caret_mode(target: str) -> str:
    """What is acted on, while arrows move a caret."""
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


def _target_hints(context: Context) -> list[Hint]:
    target, pane = context.target, context.pane
    is_marked = target is not None and target.annotation_id is not None
    first = ("highlight.delete", _("delete")) if is_marked else ("highlight", _("highlight"))
    rows = [first, ("highlight.note", _("note")), ("highlight.tag", _("tag"))]
    if pane is Pane.SIDEBAR:
        rows.insert(0, ("card.show", _("show")))
    return [(_key(name, pane), label) for name, label in rows]


def _key(name: str, pane: Pane | None = None, place: int = 0) -> str:
    """A key of a command as it is shown; empty when it has none."""
    keys = keys_of(BY_ID[name], pane)
    return format_keys(keys[place]) if keys else ""
