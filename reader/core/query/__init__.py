"""Parses what is typed to find articles and annotations. Uses core/tags and core/text."""
