"""Moves the reading cursor by mouse, by a caret and by hints."""
