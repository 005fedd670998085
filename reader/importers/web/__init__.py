"""Reads web pages and sanitizes HTML; uses only the modules at the top of importers/."""
