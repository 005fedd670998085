"""Converts author names from catalogue order to reading order."""


def in_order(author: str) -> str:
    """Returns “First Last” of “Last, First”; several are parted by semicolons."""
    names = []
    for name in author.split(";"):
        last, comma, first = name.partition(",")
        is_turned = comma and "," not in first and first.strip()
        names.append(f"{first.strip()} {last.strip()}" if is_turned else name.strip())
    return ", ".join(names)
