"""Moves in the text that is read: the commands, and what they ask of the reading pane."""
