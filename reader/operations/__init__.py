"""Implements all changes of the library, each one transaction that can be undone."""
