"""Reads PDF files and converts their pages to one running text."""
