"""Chords, key maps, a person's own keys over them, and the codes of hints. Uses core only."""
