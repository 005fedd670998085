"""Finds what is damaged in a library, and makes a new one of what can be read."""
