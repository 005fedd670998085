"""Commands that tag articles and highlights, and commands that edit tags."""
