"""Commands on the open article: move in it, open links and images, read it aloud, print it."""
