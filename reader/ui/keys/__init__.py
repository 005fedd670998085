"""Converts key presses to commands, and shows keys in the window. Uses overlays and what is below."""
