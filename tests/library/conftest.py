"""A library in a folder of its own for every test here."""

from tests.library_fixtures import database, history, library, queries, run_and_kill

__all__ = ["database", "history", "library", "queries", "run_and_kill"]
