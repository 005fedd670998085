"""Reads books in EPUB: their package, contents, notes and pictures; uses web/ for their pages."""
