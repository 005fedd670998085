"""Paints what is behind and beside the text: highlights, the reading cursor, notes, ruby."""
