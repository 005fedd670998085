"""Pure Python: no Qt, no SQL, no network."""
