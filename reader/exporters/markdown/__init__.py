"""Converts the HTML of articles to Markdown."""
