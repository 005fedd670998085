"""Finds damage in a library, and rebuilds it from what can be read."""
