"""Key presses to commands, and what the window shows of keys. Uses overlays and what is below."""
