"""Reads web pages, and makes foreign HTML safe; uses only the modules at the top of importers/."""
