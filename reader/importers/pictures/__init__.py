"""Finds the images beside an article's file, and makes drawings safe."""
