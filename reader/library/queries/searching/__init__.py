"""Searches articles and annotations by words, tags and conditions, through the indexes of the library."""
