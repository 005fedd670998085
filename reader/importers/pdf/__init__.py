"""Reads PDF files: what is printed on their pages, set again as one running text."""
