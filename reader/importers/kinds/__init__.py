"""Identifies files that are not articles, by bytes or by text: images, programs, feeds, shortcuts."""
