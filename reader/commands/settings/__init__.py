"""The commands that change settings: those of how a text looks, and Preferences."""
