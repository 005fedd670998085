"""Reads plain text and Markdown; uses web/ to turn HTML into a tree and back."""
