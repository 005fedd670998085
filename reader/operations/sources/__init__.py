"""Reads what is to be added: files in separate processes, pages of the web with their images."""
