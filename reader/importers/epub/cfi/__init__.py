"""Reads and writes EPUB CFIs, the positions in books that other e-readers write."""
