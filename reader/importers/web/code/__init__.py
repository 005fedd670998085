"""Reads the code in web pages: blocks with line numbers, and the editors that show it."""
