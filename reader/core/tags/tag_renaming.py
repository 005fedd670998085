"""Plans renaming, nesting and merging of tags: which tag gets which name, in what order."""

from collections.abc import Iterable, Sequence

from reader.core.errors import InvalidInput
from reader.core.tags.tag_names import key, normalise
from reader.core.translation import _

Way = tuple[str, str]  # a tag's name now, and the one it gets: that of another is a merge


def plan(names: Iterable[str], name: str, new_name: str) -> list[Way]:
    """Returns the tag and those nested in it under another name (a to b moves a/x to b/x), of ``names``.

    In this order no tag meets another that has yet to make room. A tag that goes into one of those
    nested in it goes alone. Raises InvalidInput when a name will not do.
    """
    spelt, at, to = normalise(new_name), key(name), key(new_name)
    known = {key(one): one for one in names}
    inside = f"{at}/"
    if to.startswith(inside) and to in known:
        moved = [known[at]] if at in known else []
    else:
        moved = [one for its, one in known.items() if its == at or its.startswith(inside)]
    depth = at.count("/") + 1
    ways = [(one, normalise("/".join([spelt, *one.split("/")[depth:]]))) for one in moved]
    ways = [(old, new) for old, new in ways if old != new]
    # The longest makes room first when names get longer, the shortest when they get shorter.
    ways.sort(key=lambda way: len(key(way[0])), reverse=len(to) > len(at))
    return ways


def merged(names: Iterable[str], chosen: Sequence[str], into: str) -> list[Way]:
    """Returns each of the chosen tags, with those nested in it, into another."""
    left = list(names)
    ways: list[Way] = []
    for name in sorted(chosen, key=lambda one: -len(key(one))):  # what is nested goes by itself
        if key(name) != key(into):
            steps = plan(left, name, into)
            ways += steps
            left = after(left, steps)
    return ways


def nested(names: Iterable[str], chosen: Sequence[str], parent: str) -> list[Way]:
    """Returns each of the chosen tags, with those nested in it, under a parent; to the top for "".

    Raises InvalidInput when the parent is one of them, or nested in one.
    """
    left = list(names)
    tops = outermost(chosen)
    ways: list[Way] = []
    for name in tops:
        if parent and f"{key(parent)}/".startswith(f"{key(name)}/"):
            raise InvalidInput(_("#{name} cannot be nested in itself.").format(name=name))
        leaf = name.rpartition("/")[2]
        steps = plan(left, name, f"{parent}/{leaf}" if parent else leaf)
        ways += steps
        left = after(left, steps)
    return ways


def outermost(chosen: Sequence[str]) -> list[str]:
    """Returns those of the chosen that are nested in none of the others."""
    keys = {key(name) for name in chosen}
    return [
        name
        for name in chosen
        if not any(key(name).startswith(f"{other}/") for other in keys if other != key(name))
    ]


def after(names: Sequence[str], ways: Sequence[Way]) -> list[str]:
    """Returns the names there are when the tags have gone their ways."""
    left = {key(one): one for one in names}
    for old, new in ways:
        left.pop(key(old), None)
        left.setdefault(key(new), new)
    return list(left.values())


def joined(names: Iterable[str], ways: Sequence[Way]) -> list[Way]:
    """Returns those of the ways that end in a tag that is there already: the merges."""
    present = {key(one) for one in names}
    found = []
    for old, new in ways:
        present.discard(key(old))
        if key(new) in present:
            found.append((old, new))
        present.add(key(new))
    return found
