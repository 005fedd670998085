"""Finds the records that the modules of a package register, such as file formats."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

Format = TypeVar("Format")


def find_formats(package: str, kind: type[Format], ending: str = "_format") -> tuple[Format, ...]:
    """Returns the record of each module in a package and its folders whose name has the ending.

    The record is named as the ending is, such as ``FORMAT``. No other module is imported, so
    metadata is known without loading a parser. Raises TypeError when such a module contains no record
    of that kind.
    """
    return tuple(_record(module, kind, ending) for module in _modules(package, ending))


def _modules(package: str, ending: str) -> Iterator[str]:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if found.ispkg:
            yield from _modules(found.name, ending)
        elif found.name.endswith(ending):
            yield found.name


def _record(module: str, kind: type[Format], ending: str) -> Format:
    name = ending.strip("_").upper()
    record = getattr(importlib.import_module(module), name, None)
    if not isinstance(record, kind):
        raise TypeError(f"{module}.{name} is not of the type {kind.__name__}.")
    return record
