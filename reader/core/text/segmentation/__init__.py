"""Splits texts into sentences, words and grapheme clusters, and counts and edits spans of them."""
