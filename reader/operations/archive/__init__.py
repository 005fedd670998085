"""Writes a library, or some articles, as an archive, and creates a library from an archive."""
