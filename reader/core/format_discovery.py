"""Finds the file formats of a package: one record in each module whose name ends in ``_format``."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

_ENDING = "_format"

Format = TypeVar("Format")


def find_formats(package: str, kind: type[Format]) -> tuple[Format, ...]:
    """Returns the record ``FORMAT`` of each format module in a package and its folders.

    No other module is imported, so metadata is known without loading a parser. Raises TypeError
    when a format module holds no record of that kind.
    """
    return tuple(_record(module, kind) for module in _modules(package))


def _modules(package: str) -> Iterator[str]:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if found.ispkg:
            yield from _modules(found.name)
        elif found.name.endswith(_ENDING):
            yield found.name


def _record(module: str, kind: type[Format]) -> Format:
    record = getattr(importlib.import_module(module), "FORMAT", None)
    if not isinstance(record, kind):
        raise TypeError(f"{module}.FORMAT is not of the type {kind.__name__}.")
    return record
