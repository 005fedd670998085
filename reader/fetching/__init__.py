"""Fetches addresses from the web, when the user asks for it: guarded, bounded, without a trace."""
