"""Runs generators that do long work in small steps to their end."""

from collections.abc import Callable, Generator
from typing import TypeVar

T = TypeVar("T")


def at_once(steps: Generator[None, None, T], after_each: Callable[[], None] | None = None) -> T:
    """Takes all the steps; what they come to. ``after_each`` is called between them, and may raise."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        if after_each is not None:
            after_each()
