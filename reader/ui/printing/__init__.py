"""Sets articles on pages of paper: prints them, and writes them as PDF. Uses reading, annotations and what is below."""
