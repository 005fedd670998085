"""Moves the reading cursor with the mouse, with a caret and with hints."""
