"""Imports from other programs: matches articles, positions highlights, stores all as one step."""
