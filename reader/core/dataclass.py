"""``@dataclass`` as in the standard library, at a third of the time: a start makes eighty classes.

The standard one writes and compiles the source of up to seven methods for each class, which takes
1.2 ms before Python 3.13: a tenth of a start. Of these only ``__init__`` differs from class to
class; the others are made here of what the class knows of its fields. That nothing is assigned to
a frozen one is seen to by the type checker alone, for which this is the standard decorator.
"""

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = True):
        """Make a dataclass; equal by its fields, with a hash when it is frozen."""

        def make(class_: type) -> type:
            return _with_methods(
                dataclasses.dataclass(slots=slots, repr=False, eq=False)(class_), frozen=frozen
            )

        return make


Class = TypeVar("Class", bound=type[Any])


def _with_methods(class_: Class, *, frozen: bool) -> Class:
    fields = dataclasses.fields(class_)
    compared = [field.name for field in fields if field.compare]
    shown = [field.name for field in fields if field.repr]
    values = attrgetter(*compared) if compared else lambda _one: ()

    def representation(self: object) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({parts})"

    def is_equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def digest(self: object) -> int:
        return hash(values(self))

    methods = {
        "__repr__": representation,
        "__eq__": is_equal,
        "__hash__": digest if frozen else None,
    }
    for name, method in methods.items():
        # A class that has an __eq__ of its own has None for a hash, which Python put there.
        if class_.__dict__.get(name) is None:
            setattr(class_, name, method)
    return class_
