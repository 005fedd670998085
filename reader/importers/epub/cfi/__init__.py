"""Reads and writes EPUB CFIs, the addresses of places in books, as other readers write them."""
