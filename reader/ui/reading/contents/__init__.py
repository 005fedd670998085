"""Shows the sections of the open text: beside it, and in a line above it."""
