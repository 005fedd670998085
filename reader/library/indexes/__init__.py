"""Keeps what is made of the library's own rows: the search index, and what the list is sorted and counted by."""
