"""Reads annotations of note-taking programs and of Postil: JSON-LD, and folders of Markdown."""
