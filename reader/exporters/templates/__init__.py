"""Writes notes from templates: built-in ones, or the user's own."""
