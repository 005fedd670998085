"""Reads annotations that programs for notes and Postil itself write: JSON-LD, and folders of Markdown."""
