"""Reads what the HTML of a text is made of: runs, lists and tables, and parts of long texts."""
