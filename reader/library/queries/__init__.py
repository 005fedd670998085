"""Reads from the library: one module a subject, results as frozen dataclasses. Uses core."""
