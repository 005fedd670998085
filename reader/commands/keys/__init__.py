"""Keyboard shortcuts: presets, the user's own shortcuts, and the list of all of them."""
