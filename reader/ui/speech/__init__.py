"""Reads the article aloud with the speech engine of the system. Uses reading and what is below."""
