"""Receives pages from the user's browser, on this computer only, by a bookmarklet with a secret."""
