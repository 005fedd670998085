"""Reads what services export that keep articles, highlights or bookmarks of the web."""
