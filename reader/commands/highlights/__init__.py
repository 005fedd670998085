"""Commands that create, change, copy and list highlights."""
