"""Prints results, as text or as JSON, and the progress of a command."""
