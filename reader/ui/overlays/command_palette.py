"""Finds a command by a few letters of its title and shows its keys."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from reader.commands import command_runner
from reader.commands.catalogue import CATALOGUE
from reader.commands.command import Command, Need
from reader.commands.context import PANES, Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.keys.keymap import format_keys
from reader.core.translation import _
from reader.ui.overlays.choice_list import Answer, ChoiceList, Row


def palette_rows(
    context: Context,
    slots: Mapping[int, str],
    article_slots: Mapping[int, str],
    is_on: Callable[[str], bool] = lambda _setting: False,
) -> list[Row]:
    """Returns a row per command, in order; those of a page only while it is shown.

    The slots are the tags bound to digits: in the text, and for articles. is_on: whether a setting
    is, which the row of a command that turns it on and off tells.
    """
    return [
        _row(command, context, article_slots if command.id.startswith("article.") else slots, is_on)
        for command in CATALOGUE
        if not _is_of_another_page(command, context.pane)
    ]


def _is_of_another_page(command: Command, pane: Pane) -> bool:
    """Returns whether a command means something only on a page that is not shown.

    The panel of views is beside the list, so what needs none of its rows is for everywhere.
    """
    panes = {one for keys in command.keys for one in keys.panes or PANES}
    if Pane.VIEWS in panes and command.needs is Need.NOTHING:
        panes.update(PANES)
    return bool(panes) and pane not in panes and panes.isdisjoint(PANES)


def _row(
    command: Command, context: Context, slots: Mapping[int, str], is_on: Callable[[str], bool]
) -> Row:
    reason = command_runner.missing(command, context, present_keys())
    _name, is_slot, digit = command.id.partition(".slot_")
    tag = slots.get(int(digit), "") if is_slot else ""
    detail = f"#{tag}" if tag else _(command.menu)
    if command.setting:
        detail = _("on") if is_on(command.setting) else _("off")
    return Row(
        command.id,
        command.title,
        reason or detail,
        " · ".join(format_keys(keys) for keys in present_keys().keys_of(command.id)[:2]),
        is_enabled=not reason,
        is_numbered=bool(is_slot),
        is_unused=bool(is_slot) and not tag,
    )


class CommandPalette(ChoiceList):
    """Lists commands; those that cannot run here are greyed, with the reason as their detail."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=620, name=_("Commands"))

    def ask(
        self,
        rows: Sequence[Row],
        on_answer: Answer,
        *,
        title: str = "",
        current: str = "",
        anchor: QRect | None = None,
        is_searched: bool | None = True,
    ) -> None:
        """Lists the commands (value: the command's id) and answer the id chosen, or None."""
        super().ask(
            rows,
            on_answer,
            title=title or _("Type a command"),
            current=current,
            anchor=anchor,
            is_searched=is_searched,
        )
