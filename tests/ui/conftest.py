"""Every test here begins with an application that wears no theme."""

from tests.dress import dress

__all__ = ["dress"]
