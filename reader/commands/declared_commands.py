"""Collects the records of all commands from their modules, for the printed table of commands."""

from reader.commands import (
    articles,
    backups,
    details,
    help_commands,
    list_navigation,
    revisions,
    undo,
    window,
)
from reader.commands.adding import adding_commands, import_page, receiving, watching
from reader.commands.command import Command
from reader.commands.highlights import (
    highlight_reshaping,
    highlighting,
    highlights_page,
    passage_copying,
)
from reader.commands.keys import keymap_commands
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

# In this order they are in the menus and the palette.
DECLARED: tuple[Command, ...] = (
    *adding_commands.FILES,
    *recent_articles.COMMANDS,
    *articles.EXPORTS,
    *printing.COMMANDS,
    *adding_commands.FETCHING,
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
    *articles.COPYING,
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
