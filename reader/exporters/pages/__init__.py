"""Writes articles as pages of HTML, alone and in books."""
