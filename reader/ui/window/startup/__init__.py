"""Starts the application, one window per library, and explains why a library does not open."""
