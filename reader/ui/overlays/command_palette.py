"""Shows the command palette, which finds commands by title or synonym and shows their keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from reader.commands import command_runner
from reader.commands.catalogue import CATALOGUE
from reader.commands.command import MENUS, Command, Need
from reader.commands.context import PANES, Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.keys.keymap import format_keys
from reader.core.models import Article
from reader.core.translation import N_, _
from reader.settings import Settings
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.choice_rows import Row
from reader.ui.overlays.command_synonyms import synonyms_of
from reader.ui.style.reading_typography import tag_text

# Where a command that means nothing elsewhere is at home, and how one gets there.
_HOMES = {
    Pane.HIGHLIGHTS: N_("On the page of all highlights: {go.highlights}"),
    Pane.TAGS: N_("On the page of all tags: {go.tags}"),
    Pane.REVIEW: N_("On the review page: {go.review}"),
    Pane.REVISIONS: N_("On the page of revisions: {go.revisions}"),
    Pane.BACKUPS: N_("On the page of backups: {go.backups}"),
    Pane.PREFERENCES: N_("In Preferences: {go.preferences}"),
    Pane.CONTENTS: N_("In the contents: {view.contents}"),
    Pane.IMPORT: N_("On the page of imports, in the File menu"),
    Pane.VIEWS: N_("Among views, feeds and tags: {go.views}"),
}
_MOST_RECENT = 5
_READ_LAST = "recent.open_"  # commands that open an article read last, by its place
_SAVED = "search.open_"  # and a saved search


def palette_rows(
    context: Context,
    slots: Mapping[int, str],
    article_slots: Mapping[int, str],
    is_on: Callable[[str], bool] = lambda _setting: False,
    recent: Sequence[str] = (),
    read_last: Sequence[Article] = (),
    shown: Mapping[str, bool] = {},
    searches: Sequence[str] = (),
) -> list[Row]:
    """Returns a row per command: those run last, the others in order, those of other pages last.

    The slots are the tags bound to digits: in the text, and for articles. is_on: whether a setting
    is, which the row of a command that turns it on and off tells; likewise shown, of what commands
    show and hide. read_last: articles. searches: names of saved searches.
    """
    rows = [
        _row(
            command,
            context,
            article_slots if command.id.startswith("article.") else slots,
            is_on(command.setting) if command.setting else shown.get(command.id),
        )
        for command in sorted(CATALOGUE, key=lambda one: (*MENUS, "").index(one.menu))
    ]
    named = {f"{_READ_LAST}{place}": one.title for place, one in enumerate(read_last, 1)}
    named |= {f"{_SAVED}{place}": name for place, name in enumerate(searches, 1)}
    rows = [
        replace(row, detail=named.get(row.value, row.detail), is_unused=row.value not in named)
        if row.value.startswith((_READ_LAST, _SAVED))
        else row
        for row in rows
    ]
    elsewhere = {command.id for command in CATALOGUE if home_page(command, context.pane)}
    can_run = {row.value: row for row in rows if row.is_enabled}
    first = [can_run[name] for name in recent if name in can_run]
    rest = [row for row in rows if row not in first]
    return [*first, *sorted(rest, key=lambda row: (row.value in elsewhere, row.is_numbered))]


def with_recent(recent: str, command_id: str) -> str:
    """Returns the ids of the commands run last, parted by spaces, after one more was run."""
    others = [name for name in recent.split() if name != command_id]
    return " ".join([command_id, *others][:_MOST_RECENT])


def home_page(command: Command, pane: Pane) -> Pane | None:
    """Returns the page without which a command means nothing, if it is not the one shown.

    The panel of views is beside the list, so what needs none of its rows is for everywhere.
    """
    panes = {one for keys in command.keys for one in keys.panes or PANES}
    if Pane.VIEWS in panes and command.needs is Need.NOTHING:
        panes.update(PANES)
    if not panes or pane in panes or not panes.isdisjoint(PANES):
        return None
    return next(one for one in Pane if one in panes)


def _row(command: Command, context: Context, slots: Mapping[int, str], is_on: bool | None) -> Row:
    home = home_page(command, context.pane)
    if home is None:
        reason = command_runner.missing(command, context, present_keys())
    else:
        reason = present_keys().with_keys(_(_HOMES[home]))
    _name, is_slot, digit = command.id.partition(".slot_")
    tag = slots.get(int(digit), "") if is_slot else ""
    detail = tag_text(tag) if tag else _(command.menu)
    if is_on is not None:
        detail = _("on") if is_on else _("off")
    return Row(
        command.id,
        command.title,
        reason or detail,
        " · ".join(format_keys(keys) for keys in present_keys().keys_of(command.id)[:2]),
        is_enabled=not reason,
        is_numbered=bool(is_slot) or command.id.startswith((_READ_LAST, _SAVED)),
        is_unused=bool(is_slot) and not tag,
        is_inner=not command.menu or bool(command.submenu),
        synonyms=synonyms_of(command.id),
    )


class CommandPalette(ChoiceList):
    """Lists commands; those that cannot run here are greyed, with the reason as their detail."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=620, name=_("Commands"))

    def offer(
        self,
        context: Context,
        slots: Mapping[int, str],
        article_slots: Mapping[int, str],
        settings: Settings,
        run: Callable[[str], None],
        read_last: Sequence[Article] = (),
        shown: Mapping[str, bool] = {},
        searches: Sequence[str] = (),
    ) -> None:
        """Lists the commands, runs the one chosen, and remembers it."""
        recent = settings.text("recent_commands")

        def answer(name: str | None) -> None:
            if name:
                run(name)
                settings.set(recent_commands=with_recent(recent, name))

        rows = palette_rows(
            *(context, slots, article_slots, settings.is_on, recent.split()),
            *(read_last, shown, searches),
        )
        self.ask(rows, answer, title=_("Type a command"), is_searched=True)
