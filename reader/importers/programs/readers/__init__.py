"""Reads what e-readers and programs for books keep: highlights, mostly without the book's text."""
