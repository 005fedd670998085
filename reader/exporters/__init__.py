"""Frozen dataclasses in; a document out."""
