"""Asks whether to add a book as one article or as one article per chapter."""

from collections.abc import Callable, Sequence

from reader.commands.prompt_types import Choice, ChoicePrompt
from reader.core.translation import _
from reader.operations.adding import Item, is_book
from reader.settings import PREFERENCES, Settings

_SETTING = "books"


def asks_about(
    items: Sequence[Item],
    settings: Settings,
    ask: Callable[[ChoicePrompt, Callable[[object], None]], None],
    add: Callable[[Sequence[Item], str], None],
) -> bool:
    """Asks how to add books, if there is one among the items and no choice was made yet.

    The answer is remembered, and ``add`` called with the items and it. Left without an answer, the
    question comes again with the next book. Returns whether it asks.
    """
    row = next(one for one in PREFERENCES if one.key == _SETTING)
    if settings.text(_SETTING) != row.default or not any(map(is_book, items)):
        return False

    def take(answer: object) -> None:
        if answer:
            settings.set(**{_SETTING: str(answer)})
        add(items, str(answer or "whole"))

    choices = [Choice(str(value), _(words)) for value, words in row.options if value != row.default]
    ask(
        ChoicePrompt(_("How should books be added? Preferences can change it later"), choices), take
    )
    return True
