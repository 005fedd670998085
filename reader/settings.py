"""Defines all settings, one row each, and stores them in a JSON file."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import paths
from reader.core.article_source import FetchOptions
from reader.core.builtin_note_templates import NOTE_TEMPLATES, USUAL_TEMPLATE
from reader.core.color_names import COLOR_NAMES
from reader.core.keys.key_file import KeyFile
from reader.core.models import AnnotationSort, Color, Sort, TagSort, View
from reader.core.private_files import replace_text
from reader.core.translation import LANGUAGES, N_, _
from reader.preference import Page, Preference, Value

BACKUPS_KEPT = ("fewer", "usual", "more")
_LEFT = "as the window was left"
_IN_LIST = "chosen above the list it orders"
_BY_FEED = "remembered of the feeds that were subscribed to with --local-network"
PREFERENCES = (
    Preference("reading_face", "", N_("Font"), page=Page.READING, form=N_("Default")),
    Preference(
        "text_size", 19, N_("Text size"), least=8, most=96, page=Page.READING, form=N_("{n} px")
    ),
    Preference(
        "measure", 66, N_("Line length"), (), 20, 200, Page.READING, form=N_("{n} characters")
    ),
    Preference(
        "line_height", 1.35, N_("Line height"), least=0.8, most=3, page=Page.READING, step=0.05
    ),
    Preference(
        "language",
        "",
        N_("Language"),
        ("", *LANGUAGES),
        page=Page.READING,
        options=(("", N_("Follow system")), *LANGUAGES.items()),
        form=N_("Follow system"),
        command="view.language",
    ),
    Preference("is_justified", False, N_("Justify the text"), page=Page.READING),
    Preference(
        "theme",
        "system",
        N_("Theme"),
        page=Page.READING,
        options=(
            ("system", N_("Follow system")),
            ("light", N_("Light")),
            ("sepia", N_("Sepia")),
            ("dark", N_("Dark")),
            ("contrast", N_("High contrast")),
        ),
        command="view.theme",
    ),
    Preference(
        "color",
        "yellow",
        N_("Colour of new highlights"),
        tuple(Color),
        page=Page.READING,
        options=tuple((color.value, name) for color, name in COLOR_NAMES.items()),
    ),
    Preference("is_printed_with_highlights", True, N_("Print highlights"), page=Page.OUTPUT),
    Preference(
        "printed_notes",
        "foot",
        N_("Notes in print"),
        ("foot", "end", "none"),
        page=Page.OUTPUT,
        options=(
            ("foot", N_("at the foot of the page")),
            ("end", N_("at the end")),
            ("none", N_("left out")),
        ),
    ),
    Preference(
        "print_size", 11, N_("Text size in print"), (), 6, 24, page=Page.OUTPUT, form=N_("{n} pt")
    ),
    Preference(
        "paper",
        "usual",
        N_("Paper of PDF files"),
        ("usual", "a4", "letter", "a5"),
        page=Page.OUTPUT,
        options=(
            ("usual", N_("usual in your region")),
            ("a4", "A4"),
            ("letter", "Letter"),
            ("a5", "A5"),
        ),
    ),
    Preference(
        "note_template",
        USUAL_TEMPLATE,
        N_("Template for Markdown notes"),
        page=Page.OUTPUT,
        options=tuple(NOTE_TEMPLATES.items()),
        command="export.template",
        is_asked=True,
    ),
    Preference("speech_rate", 0, N_("Speed of reading aloud"), (), -10, 10, page=Page.OUTPUT),
    Preference(
        "speech_voice",
        "",
        N_("Voices that read aloud"),
        page=Page.OUTPUT,
        form=N_("by the article's language"),
        command="speech.voice",
    ),
    Preference("finds_word_forms", False, N_("Find other forms of words"), page=Page.LIBRARY),
    Preference("view", "inbox", N_("View at startup"), tuple(View), hidden=_LEFT),
    Preference("sort", "added", N_("Sort list by"), tuple(Sort), hidden=_IN_LIST),
    Preference("search_sort", "best", N_("Sort search by"), tuple(Sort), hidden=_IN_LIST),
    Preference("is_search_descending", True, N_("Search in descending order"), hidden=_IN_LIST),
    Preference("tag_sort", "name", N_("Sort tags by"), tuple(TagSort), hidden=_IN_LIST),
    Preference("is_descending", True, N_("Sort in descending order"), hidden=_IN_LIST),
    Preference(
        "annotation_sort",
        "newest",
        N_("Sort all highlights by"),
        tuple(AnnotationSort),
        hidden=_IN_LIST,
    ),
    Preference(
        "pictures",
        "all",
        N_("Images of fetched pages"),
        ("all", "site", "none"),
        page=Page.CAPTURE,
        options=(
            ("all", N_("All images of the article")),
            ("site", N_("Only those of the page's own site")),
            ("none", N_("None")),
        ),
        command="fetch.pictures",
    ),
    Preference(
        "is_local_network_allowed",
        False,
        N_("Fetch from your own network too"),
        page=Page.CAPTURE,
        command="fetch.local_network",
    ),
    Preference("local_hosts", "", N_("Own hosts whose feeds are read"), hidden=_BY_FEED),
    Preference(
        "books",
        "ask",
        N_("Books"),
        ("ask", "whole", "chapters"),
        page=Page.CAPTURE,
        options=(
            ("ask", N_("Ask when the next one is added")),
            ("whole", N_("One article with chapters")),
            ("chapters", N_("One article for each chapter")),
        ),
    ),
    Preference(
        "is_receiving_on",
        False,
        N_("Save pages from the browser"),
        page=Page.CAPTURE,
        command="browser.receive",
    ),
    Preference(
        "receiver_port",
        0,
        N_("Port for pages from the browser"),
        least=0,
        most=65_535,
        hidden="part of the bookmarklet, which a new bookmarklet changes",
    ),
    Preference(
        "receiver_secret",
        "",
        N_("Secret of the bookmarklet"),
        hidden="part of the bookmarklet, which a new bookmarklet changes",
    ),
    Preference(
        "backup_folder",
        "",
        N_("Backup folder"),
        page=Page.LIBRARY,
        form=N_("beside the library"),
        command="library.backup_folder",
    ),
    Preference(
        "backup_minutes",
        30,
        N_("Backup interval"),
        least=1,
        most=10_080,
        page=Page.LIBRARY,
        options=(
            (10, N_("ten minutes")),
            (30, N_("half hour")),
            (60, N_("hour")),
            (180, N_("three hours")),
            (1440, N_("day")),
        ),
        form=N_("{n} minutes"),
    ),
    Preference(
        "backup_keep",
        "usual",
        N_("Backups to keep"),
        BACKUPS_KEPT,
        page=Page.LIBRARY,
        options=(
            ("fewer", N_("fewer than usual")),
            ("usual", N_("the usual number")),
            ("more", N_("more than usual")),
        ),
    ),
    Preference(
        "warned_folder",
        "",
        N_("Library folder that was warned about"),
        hidden="remembered, so that the warning is given once",
    ),
    Preference("folder", "", N_("Folder that files were last added from"), hidden=_LEFT),
    Preference(
        "watched_folder",
        "",
        N_("Watched folder"),
        page=Page.CAPTURE,
        form=N_("none"),
        command="folder.watch",
    ),
    Preference(
        "recent_commands",
        "",
        N_("Commands found last in the list of all"),
        hidden="remembered, so that they come first there",
    ),
    Preference("article", 0, N_("Article open at startup"), hidden=_LEFT),
    Preference("recent_articles", "", N_("Articles read last"), hidden="listed in the File menu"),
    Preference("is_list_visible", True, N_("Show the article list"), hidden=_LEFT),
    Preference("is_sidebar_visible", True, N_("Show the annotations"), hidden=_LEFT),
    Preference("is_contents_visible", False, N_("Show the contents"), hidden=_LEFT),
    Preference("is_views_visible", False, N_("Show views, feeds and tags"), hidden=_LEFT),
    Preference("folded_views", "", N_("Collapsed views"), hidden=_LEFT),
    Preference(
        "feed_minutes",
        60,
        N_("Refresh interval of feeds"),
        least=0,
        most=10_080,
        page=Page.CAPTURE,
        options=(
            (15, N_("every quarter of an hour")),
            (30, N_("every half hour")),
            (60, N_("every hour")),
            (180, N_("every three hours")),
            (720, N_("twice a day")),
            (1440, N_("once a day")),
            (0, N_("manually")),
        ),
        form=N_("every {n} minutes"),
        command="feed.interval",
    ),
    Preference(
        "list_width", 345, N_("Width of the article list"), least=0, most=10_000, hidden=_LEFT
    ),
    Preference(
        "sidebar_width", 320, N_("Width of the annotations"), least=0, most=10_000, hidden=_LEFT
    ),
    Preference("window_width", 1380, N_("Width of the window"), least=1, most=20_000, hidden=_LEFT),
    Preference(
        "window_height", 860, N_("Height of the window"), least=1, most=20_000, hidden=_LEFT
    ),
    Preference("is_maximized", False, N_("Window fills the screen"), hidden=_LEFT),
)
BY_KEY = {row.key: row for row in PREFERENCES}


class Settings:
    """The preferences of one data folder. An unreadable file is put aside, not overwritten."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.keys = KeyFile(file.with_name("keys.json"))
        self._values: dict[str, Any] = {}
        self.problem = ""  # why the last change was not written, in one sentence
        self.listeners: list[Callable[[], None]] = []  # told after each change
        try:
            read = json.loads(file.read_text("utf-8"))
            self._values = {k: v for k, v in read.items() if k in BY_KEY and BY_KEY[k].fits(v)}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, AttributeError, RecursionError):
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".unreadable.json"))
        self._written = self._values

    @classmethod
    def of(cls, directory: Path) -> "Settings":
        """Returns the preferences of a data folder."""
        return cls(directory / "settings.json")

    def backup_folder(self) -> Path:
        """Returns where the backups of this data folder's library are."""
        return paths.backup_folder(self._file.parent, self.text("backup_folder"))

    def watched_folder(self) -> Path | None:
        """Returns the folder whose new files are added, if there is one."""
        chosen = self.text("watched_folder")
        with contextlib.suppress(RuntimeError):  # the home of an unknown user
            chosen = str(Path(chosen).expanduser()) if chosen else ""
        return self._file.parent / chosen if chosen else None

    def watched_record(self) -> Path:
        """Returns the file that records what was added from that folder."""
        return self._file.with_name("watched.json")

    def fetch_options(self, *, is_feed: bool = False) -> FetchOptions:
        """Returns what may be fetched."""
        hosts = frozenset(self.text("local_hosts").split() if is_feed else ())
        return FetchOptions(self.text("pictures"), self.is_on("is_local_network_allowed"), hosts)

    def text(self, key: str) -> str:
        """Returns a preference that is a text."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """Returns a preference that is a whole number."""
        return int(self.value(key))

    def fraction(self, key: str) -> float:
        """Returns a preference that is a number with a fraction."""
        return float(self.value(key))

    def is_on(self, key: str) -> bool:
        """Returns a preference that is yes or no."""
        return bool(self.value(key))

    def value(self, key: str) -> Any:
        """Returns a preference, of the type of its default."""
        return self._values.get(key, BY_KEY[key].default)

    def remember(self, key: str, value: Value) -> None:
        """Changes a preference, which applies at once; the next call of ``set`` writes it."""
        self._values = {**self._values, key: value}

    def set(self, **values: str | float | bool) -> None:
        """Changes preferences and writes the file when anything is different.

        Where the folder cannot be written, they apply until Postil ends; ``problem`` says why of those
        that the user chooses in Preferences, not of what is remembered by itself.
        """
        self._values = {**self._values, **{k: v for k, v in values.items() if k in BY_KEY}}
        if self._values != self._written:
            self._written, self.problem = self._values, ""
            try:
                replace_text(self._file, json.dumps(self._values, indent=1, sort_keys=True) + "\n")
            except OSError as error:
                if any(key in BY_KEY and not BY_KEY[key].hidden for key in values):
                    text = _("{file} could not be written ({reason}).")
                    self.problem = text.format(file=self._file, reason=error.strerror or error)
            for listener in tuple(self.listeners):
                listener()
