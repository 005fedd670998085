"""Receives pages from a person's own browser: on this machine alone, by a bookmarklet with a secret."""
