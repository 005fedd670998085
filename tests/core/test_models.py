"""Values cannot be assigned to, whether they are dataclasses or named tuples."""

import pytest

from reader.core.models import Counts, Tag


def test_values_are_frozen_at_run_time() -> None:
    for value, name in ((Tag(1, "a", 0, 0, 0, None), "name"), (Counts(1, 0, 0, 0, 0, 0), "inbox")):
        with pytest.raises(AttributeError):
            setattr(value, name, getattr(value, name))
