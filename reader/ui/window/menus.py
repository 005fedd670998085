"""Fills the menu bar and context menus from the catalogue, when they are first opened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from reader.commands import command_runner
from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import MENUS, Command
from reader.commands.context import Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import _


def fill_menu_bar(
    bar: QMenuBar, context: Callable[[], Context], run: Callable[[str], None]
) -> None:
    """Adds a menu for each of the catalogue's."""
    taken: set[str] = set()
    for name in MENUS:
        bar.addMenu(_CommandMenu(name, _with_mnemonic(_(name), taken), context, run, bar))


def context_menu(
    parent: QWidget, names: Sequence[str], context: Context, run: Callable[[str], None]
) -> QMenu:
    """Returns the menu of a right click: those of the named commands that can run here."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in names:
        command = BY_ID[name]
        if not command_runner.missing(command, context, present_keys()):
            action = QAction(menu_text(command, context.pane), menu)
            action.triggered.connect(lambda _checked=False, name=name: run(name))
            menu.addAction(action)
    return menu


class _CommandMenu(QMenu):
    """One menu: its actions show keys without owning them, since the dispatcher does."""

    def __init__(
        self,
        name: str,
        title: str,
        context: Callable[[], Context],
        run: Callable[[str], None],
        bar: QMenuBar,
    ) -> None:
        super().__init__(title, bar)
        self._commands = [command for command in CATALOGUE if command.menu == name]
        self._context = context
        self._run = run
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        context = self._context()
        if not self.actions():
            self._make_actions()
        for action, command in zip(self._command_actions, self._commands, strict=True):
            reason = command_runner.missing(command, context, present_keys())
            # Keys may have changed, and may be others in the pane that has the keyboard.
            is_keyed = present_keys().keys_of(command.id, context.pane)
            action.setText(menu_text(command, context.pane if is_keyed else None))
            action.setEnabled(not reason)
            action.setToolTip(reason)

    def _make_actions(self) -> None:
        self._command_actions = []
        group = ""
        for command in self._commands:
            prefix = command.id.partition(".")[0]
            if group and prefix != group:
                self.addSeparator()
            group = prefix
            action = QAction(menu_text(command), self)
            self.addAction(action)
            action.triggered.connect(lambda _checked=False, name=command.id: self._run(name))
            self._command_actions.append(action)


def _with_mnemonic(title: str, taken: set[str]) -> str:
    """Returns the title with its first letter that no other menu has marked for Alt."""
    for place, letter in enumerate(title):
        if letter.isalnum() and letter.lower() not in taken:
            taken.add(letter.lower())
            return f"{title[:place]}&{title[place:]}"
    return title


def menu_text(command: Command, pane: Pane | None = None) -> str:
    """Returns a menu entry: the title, a tab, and the first key (of a pane) as it is shown."""
    keys = present_keys().keys_for(command.id, pane)
    title = command.title.replace("&", "&&")
    return f"{title}\t{keys}" if keys else title
