"""Defines the description of a setting: its default, its possible values, its control."""

from enum import StrEnum
from typing import NamedTuple


class Page(StrEnum):
    """The pages of Preferences, in their order."""

    READING = "reading"
    KEYS = "keys"
    LIBRARY = "library"
    CAPTURE = "capture"
    PRIVACY = "privacy"
    OUTPUT = "output"


Value = str | int | float | bool


class Preference(NamedTuple):
    """One setting: its default gives its type; what does not fit is as if it were not there."""

    key: str
    default: Value
    caption: str
    choices: tuple[str, ...] = ()  # the only texts it may be
    least: float = float("-inf")
    most: float = float("inf")
    page: Page | None = None  # of Preferences
    hidden: str = ""  # without a page: why it is not in Preferences
    options: tuple[tuple[Value, str], ...] = ()  # what is offered, and the words for it
    form: str = "{n}"  # a number as it is displayed, or what an empty text means; for translation
    step: float = 1  # from one number to the next
    command: str = ""  # changes it, where storing the value is not all
    is_asked: bool = False  # the command offers more than the options

    def fits(self, value: object) -> bool:
        """Returns whether a value that was read can be this setting."""
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        if isinstance(self.default, str):
            return isinstance(value, str) and (not self.choices or value in self.choices)
        kinds = (int, float) if isinstance(self.default, float) else (int,)
        return isinstance(value, kinds) and self.least <= value <= self.most
