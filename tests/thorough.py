"""What is tried only when a run may take long: under ``HYPOTHESIS_PROFILE=thorough``."""

import os
from collections.abc import Iterable

IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def cases(*usual: int, more: Iterable[int]) -> list[int]:
    """Returns the cases to try: the usual ones, and more in the thorough profile."""
    return [*usual, *more] if IS_THOROUGH else [*usual]
