"""Subscribes to feeds, reads them anew, and keeps their entries as articles."""
