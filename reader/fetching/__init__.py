"""Fetches addresses from the web, when a person asks for it: guarded, bounded, without a trace."""
