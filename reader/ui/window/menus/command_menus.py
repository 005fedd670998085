"""Fills the menu bar and context menus from the catalogue, when they are first opened."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from reader.commands import command_runner
from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import MENUS, Command
from reader.commands.context import Context, Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.reading.recent_articles import MOST
from reader.core.models import Annotation, Article, Color
from reader.core.tags.tag_names import key
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.library.queries.queries import Queries
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.style.mnemonics import with_mnemonic
from reader.ui.style.reading_typography import tag_text

_COLORS = {f"highlight.{color}": color for color in Color}
_SLOTS = {f"highlight.slot_{digit}": digit for digit in range(1, 10)}
_RECENT = {f"recent.open_{place}": place for place in range(1, MOST + 1)}
_SEARCHES = {f"search.open_{digit}": digit for digit in range(1, 10)}
_TITLE = 60  # characters of an article's title


class MenuState(NamedTuple):
    """What the rows of menus depend on."""

    context: Context
    slots: Mapping[int, str] = {}  # the tags on the digits
    marked: Annotation | None = None  # the highlight that is acted on
    is_on: Callable[[str], bool] = lambda _setting: False  # of settings that are on or off
    recent: Sequence[Article] = ()  # read last
    searches: Sequence[str] = ()  # saved searches, by name
    shown: Mapping[str, bool] = {}  # what commands show and hide: whether it is shown


def with_possible_changes(
    context: Context, queries: Queries, reading: ReadingController
) -> Context:
    """Returns the context with what can be undone, shown as it was printed, merged and split."""
    # Start-up time: for an opened menu only.
    from reader.commands.highlights.highlight_reshaping import can_merge, can_split
    from reader.core.text.notes.note_markdown import note_links

    article, target, page = reading.article, context.target, reading.pane.page
    if context.pane is not Pane.PREFERENCES:  # which has an undo of its own
        context = context._replace(can_undo=queries.can_undo(), can_redo=queries.can_redo())
    if context.pane is Pane.LIST and context.selected:  # the list shows the trash, or nothing of it
        chosen = queries.articles(context.selected[:1])
        context = context._replace(is_trashed=any(one.deleted_at for one in chosen))
    if article is not None and context.selected in ((), (article.id,)):
        has_pdf = queries.importer(article.revision_id) == "pdf"
        context = context._replace(has_pdf=has_pdf)
    context = context._replace(
        has_trash=bool(queries.counts().trash),
        has_saved_search=bool(queries.saved_searches()),
        is_offered=article is not None and queries.offer(article.id) is not None,
    )
    if target is None or page is None or target.article_id != reading.article_id:
        return context
    one = reading.annotation_under(target)
    return context._replace(
        has_link=one is None or bool(note_links(one.note)),
        can_merge=can_merge(reading.annotations, page.text.text, target),
        can_split=can_split(reading.annotations, target),
    )


State = Callable[[], MenuState]
Run = Callable[[str], None]


def fill_menu_bar(bar: QMenuBar, state: State, run: Run) -> None:
    """Adds a menu for each of the catalogue's."""
    taken: set[str] = set()
    for name in MENUS:
        rows = _rows_of([command for command in CATALOGUE if command.menu == name])
        bar.addMenu(CommandMenu(with_mnemonic(_(name), taken), rows, state, run, bar))


def context_menu(
    parent: QWidget, rows: Sequence[str], state: State, run: Run, titles: Mapping[str, str] = {}
) -> "CommandMenu":
    """Returns the menu of a right click.

    A row is the id of a command, the name of a submenu of the menu bar, or empty for a hairline.
    titles: of commands whose own names what else they act on elsewhere.
    """
    found: list[_Row] = []
    for row in rows:
        inner = [command for command in CATALOGUE if row and command.submenu == row]
        found.append(_Submenu(row, _rows_of(inner, is_inner=True)) if inner else BY_ID.get(row))
    menu = CommandMenu("", found, state, run, parent)
    menu.titles = titles
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


class _Submenu(NamedTuple):
    """A submenu with its rows."""

    title: str
    rows: "list[_Row]"


_Row = Command | _Submenu | None  # None: a hairline


def _rows_of(commands: Sequence[Command], *, is_inner: bool = False) -> "list[_Row]":
    """Returns the rows of commands: a submenu where its first is, hairlines between subjects."""
    groups: list[tuple[str, list[_Row]]] = []
    seen: set[str] = set()
    for command in commands:
        name = "" if is_inner else command.submenu
        if name in seen:
            continue
        subject = command.id.partition(".")[0]
        if not groups or groups[-1][0] != subject:
            groups.append((subject, []))
        if name:
            seen.add(name)
            inner = [one for one in commands if one.submenu == name]
            groups[-1][1].append(_Submenu(name, _rows_of(inner, is_inner=True)))
        else:
            groups[-1][1].append(command)
    rows: list[_Row] = []
    was_alone = False
    for _subject, group in groups:
        is_alone = len(group) == 1
        if rows and not (is_alone and was_alone):  # single ones are grouped
            rows.append(None)
        rows += group
        was_alone = is_alone
    return rows


