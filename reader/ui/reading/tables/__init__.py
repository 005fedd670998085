"""Lays out the tables of a text, and lets wide ones scroll."""
