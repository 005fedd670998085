"""The text of notes: normalized, and rendered from Markdown."""
