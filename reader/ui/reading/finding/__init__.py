"""Finds words in the article that is read, and marks where they are."""
