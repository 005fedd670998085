"""Reads the data of e-readers and book programs: highlights, usually without the book's text."""
