"""Parses the HTML of a text into inline runs, lists and tables, and parts of long texts."""
