"""Reads EPUB books: their package, contents, notes and images; uses web/ for their pages."""
