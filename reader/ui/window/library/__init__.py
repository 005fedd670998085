"""Connects the window to the library: adding and exporting, backups, checks, changes by other programs."""
