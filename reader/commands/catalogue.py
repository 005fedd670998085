"""Collects all commands, from which key maps, menus, palette, shortcut list and manual are generated."""

from functools import cache

from reader.commands import (
    adding,
    articles,
    backups,
    details,
    help_commands,
    highlight_reshaping,
    highlighting,
    highlights_page,
    import_page,
    list_navigation,
    passage_copying,
    receiving,
    revisions,
    undo,
    watching,
    window,
)
from reader.commands.command import Command
from reader.commands.keys import keymap_commands
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.keys.presets import ground_of
from reader.commands.reading import (
    library_links,
    link_and_footnote_opening,
    printed_pages,
    printing,
    reading_aloud,
    recent_articles,
    text_navigation,
)
from reader.commands.settings import appearance, preferences
from reader.commands.tags import sticky_tags, tag_management
from reader.commands.views import feeds, saved_searches
from reader.core.keys.key_overrides import KeyChoices, PresetBindings

# In this order they are in the menus and the palette.
CATALOGUE: tuple[Command, ...] = (
    *adding.FILES,
    *recent_articles.COMMANDS,
    *articles.EXPORTS,
    *printing.COMMANDS,
    *adding.FETCHING,
    *receiving.COMMANDS,
    *watching.COMMANDS,
    *feeds.COMMANDS,
    *articles.OPENING,
    *articles.GOING,
    *articles.COMMANDS,
    *articles.ADDRESSES,
    *details.COMMANDS,
    *undo.COMMANDS,
    *passage_copying.COMMANDS,
    *library_links.COMMANDS,
    *preferences.COMMANDS,
    *backups.COMMANDS,
    *window.COMMANDS,
    *backups.PAGE,
    *import_page.COMMANDS,
    *saved_searches.COMMANDS,
    *saved_searches.OPENING,
    *feeds.PANEL,
    *feeds.ROWS,
    *feeds.FEEDS,
    *appearance.COMMANDS,
    *reading_aloud.COMMANDS,
    *text_navigation.COMMANDS,
    *link_and_footnote_opening.COMMANDS,
    *printed_pages.COMMANDS,
    *text_navigation.TABLES,
    *text_navigation.FINDING,
    *list_navigation.COMMANDS,
    *list_navigation.EDGES,
    *list_navigation.EXTENDING,
    *list_navigation.PAGING,
    *list_navigation.SELECTING,
    *highlighting.MOVES,
    *highlighting.COMMANDS,
    *highlight_reshaping.COMMANDS,
    *sticky_tags.COMMANDS,
    *revisions.GOING,
    *revisions.COMMANDS,
    *revisions.REVIEWING,
    *revisions.ACTS,
    *tag_management.COMMANDS,
    *highlights_page.COMMANDS,
    *help_commands.COMMANDS,
    *keymap_commands.COMMANDS,
)
BY_ID = {command.id: command for command in CATALOGUE}


@cache
def _ground(preset: str) -> PresetBindings:
    return ground_of(CATALOGUE, preset)


@cache
def effective_keys(choices: KeyChoices) -> EffectiveKeys:
    """Returns the keys that follow from the user's choices."""
    return EffectiveKeys(_ground, BY_ID, choices)
