"""The command palette: every command by a few letters of its title, with its keys shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from reader.core.translation import _
from reader.ui.choice_list import Answer, ChoiceList, Row


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
        """List the commands (value: the command's id) and answer the id chosen, or None."""
        super().ask(
            rows,
            on_answer,
            title=title or _("Type a command"),
            current=current,
            anchor=anchor,
            is_searched=is_searched,
        )
