"""Runs a test for each of many small cases, which as tests of their own would cost more than they do."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any


def each(
    names: str | tuple[str, ...], cases: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorates a test like ``pytest.mark.parametrize``; a failure names its case.

    All cases have the fixtures of one test, so it is for tests that leave those as they are.
    """
    arguments = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
    values = [case if len(arguments) > 1 else (case,) for case in cases]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            assert values
            for value in values:
                case = dict(zip(arguments, value, strict=True))
                try:
                    test(**fixtures, **case)
                except BaseException as error:
                    error.add_note(f"with {case!r}")
                    raise

        asked = signature(test)
        rest = [p for name, p in asked.parameters.items() if name not in arguments]
        run.__signature__ = asked.replace(parameters=rest)  # type: ignore[attr-defined]
        return run

    return decorate
