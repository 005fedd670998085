"""Counts the work a piece of code does, which is the same on every machine."""

import gc
import sys
from collections.abc import Callable
from typing import Any


def calls_of(act: Callable[[], object], most: int | None = None) -> int:
    """Returns how many calls, of Python's functions and of C's, a piece of work makes.

    With ``most``, the work is given up with an AssertionError as soon as there are more.
    """
    return sum(calls_between(lambda _tell: act(), most))


def calls_between(
    act: Callable[[Callable[[], None]], object], most: int | None = None
) -> list[int]:
    """Returns how many calls a piece of work makes until, between and after it calls what it gets.

    With ``most``, the work is given up as soon as there are more without that.
    """
    counts = [0]

    def note(_frame: Any, event: str, _argument: Any) -> None:
        if event in ("call", "c_call"):
            counts[-1] += 1
            if most is not None and counts[-1] > most:
                raise AssertionError(f"more than {most} calls")

    before, is_collecting = sys.getprofile(), gc.isenabled()
    gc.disable()  # when it collects, and whom it tells, is no part of the work
    sys.setprofile(note)
    try:
        act(lambda: counts.append(0))
    finally:
        sys.setprofile(before)
        if is_collecting:
            gc.enable()
    return counts


def grows_with_its_input(act: Callable[[str], object], unit: str, count: int) -> bool:
    """Whether twice as much text is hardly more than twice the work, not four times."""
    once, twice = unit * count, unit * (2 * count)
    for text in (once, twice):  # what is made or cached at the first use does not count
        act(text)
    return calls_of(lambda: act(twice)) <= 2.2 * calls_of(lambda: act(once)) + 200
