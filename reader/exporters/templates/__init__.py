"""Writes notes of articles by templates: those that ship, or the user's own."""
