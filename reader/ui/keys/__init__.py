"""Turns key presses into commands, and shows keys in the window. Uses overlays and what is below."""
