"""Chords, key maps, the user's own shortcuts, and hint codes. Uses core only."""
