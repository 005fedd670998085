"""Fetches addresses from the web at the user's request, guarded and with limits, leaving no traces."""
