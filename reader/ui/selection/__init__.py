"""The toolbar and the handles of a selection. Uses reading and what is below."""
