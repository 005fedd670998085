"""Receives pages from the user's own browser: on this machine alone, by a bookmarklet with a secret."""
