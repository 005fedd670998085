"""The tag picker and the page of all tags. Uses keys and what is below."""
