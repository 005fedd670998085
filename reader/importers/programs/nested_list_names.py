"""Returns the names of lists in lists, as programs export them."""

from collections.abc import Mapping, Sequence
from typing import Any

from reader.importers.programs.lenient_json import text

_MOST_LEVELS = 100


def list_names(lists: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Returns the names of lists by their ids, those they are in before them."""
    by_id = {text(one.get("id")): one for one in lists}
    names: dict[str, str] = {}
    for id_ in by_id:
        above: list[str] = []
        seen: set[str] = set()
        at = id_
        # In a file that is damaged, one may be in itself.
        while at in by_id and at not in seen and len(seen) < _MOST_LEVELS:
            seen.add(at)
            above.insert(0, text(by_id[at].get("name")))
            at = text(by_id[at].get("parentId"))
        names[id_] = "/".join(filter(None, above))
    return names
