"""Searches and compares texts, whose case, accents and typography are ignored."""
