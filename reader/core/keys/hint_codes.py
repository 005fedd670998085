"""Generates hint codes: short letter sequences, none a prefix of another."""

import math

# The home row first, from the strongest fingers on, then the rows above and below.
LETTERS = "asdfjklghqwertyuiopzxcvbnm"
_HOME = 9


def hint_codes(count: int) -> list[str]:
    """Returns a code for each of so many places, in order: one letter up to nine, two up to 676.

    Letters outside the home row come in when its two-letter codes do not suffice (81). As many as
    possible are of one letter, and they go to the first places. Places beyond 676 have none.
    """
    if count <= _HOME:
        return list(LETTERS[:count])
    count = min(count, len(LETTERS) ** 2)
    size = max(_HOME, math.isqrt(count - 1) + 1)
    letters = LETTERS[:size]
    singles = (size * size - count) // (size - 1)
    double = (first + second for first in letters[singles:] for second in letters)
    codes = [*letters[:singles], *double]
    return codes[:count]