def _commands_in(rows: "Sequence[_Row]") -> list[Command]:
    """Returns the commands of rows and of their submenus."""
    found: list[Command] = []
    for row in rows:
        if isinstance(row, Command):
            found.append(row)
        elif row is not None:
            found += _commands_in(row.rows)
    return found


class CommandMenu(QMenu):
    """One menu: its actions show keys without owning them, since the dispatcher does."""

    def __init__(
        self, title: str, rows: "Sequence[_Row]", state: State, run: Run, parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self._rows, self._state, self._run = rows, state, run
        self.titles: Mapping[str, str] = {}  # instead of those of commands
        self._actions: list[tuple[QAction, Command]] = []
        self._submenus: list[tuple[QMenu, Sequence[_Row]]] = []
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the menu bar too at Escape: it would keep the keyboard, and take letters for menus."""
        bar, is_escape = self.parentWidget(), event.key() == Qt.Key.Key_Escape
        super().keyPressEvent(event)
        if is_escape and isinstance(bar, QMenuBar):
            again = QKeyEvent(event.type(), event.key(), event.modifiers())
            QApplication.sendEvent(bar, again)

    def _fill(self) -> None:
        state = self._state()
        if not self.actions():
            self._make_actions(state)
        for action, command in self._actions:
            reason = _missing(command, state)
            # Keys may have changed, and may be others in the pane that has the keyboard.
            pane = state.context.pane
            slot = _SLOTS.get(command.id)
            tag = state.slots.get(slot, "") if slot else ""
            title = tag_text(tag) if tag else _opened_title(command, state)
            if command.id in self.titles:
                title = _(self.titles[command.id])
            text = menu_text(command, pane, title)
            action.setText(text)
            action.setEnabled(not reason)
            action.setToolTip(reason)
            if slot:
                carried = state.marked.tags if state.marked else ()
                action.setVisible(bool(tag))  # a digit without a tag does nothing
                action.setChecked(key(tag) in {key(name) for name in carried})
            elif command.id in (*_RECENT, *_SEARCHES):
                action.setVisible(bool(title))
            elif command.id in _COLORS:
                from reader.ui.style.button_icons import swatch_icon  # start-up time: QIcon

                color = _COLORS[command.id]
                is_present = state.marked is not None and state.marked.color is color
                action.setIcon(swatch_icon(color, self.devicePixelRatioF(), is_present=is_present))
            elif command.setting:
                action.setChecked(state.is_on(command.setting))
            elif command.id in state.shown:
                action.setChecked(state.shown[command.id])
        for submenu, rows in self._submenus:
            inner = _commands_in(rows)
            can_act = [not _missing(one, state) for one in inner]
            submenu.menuAction().setEnabled(any(can_act))
        self._set_mnemonics()

    def _make_actions(self, state: MenuState) -> None:
        for row in self._rows:
            if row is None:
                self.addSeparator()
            elif isinstance(row, _Submenu):
                submenu = CommandMenu(_(row.title), row.rows, self._state, self._run, self)
                self.addMenu(submenu)
                self._submenus.append((submenu, row.rows))
            else:
                action = QAction(self)
                action.setCheckable(row.id in _SLOTS or row.id in state.shown or bool(row.setting))
                action.triggered.connect(lambda _checked=False, name=row.id: self._run(name))
                self.addAction(action)
                self._actions.append((action, row))

    def _set_mnemonics(self) -> None:
        """Gives each row a letter of its own, as far as there are any."""
        taken: set[str] = set()
        for action in self.actions():
            title, tab, keys = action.text().replace("&&", "\0").replace("&", "").partition("\t")
            text = with_mnemonic(title, taken) if action.isVisible() else title
            action.setText((text + tab + keys).replace("\0", "&&"))


def _missing(command: Command, state: MenuState) -> str:
    """Returns why a row cannot be chosen; empty when it can."""
    if command.id in _RECENT and not _opened_title(command, state):
        return _("No other article was read yet.")
    return command_runner.missing(command, state.context, present_keys())


def _opened_title(command: Command, state: MenuState) -> str:
    """Returns the title of the article or saved search that a row opens; empty where it opens none."""
    if place := _RECENT.get(command.id, 0):
        titles = [one.title for one in state.recent]
    else:
        place, titles = _SEARCHES.get(command.id, 0), list(state.searches)
    return shorten(titles[place - 1], _TITLE) if 0 < place <= len(titles) else ""


def menu_text(command: Command, pane: Pane | None = None, title: str = "") -> str:
    """Returns a menu entry: the title, a tab, and the first key (in a pane) as it is shown."""
    keys = present_keys().keys_told(command.id, pane)
    title = (title or command.title).replace("&", "&&")
    return f"{title}\t{keys}" if keys else title
