"""Finds highlighted passages again in the same text or a changed one. Uses core/text."""
