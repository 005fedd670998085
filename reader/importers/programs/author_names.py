"""Converts author names from catalogue order to reading order."""

import re

# Behind the first name in RIS, before it in BibTeX; where it is alone, numbers are initials.
_ADDED = re.compile(r"(?:Jr|Sr)\.?|[IVX]{2,}")


def in_order(author: str) -> str:
    """Returns “First Last” of “Last, First”; several are parted by semicolons."""
    return ", ".join(map(_turned, author.split(";")))


def _turned(name: str) -> str:
    last, *others = (part.strip() for part in name.split(","))
    added = [part for part in others if _ADDED.fullmatch(part)] if len(others) > 1 else []
    first = [part for part in others if part not in added]
    is_turned = len(first) == 1 and first[0] and len(added) < 2
    return " ".join([*first, last, *added]) if is_turned else name.strip()
