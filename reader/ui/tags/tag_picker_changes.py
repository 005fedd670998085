"""Collects the changes made in the tag picker: tags added and removed, quick tags assigned."""

from reader.commands.prompt_types import TagChoice, TagPrompt
from reader.core.tags.tag_names import key


class TagChanges:
    """The pending answer to a TagPrompt: nothing is done until the picker closes.

    Names are compared by ``core.tags.tag_names.key``. A tag that only some targets have goes on all
    of them first, then off all, then back to how it was, so that no key silently loses one.
    """

    def __init__(self, prompt: TagPrompt) -> None:
        self._present = {key(name): name for name in prompt.present}
        self._partly = {key(name): name for name in prompt.partly}
        self._added: dict[str, str] = {}
        self._removed: dict[str, str] = {}
        self._slots: dict[int, str] = {}

    @property
    def present(self) -> list[str]:
        """The tags all targets will have, in the order they came."""
        kept = [name for at, name in self._present.items() if at not in self._removed]
        return [*kept, *self._added.values()]

    @property
    def partly(self) -> list[str]:
        """The tags some targets have and that are left as they are."""
        changed = self._added.keys() | self._removed.keys()
        return [name for at, name in self._partly.items() if at not in changed]

    @property
    def choice(self) -> TagChoice | None:
        """The answer, or None when nothing was changed."""
        if not (self._added or self._removed or self._slots):
            return None
        return TagChoice(
            add=tuple(self._added.values()),
            remove=tuple(self._removed.values()),
            slots=tuple(sorted(self._slots.items())),
        )

    @property
    def is_toggled(self) -> bool:
        """Whether a tag was put on or taken off."""
        return bool(self._added or self._removed)

    def has(self, name: str) -> bool:
        """Determines whether all targets will have the tag."""
        at = key(name)
        return at in self._added or (at in self._present and at not in self._removed)

    def has_partly(self, name: str) -> bool:
        """Determines whether only some targets will have it."""
        at = key(name)
        return at in self._partly and at not in self._added and at not in self._removed

    def add(self, name: str) -> None:
        """Adds the tag to all targets."""
        at = key(name)
        self._removed.pop(at, None)
        if at not in self._present:
            self._added[at] = name

    def remove(self, name: str) -> None:
        """Takes it off all targets."""
        at = key(name)
        self._added.pop(at, None)
        if at in self._present or at in self._partly:
            self._removed[at] = self._present.get(at) or self._partly[at]

    def toggle(self, name: str) -> None:
        """Adds the tag unless all have it, removes it if all have it, and finally restores a mixed state."""
        at = key(name)
        if at in self._partly and at in self._removed:
            del self._removed[at]
        elif self.has(name):
            self.remove(name)
        else:
            self.add(name)

    def bind(self, digit: int, name: str) -> None:
        """Makes the tag the quick tag of the digit (1 to 9), and no other digit."""
        self._slots = {at: bound for at, bound in self._slots.items() if key(bound) != key(name)}
        self._slots[digit] = name

    def slot_of(self, name: str, slot: int | None) -> int | None:
        """Returns the digit of a tag whose digit was slot, as bound meanwhile."""
        for digit, bound in self._slots.items():
            if key(bound) == key(name):
                return digit
        return None if slot in self._slots else slot
