"""Tells of the sections of the text that is read: beside it, and which is read above it."""
