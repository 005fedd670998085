"""Writes articles, with their notes, into files of other formats."""
