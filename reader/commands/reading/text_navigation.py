"""Moves the reading cursor, turns pages, and finds words in the article."""

from bisect import bisect_left

from reader.commands.command import EDIT, GO, VIEW, Call, Commands, Need, on
from reader.commands.context import LIST, PANES, READING, REVIEW, Pane
from reader.commands.prompt_types import Asking, Choice, ChoicePrompt
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.reading.sections import Heading
from reader.core.translation import N_, _

_BOTH = (READING, REVIEW)  # there, while a place is chosen manually
_BESIDE = (*PANES, Pane.VIEWS, Pane.CONTENTS)  # while the text is on screen

COMMANDS = Commands(
    panes=(READING,),
    menu=GO,
    submenu=N_("In the text"),
    needs=Need.OPEN_ARTICLE,
    writes=False,
)
TABLES = Commands(
    panes=(READING,),
    menu=VIEW,
    submenu=N_("Wide tables"),
    needs=Need.OPEN_ARTICLE,
    writes=False,
)
_EXTENDING = N_("Extend the passage")
FINDING = Commands(menu=EDIT, needs=Need.OPEN_ARTICLE, writes=False)

_MOVES = (
    # unit, steps, keys, where the first of them applies, title; then the same with Shift
    ("paragraph", 1, ("j", "Down"), (READING,), N_("Next paragraph")),
    ("paragraph", -1, ("k", "Up"), (READING,), N_("Previous paragraph")),
    ("sentence", 1, (".",), _BOTH, N_("Next sentence")),
    ("sentence", -1, (",",), _BOTH, N_("Previous sentence")),
    ("word", 1, ("w",), _BOTH, N_("Next word")),
    ("word", -1, ("b",), _BOTH, N_("Previous word")),
    ("section", 1, ("Alt+PageDown",), (READING,), N_("Next section")),
    ("section", -1, ("Alt+PageUp",), (READING,), N_("Previous section")),
)
_EXTENDING_MOVES = (
    ("paragraph", 1, ("Shift+J", "Shift+Down"), _BOTH, N_("Extend by a paragraph")),
    ("paragraph", -1, ("Shift+K", "Shift+Up"), _BOTH, N_("Extend back by a paragraph")),
    ("sentence", 1, (">",), _BOTH, N_("Extend by a sentence")),
    ("sentence", -1, ("<",), _BOTH, N_("Extend back by a sentence")),
    ("word", 1, ("Shift+W",), _BOTH, N_("Extend by a word")),
    ("word", -1, ("Shift+B",), _BOTH, N_("Extend back by a word")),
)
_GROW = N_("Grow the passage: word, sentence, paragraph, section")


def move(call: Call, unit: Unit, steps: int, *, extend: bool = False) -> None:
    """Moves the cursor, or extends the passage, by as many units as was typed before the key."""
    call.frontend.cursor.move_cursor(unit, steps * call.count, extend=extend)


for _moves, _extend in ((_MOVES, False), (_EXTENDING_MOVES, True)):
    for _unit, _steps, (_first, *_more), _where, _title in _moves:
        COMMANDS.add(
            f"cursor.{'extend_' * _extend}{'next' if _steps > 0 else 'previous'}_{_unit}",
            _title,
            on(_first, panes=_where),
            *_more,
            submenu=_EXTENDING if _extend else None,
            unit=Unit(_unit),
            steps=_steps,
            extend=_extend,
        )(move)


@COMMANDS.add("cursor.grow", _GROW, "Ctrl+Up", panes=_BOTH, submenu=_EXTENDING, steps=1)
@COMMANDS.add(
    "cursor.shrink",
    N_("Shrink the passage"),
    "Ctrl+Down",
    panes=_BOTH,
    submenu=_EXTENDING,
    steps=-1,
)
def grow(call: Call, steps: int) -> None:
    """Grows or shrinks the passage."""
    call.frontend.cursor.grow_cursor(steps * call.count)


@COMMANDS.add("cursor.select_all", N_("Select all of the text"), "Ctrl+A", submenu=_EXTENDING)
def select_all(call: Call) -> None:
    """Makes all of the text the passage; giving it up leads back to where one was."""
    passages = call.frontend.text.whole_passages
    first, last = (passages.first(), passages.last()) if passages else (None, None)
    if first is not None and last is not None:
        whole = Passage(first.start, last.end, Unit.SELECTION, inner=call.frontend.text.passage)
        call.frontend.text.take_passage(whole)


@COMMANDS.add("cursor.hints", N_("Go to a sentence by its hint"), "f")
def show_hints(call: Call) -> None:
    """Labels every sentence on screen, to go to one by its letters."""
    call.frontend.text.show_hints()


