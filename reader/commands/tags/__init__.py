"""Holds the commands that tag articles and highlights, and those that change tags themselves."""
