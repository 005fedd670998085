"""Finds the records that the modules of a package register, such as file formats."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, TypeVar

Format = TypeVar("Format")


def find_formats(package: str, kind: type[Format], ending: str = "_format") -> tuple[Format, ...]:
    """Returns the records of each module in a package and its folders whose name has the ending.

    The record is named as the ending is, such as ``FORMAT``; several are in a tuple, ``FORMATS``. No
    other module is imported, so metadata is known without loading a parser. Raises TypeError when
    such a module contains no record of that kind.
    """
    return tuple(
        record for module in _modules(package, ending) for record in _records(module, kind, ending)
    )


def _modules(package: str, ending: str) -> Iterator[str]:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if found.ispkg:
            yield from _modules(found.name, ending)
        elif found.name.endswith(ending):
            yield found.name


def _records(module: str, kind: type[Format], ending: str) -> tuple[Format, ...]:
    name = ending.strip("_").upper()
    loaded = importlib.import_module(module)
    records: tuple[Any, ...] = getattr(loaded, f"{name}S", ()) or (getattr(loaded, name, None),)
    if not all(isinstance(one, kind) for one in records):
        raise TypeError(f"{module}.{name} is not of the type {kind.__name__}.")
    return records
