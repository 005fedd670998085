"""Maintains data derived from the library: the search index, sort keys and counts."""
