"""Maps old command ids to current ones, so that shortcuts assigned to them still work.

A command of one list or text became one that works in the pane with the keys.
"""

from collections.abc import Iterable, Iterator, Mapping

from reader.core.keys.key_overrides import Override

_STEPS = {name: f"list.{name}" for name in ("next", "previous", "first", "last")}
_SELECTIONS = {f"select_{name}": f"list.select_{name}" for name in ("range", "all", "none")}
_PAGES = {name: f"list.{name}" for name in ("page_down", "page_up")}
_CURSOR = {
    name: f"cursor.{name}"
    for name in (
        *("next_sentence", "previous_sentence", "next_word", "previous_word", "grow", "shrink"),
        *("extend_next_paragraph", "extend_previous_paragraph", "extend_next_sentence"),
        *("extend_previous_sentence", "extend_next_word", "extend_previous_word"),
    )
}
_TOGGLE = {"select_toggle": "list.select"}
_MARKS = {
    name: f"highlight.{name}"
    for name in (
        *("tag", "note", "delete", "clear_slots", *(f"slot_{digit}" for digit in range(1, 10))),
        *("yellow", "green", "blue", "pink", "purple", "orange", "red", "grey"),
    )
}
# By the pane the commands were for, and the beginning of their ids.
_MERGED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("list", "article"): _STEPS,
    ("sidebar", "card"): _STEPS,
    ("tags", "tags"): _STEPS | _SELECTIONS | _TOGGLE,
    ("highlights", "annotations"): {
        **(_STEPS | _SELECTIONS | _TOGGLE | _PAGES | _MARKS),
        **{name: f"list.{name}" for name in ("extend_next", "extend_previous")},
    },
    ("review", "review"): {**_CURSOR, **_STEPS, "select": "list.select"},
    ("revisions", "revision"): _STEPS | _PAGES,
}
_RENAMED = {
    f"{begin}.{name}": (new, pane)
    for (pane, begin), names in _MERGED.items()
    for name, new in names.items()
}
_SAME_PANES = {"library.restore": "go.backups"}  # renamed, and no more than that
_KEPT = ("article.next", "article.previous")  # outside the list they are what they were


def renamed_overrides(overrides: Iterable[Override]) -> Iterator[Override]:
    """Returns the overrides with the current ids of commands; the keys apply where they applied."""
    for one in overrides:
        one = one._replace(command=_SAME_PANES.get(one.command, one.command))
        new, pane = _RENAMED.get(one.command, ("", ""))
        if one.command in _KEPT and pane in one.panes:
            yield one._replace(command=new, panes=(pane,))
            one = one._replace(panes=tuple(each for each in one.panes if each != pane))
            if one.panes:
                yield one
        elif new and one.command not in _KEPT:
            yield one._replace(command=new, panes=(pane,))
        else:
            yield one


def renamed_marks(marks: Iterable[str]) -> Iterator[str]:
    """Returns the marks of reported conflicts, with the current command ids added."""
    for mark in marks:
        yield mark
        parts = mark.split("|")
        now = [_RENAMED.get(part, (part,))[0] for part in parts]
        if now != parts:
            yield "|".join(now)
