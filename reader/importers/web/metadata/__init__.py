"""Reads the metadata of an article from its page: title, author, site, dates, language."""
