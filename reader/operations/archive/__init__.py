"""Writes a library, or articles of one, as an archive, and makes a library of it again."""
