"""Writes notes of articles by templates: those that ship, or a person's own."""
