"""Reads the highlights and notes that PDF files contain."""
