"""Finds marked passages again, in the same text and in a changed one. Uses core/text."""
