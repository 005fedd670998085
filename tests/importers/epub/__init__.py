"""Books in EPUB, made by the tests."""
