"""Reads what programs that keep references export, and their own databases."""
