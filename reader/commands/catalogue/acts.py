"""Commands that shape highlights, tag without asking each time, and give colours a meaning."""

from functools import partial

from reader.commands import highlight_spans, highlights, sticky_tags
from reader.commands.command import ANNOTATE, GO, Command, Need, on
from reader.commands.context import LIST, SIDEBAR, TEXT
from reader.core.text.span_edges import Edge
from reader.core.translation import N_

_RESIZE = (
    ("end_right", "Shift+Right", Edge.END, 1, False, N_("Move the end a word to the right")),
    ("end_left", "Shift+Left", Edge.END, -1, False, N_("Move the end a word to the left")),
    (
        "start_right",
        "Ctrl+Shift+Right",
        Edge.START,
        1,
        False,
        N_("Move the start a word to the right"),
    ),
    (
        "start_left",
        "Ctrl+Shift+Left",
        Edge.START,
        -1,
        False,
        N_("Move the start a word to the left"),
    ),
    (
        "end_right_fine",
        "Alt+Shift+Right",
        Edge.END,
        1,
        True,
        N_("Move the end a character to the right"),
    ),
    (
        "end_left_fine",
        "Alt+Shift+Left",
        Edge.END,
        -1,
        True,
        N_("Move the end a character to the left"),
    ),
    (
        "start_right_fine",
        "Ctrl+Alt+Shift+Right",
        Edge.START,
        1,
        True,
        N_("Move the start a character to the right"),
    ),
    (
        "start_left_fine",
        "Ctrl+Alt+Shift+Left",
        Edge.START,
        -1,
        True,
        N_("Move the start a character to the left"),
    ),
)

ACTS_COMMANDS = (
    *(
        Command(
            f"highlight.{name}",
            title,
            partial(highlight_spans.resize, edge=edge, direction=way, by_character=is_fine),
            on(keys, panes=TEXT),
            ANNOTATE,
            Need.TARGET,
        )
        for name, keys, edge, way, is_fine, title in _RESIZE
    ),
    Command(
        "highlight.merge",
        N_("Merge with the highlights it touches"),
        highlight_spans.merge,
        on("Shift+M", panes=TEXT),
        ANNOTATE,
        Need.TARGET,
    ),
    Command(
        "highlight.split",
        N_("Split the highlight"),
        highlight_spans.split,
        on("Shift+S", panes=TEXT),
        ANNOTATE,
        Need.TARGET,
    ),
    Command(
        "tags.sticky",
        N_("Sticky tags for new highlights…"),
        sticky_tags.sticky,
        on("Shift+H", panes=TEXT),
        ANNOTATE,
        Need.OPEN_ARTICLE,
    ),
    Command(
        "tags.repeat",
        N_("Repeat the last tagging"),
        sticky_tags.repeat,
        on(";", panes=(*TEXT, LIST)),
        ANNOTATE,
        Need.ARTICLE,
    ),
    Command(
        "highlight.stand_for",
        N_("Let the colour stand for a tag…"),
        sticky_tags.stand_for,
        on("c t", panes=TEXT),
        ANNOTATE,
        Need.OPEN_ARTICLE,
    ),
    Command(
        "card.open_link",
        N_("Open a link of the note…"),
        highlights.open_link,
        on("o", panes=(SIDEBAR,)),
        GO,
        Need.HIGHLIGHT,
        writes=False,
    ),
)
