"""Commands of the page of all annotations, and the ways to it and back."""

from collections.abc import Callable
from functools import partial

from reader.commands import annotations
from reader.commands.annotations_page import By
from reader.commands.command import ANNOTATE, GO, Call, Command, Need, on
from reader.commands.context import HIGHLIGHTS, PANES
from reader.core.models import Color
from reader.core.translation import N_

_HERE = (HIGHLIGHTS,)
_SLOT_TITLES = (
    N_("Tag the highlights with key 1"),
    N_("Tag the highlights with key 2"),
    N_("Tag the highlights with key 3"),
    N_("Tag the highlights with key 4"),
    N_("Tag the highlights with key 5"),
    N_("Tag the highlights with key 6"),
    N_("Tag the highlights with key 7"),
    N_("Tag the highlights with key 8"),
    N_("Tag the highlights with key 9"),
)
_COLOR_TITLES = (
    N_("Colour the highlights yellow"),
    N_("Colour the highlights green"),
    N_("Colour the highlights blue"),
    N_("Colour the highlights pink"),
    N_("Colour the highlights purple"),
    N_("Colour the highlights orange"),
    N_("Colour the highlights red"),
    N_("Colour the highlights grey"),
)
_MOVES: tuple[tuple[str, str, int, By, bool, tuple[str, ...]], ...] = (
    ("next", N_("Next highlight of the page"), 1, "row", False, ("j", "Down")),
    ("previous", N_("Previous highlight of the page"), -1, "row", False, ("k", "Up")),
    ("extend_next", N_("Select down"), 1, "row", True, ("Shift+J", "Shift+Down")),
    ("extend_previous", N_("Select up"), -1, "row", True, ("Shift+K", "Shift+Up")),
    ("page_down", N_("A page of highlights down"), 1, "page", False, ("Space", "PageDown")),
    ("page_up", N_("A page of highlights up"), -1, "page", False, ("Shift+Space", "PageUp")),
    ("first", N_("First highlight of the page"), -1, "edge", False, ("g g", "Home")),
    ("last", N_("Last highlight of the page"), 1, "edge", False, ("Shift+G", "End")),
)
_SELECTIONS = (
    ("toggle", N_("Select the highlight, or not"), ("x",)),
    ("range", N_("Select up to the highlight"), ("Shift+X",)),
    ("all", N_("Select all highlights listed"), ("* a", "Ctrl+A")),
    ("none", N_("Select no highlight"), ("* n",)),
)


def _step(call: Call, delta: int, by: By, extend: bool) -> None:
    call.frontend.step_annotation(delta * call.count, by, extend=extend)


def _select(how: str) -> Callable[[Call], None]:
    return lambda call: call.frontend.select_annotations(how)


HIGHLIGHTS_COMMANDS = (
    Command(
        "go.highlights",
        N_("Go to all highlights"),
        lambda c: c.frontend.show_highlights(),
        on("g h"),
        GO,
        writes=False,
    ),
    Command(
        "go.return",
        N_("Back to where you came from"),
        annotations.go_back,
        on("Alt+Left", panes=PANES),
        GO,
        writes=False,
    ),
    *(
        Command(
            f"annotations.{name}",
            title,
            partial(_step, delta=delta, by=by, extend=extend),
            on(*keys, panes=_HERE),
            "",
            writes=False,
        )
        for name, title, delta, by, extend, keys in _MOVES
    ),
    *(
        Command(
            f"annotations.select_{how}",
            title,
            _select(how),
            on(*keys, panes=_HERE),
            "",
            writes=False,
        )
        for how, title, keys in _SELECTIONS
    ),
    Command(
        "annotations.open",
        N_("Show the highlight in its article"),
        annotations.open_in_article,
        on("Enter", "o", panes=_HERE),
        ANNOTATE,
        Need.ANNOTATIONS,
        writes=False,
    ),
    Command(
        "annotations.narrow",
        N_("Show only some highlights…"),
        annotations.narrow,
        on("Shift+F", panes=_HERE),
        "",
        writes=False,
    ),
    Command(
        "annotations.tag",
        N_("Tag the highlights…"),
        annotations.tag,
        on("t", panes=_HERE),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    Command(
        "annotations.note",
        N_("Note on the highlight…"),
        annotations.note,
        on("n", panes=_HERE),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    Command(
        "annotations.copy",
        N_("Copy the highlights with their sources"),
        annotations.copy,
        on("y", "Ctrl+C", panes=_HERE),
        ANNOTATE,
        Need.ANNOTATIONS,
        writes=False,
    ),
    Command(
        "annotations.delete",
        N_("Delete the highlights"),
        annotations.delete,
        on("d", "Delete", panes=_HERE),
        ANNOTATE,
        Need.ANNOTATIONS,
    ),
    *(
        Command(
            f"annotations.slot_{digit}",
            _SLOT_TITLES[digit - 1],
            partial(annotations.slot_tag, digit=digit),
            on(str(digit), panes=_HERE),
            "",
            Need.ANNOTATIONS,
        )
        for digit in range(1, 10)
    ),
    Command(
        "annotations.clear_slots",
        N_("Take the key tags off the highlights"),
        annotations.clear_slot_tags,
        on("0", panes=_HERE),
        "",
        Need.ANNOTATIONS,
    ),
    *(
        Command(
            f"annotations.{color}",
            title,
            partial(annotations.color, chosen=color),
            on(f"Alt+{number}", f"c {number}", panes=_HERE),
            "",
            Need.ANNOTATIONS,
        )
        for number, (color, title) in enumerate(zip(Color, _COLOR_TITLES, strict=True), 1)
    ),
)
