"""Builds and lays out the document of an article, long ones in slices."""
