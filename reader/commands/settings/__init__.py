"""Commands that change settings: the appearance of the text, and Preferences."""
