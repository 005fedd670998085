"""Defines every setting as one row (key, type, default, caption) and stores them in a JSON file."""

import contextlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from reader import paths
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.key_overrides_json import read_choices, write_choices
from reader.core.models import AnnotationSort, Color, FetchOptions, Sort, TagSort, View
from reader.core.private_files import replace_text
from reader.core.translation import N_, _


class Preference(NamedTuple):
    """One setting: its default gives its type; what does not fit is as if it were not there."""

    key: str
    default: str | int | float | bool
    caption: str
    choices: tuple[str, ...] = ()  # the only texts it may be
    least: float = float("-inf")
    most: float = float("inf")

    def fits(self, value: object) -> bool:
        """Returns whether a value that was read can be this setting."""
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        if isinstance(self.default, str):
            return isinstance(value, str) and (not self.choices or value in self.choices)
        kinds = (int, float) if isinstance(self.default, float) else (int,)
        return isinstance(value, kinds) and self.least <= value <= self.most


BACKUPS_KEPT = ("fewer", "usual", "more")
PREFERENCES = (
    Preference("theme", "system", N_("Theme")),
    Preference("text_size", 19, N_("Text size in pixels"), least=8, most=96),
    Preference("line_height", 1.35, N_("Line height"), least=0.8, most=3),
    Preference("measure", 66, N_("Characters a line"), least=20, most=200),
    Preference("color", "yellow", N_("Colour of new highlights"), tuple(Color)),
    Preference("view", "inbox", N_("View at start"), tuple(View)),
    Preference("sort", "added", N_("Order of the list"), tuple(Sort)),
    Preference("tag_sort", "name", N_("Order of the tags"), tuple(TagSort)),
    Preference("is_descending", True, N_("Newest, longest or last first")),
    Preference("annotation_sort", "newest", N_("Order of all highlights"), tuple(AnnotationSort)),
    Preference("pictures", "all", N_("Pictures of fetched pages"), ("all", "site", "none")),
    Preference("is_local_network_allowed", False, N_("Fetch from the own network too")),
    Preference("is_receiving_on", False, N_("Save pages from the browser")),
    Preference("receiver_port", 0, N_("Port for pages from the browser"), least=0, most=65_535),
    Preference("receiver_secret", "", N_("Secret of the bookmarklet")),
    Preference("backup_folder", "", N_("Folder of the backups")),
    Preference("backup_minutes", 30, N_("Minutes between two backups"), least=1, most=10_080),
    Preference("backup_keep", "usual", N_("How many backups are kept"), BACKUPS_KEPT),
    Preference("warned_folder", "", N_("Folder of the library that a warning was given of")),
    Preference("folder", "", N_("Folder that was added from last")),
    Preference("watched_folder", "", N_("Folder whose new files are added")),
    Preference("article", 0, N_("Article open at start")),
    Preference("is_list_visible", True, N_("Show the article list")),
    Preference("is_sidebar_visible", True, N_("Show the annotations")),
    Preference("is_views_visible", False, N_("Show views, feeds and tags")),
    Preference("folded_views", "", N_("Folded rows among the views")),
    Preference(
        "feed_minutes",
        60,
        N_("Minutes between readings of a feed (0: only when asked)"),
        least=0,
        most=10_080,
    ),
    Preference("list_width", 345, N_("Width of the article list"), least=0, most=10_000),
    Preference("sidebar_width", 320, N_("Width of the annotations"), least=0, most=10_000),
    Preference("window_width", 1380, N_("Width of the window"), least=1, most=20_000),
    Preference("window_height", 860, N_("Height of the window"), least=1, most=20_000),
    Preference("is_maximized", False, N_("Window fills the screen")),
)
_ROWS = {row.key: row for row in PREFERENCES}


class Settings:
    """The preferences of one data folder. An unreadable file is put aside, not overwritten."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.keys = KeyFile(file.with_name("keys.json"))
        self._values: dict[str, Any] = {}
        try:
            read = json.loads(file.read_text("utf-8"))
            self._values = {k: v for k, v in read.items() if k in _ROWS and _ROWS[k].fits(v)}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, AttributeError, RecursionError):
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".unreadable.json"))

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
        with contextlib.suppress(RuntimeError):  # the home of a person who is not there
            chosen = str(Path(chosen).expanduser()) if chosen else ""
        return self._file.parent / chosen if chosen else None

    def watched_record(self) -> Path:
        """Returns the file that tells what was taken from that folder."""
        return self._file.with_name("watched.json")

    def fetch_options(self) -> FetchOptions:
        """Returns what may be fetched."""
        return FetchOptions(self.text("pictures"), self.is_on("is_local_network_allowed"))

    def text(self, key: str) -> str:
        """Returns a preference that is a text."""
        return str(self._get(key))

    def number(self, key: str) -> int:
        """Returns a preference that is a whole number."""
        return int(self._get(key))

    def fraction(self, key: str) -> float:
        """Returns a preference that is a number with a fraction."""
        return float(self._get(key))

    def is_on(self, key: str) -> bool:
        """Returns a preference that is yes or no."""
        return bool(self._get(key))

    def _get(self, key: str) -> Any:
        return self._values.get(key, _ROWS[key].default)

    def set(self, **values: str | float | bool) -> None:
        """Changes preferences and writes the file when anything is different.

        A folder that cannot be written only means that they are not remembered.
        """
        new = {**self._values, **{k: v for k, v in values.items() if k in _ROWS}}
        if new == self._values:
            return
        self._values = new
        with contextlib.suppress(OSError):
            replace_text(self._file, json.dumps(new, indent=1, sort_keys=True) + "\n")


class KeyFile:
    """The key choices of one data folder, in a file of their own beside the preferences.

    What cannot be read is put aside, not overwritten; ``problem`` tells of it in one sentence.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.choices = KeyChoices()
        self.former: list[KeyChoices] = []  # of this session, the latest last
        self.problem = ""
        try:
            read = read_choices(file.read_text("utf-8"))
            self.choices, problems = read.choices, read.problems
        except FileNotFoundError:
            return
        except (OSError, ValueError):
            problems = (_("It cannot be read."),)
        if problems:
            self._put_aside(problems[0])

    def keep(self, choices: KeyChoices) -> None:
        """Lets these be the choices, and remembers them when the folder can be written."""
        if choices != self.choices:
            self.former.append(self.choices)
            self.choices = choices
            self._write()

    def tell(self, marks: tuple[str, ...]) -> None:
        """Remembers that a person was told of these clashes; no change of the keys."""
        self.choices = replace(self.choices, told=(*self.choices.told, *marks))
        self._write()

    def take_back(self) -> bool:
        """Goes back to the choices before the last change of this session; False if none was."""
        if not self.former:
            return False
        self.choices = self.former.pop()
        self._write()
        return True

    def _put_aside(self, why: str) -> None:
        aside = self._file.with_suffix(".unreadable.json")
        text = _("Not all of your keys could be read; the file was put aside as {name}. {why}")
        self.problem = text.format(name=aside.name, why=why)
        with contextlib.suppress(OSError):
            self._file.replace(aside)
            if self.choices != KeyChoices():
                self._write()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            replace_text(self._file, write_choices(self.choices))
