"""Base classes of pages that fill the window. Uses keys and what is below."""