@COMMANDS.add("cursor.caret", N_("Caret mode: select by character"), "v", "F7")
def toggle_caret(call: Call) -> None:
    """Shows a caret that selects by character, or takes it away."""
    call.frontend.text.caret.toggle()


@COMMANDS.add("cursor.start", N_("Start of the article"), "g g", "Home", direction=-1)
@COMMANDS.add("cursor.end", N_("End of the article"), "Shift+G", "End", direction=1)
def go_to_edge(call: Call, direction: int) -> None:
    """Moves the cursor to the start or the end of the article."""
    call.frontend.reading.go_to_edge(direction)


@TABLES.add("table.right", N_("Scroll a wide table to the right"), "Right", direction=1)
@TABLES.add("table.left", N_("Scroll a wide table to the left"), "Left", direction=-1)
def scroll_table(call: Call, direction: int) -> None:
    """Scrolls the first table on screen that is wider than the text."""
    if not call.frontend.text.scroll_table(direction):
        call.frontend.notify(_("No table on screen is wider than the text."))


@COMMANDS.add(
    "cursor.contents", N_("Table of contents…"), "g c", panes=_BESIDE, menu=VIEW, submenu=""
)
def show_contents(call: Call) -> Asking:
    """Lists the headings of the article and goes to the one chosen."""
    article_id = call.context.article_id
    assert article_id is not None  # which it needs
    if call.context.pane not in _BESIDE:  # by the palette of a page that shows the article
        call.frontend.show_article(article_id)
    if call.frontend.text.whole_passages is None:
        call.frontend.notify(_("The article is still opening: try again in a moment."))
        return
    sections = call.frontend.text.section_progress()
    if not sections:
        call.frontend.notify(_("This article has no headings, so it has no table of contents."))
        return
    starts = [start for _id, start, _end in call.queries.annotation_places(article_id)]
    chosen = yield ChoicePrompt(
        _("Type to find a section"),
        [
            Choice(
                str(one.heading.start),
                one.heading.title,
                depth=one.heading.depth,
                share=one.share,
                ending=_("{n} min").format(n=one.minutes),
                highlight_count=_highlights_in(one.heading, starts),
            )
            for one in sections
        ],
        current=next((str(one.heading.start) for one in sections if one.is_current), ""),
        is_searched=True,
        is_contents=True,
    )
    if chosen is not None:
        call.frontend.panes.focus_pane(READING)
        call.frontend.text.jump_to(int(chosen))


@COMMANDS.add(
    "view.contents",
    N_("Show the contents"),
    on("F8", panes=()),
    menu=VIEW,
    submenu="",
    needs=Need.NOTHING,
)
def toggle_contents(call: Call) -> Asking:
    """Shows or hides the headings beside the text; where they have no room, over it."""
    if call.frontend.panes.toggle_contents():
        return
    if call.context.article_id is None:
        call.frontend.notify(_("The window is too narrow for the contents."))
    else:
        yield from show_contents(call)


@COMMANDS.add(
    "contents.go",
    N_("Go to the section"),
    on("Enter", panes=(Pane.CONTENTS,)),
    menu="",
    short=N_("go there"),
)
def go_to_section(call: Call) -> None:
    """Goes to the section that is current in the contents beside the text."""
    call.frontend.panes.go_to_section()


def _highlights_in(heading: Heading, starts: list[int]) -> int:
    """Returns how many highlights begin in a section."""
    return bisect_left(starts, heading.end) - bisect_left(starts, heading.start)


@COMMANDS.add(
    "page.down",
    N_("Page down; at the end, the next unread article"),
    on("Space", panes=(READING, LIST)),
    "PageDown",
    direction=1,
)
@COMMANDS.add(
    "page.up", N_("Page up"), on("Shift+Space", panes=(READING, LIST)), "PageUp", direction=-1
)
def turn_page(call: Call, direction: int) -> None:
    """Scrolls by a page; at the end of the article shows the next unread one."""
    is_at_end = not call.frontend.text.turn_page(direction) and direction > 0
    if is_at_end and not call.frontend.articles.show_next_unread():
        call.frontend.notify(_("No unread article left here."))


@FINDING.add("text.find", N_("Find in the article"), "Ctrl+F", direction=0)
@FINDING.add("text.find_next", N_("Find next"), "F3", direction=1)
@FINDING.add("text.find_previous", N_("Find previous"), "Shift+F3", direction=-1)
def find(call: Call, direction: int) -> None:
    """Asks for words to find in the article, or goes to the next or previous place."""
    call.frontend.find(direction)
