"""Reads the exports and the databases of reference managers."""
