"""Stores the user's keyboard shortcuts in a JSON file, with undo."""

import contextlib
from pathlib import Path

from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.key_overrides_json import read_choices, write_choices
from reader.core.private_files import replace_text
from reader.core.translation import _


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
        """Sets the choices, and stores them if the folder can be written."""
        if choices != self.choices:
            self.former.append(self.choices)
            self.choices = choices
            self._write()

    def tell(self, marks: tuple[str, ...]) -> None:
        """Remembers that these conflicts were reported; does not change the keys."""
        self.choices = self.choices._replace(told=(*self.choices.told, *marks))
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
        text = _("Not all of your shortcuts could be read; the file was moved to {name}. {why}")
        self.problem = text.format(name=aside.name, why=why)
        with contextlib.suppress(OSError):
            self._file.replace(aside)
            if self.choices != KeyChoices():
                self._write()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            replace_text(self._file, write_choices(self.choices))
