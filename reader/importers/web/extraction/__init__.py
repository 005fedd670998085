"""Finds the article on a web page, and identifies the parts that do not belong to it."""
