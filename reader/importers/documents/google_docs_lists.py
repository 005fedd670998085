"""Nests the lists that Google Docs writes one after another, whatever their level."""

import re

from lxml import etree

from reader.importers.web.lxml_helpers import detach

_LIST_LEVEL = re.compile(r"(?:^|\s)lst-(kix_\S+)-(\d)(?!\S)")


def nest_lists(root: etree._Element) -> None:
    """Puts each list whose class says that it is of a deeper level into the item before it.

    What goes on after such a list is one list with what is before it.
    """
    name = ""
    run: list[tuple[int, etree._Element]] = []  # the lists that are open, each in the one before
    for ordered in list(root.iter("ul", "ol")):
        match = _LIST_LEVEL.search(ordered.get("class") or "")
        if match is None:
            continue
        before, level = ordered.getprevious(), int(match[2])
        is_after = bool(run) and before is run[0][1] and not (before.tail or "").strip()
        while run and run[-1][0] > level and len(run) > 1:
            run.pop()
        open_level, outer = run[-1] if run else (0, ordered)
        goes_on = is_after and match[1] == name and level >= open_level and len(outer) > 0
        is_same = outer.tag == ordered.tag and "start" not in (ordered.get("class") or "").split()
        if goes_on and level > open_level:
            detach(ordered)
            outer[-1].append(ordered)
            run.append((level, ordered))
        elif goes_on and is_same:
            detach(ordered)
            outer.extend(list(ordered))
        else:
            name, run = match[1], [(level, ordered)]
