"""Imports from other programs: matches with the library, places highlights, keeps all as one step."""
