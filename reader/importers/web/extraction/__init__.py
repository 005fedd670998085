"""Finds the article on a web page, and tells what of the page is not of it."""
