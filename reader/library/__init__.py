"""Stores the library in SQLite; the only package that uses SQL."""
