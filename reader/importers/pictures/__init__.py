"""Finds the pictures beside an article's file, and makes drawings safe."""
