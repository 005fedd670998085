"""Chords, key maps, the user's own keys over them, and the codes of hints. Uses core only."""
