"""Finds words in the open article, and marks the matches."""
