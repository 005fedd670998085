"""Postil, an article reader and annotator for the desktop."""

__version__ = "0.1.0"
