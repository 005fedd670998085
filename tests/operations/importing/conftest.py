"""A library in a folder of its own, and tables of highlights as Readwise exports them."""

from tests.library_fixtures import contents, database, filled, history, library, queries

__all__ = ["contents", "database", "filled", "history", "library", "queries"]
