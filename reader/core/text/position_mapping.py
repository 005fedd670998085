"""Maps positions of one version of a text to another."""

_LENGTHS = (120, 40)  # letters that follow the place and are sought; fewer where they have changed


def same_place(old: str, new: str, place: int) -> int:
    """Returns where the words that follow a place are in a new text, the nearest if it has them twice.

    Where it has not got them, as far into the text as it was.
    """
    for length in _LENGTHS:
        words = old[place : place + length]
        found = (new.find(words, place), new.rfind(words, 0, place + len(words)))
        places = [one for one in found if one >= 0]
        if words.strip() and places:
            return min(places, key=lambda one: abs(one - place))
    return round(place * len(new) / max(1, len(old)))


def first_new_line(old: str, new: str) -> int:
    """Returns where the first line begins that a new text has and the old one has not."""
    place = 0
    for former, line in zip(old.split("\n"), new.split("\n"), strict=False):
        if former != line:
            break
        place += len(line) + 1
    while new.startswith("\n", place):
        place += 1
    return min(place, len(new))
