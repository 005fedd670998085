"""Commands on the article that is read: they move in it, open what is in it, read it aloud and print it."""
