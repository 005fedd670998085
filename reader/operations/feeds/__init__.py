"""Subscribes to feeds, refreshes them, and keeps their entries as articles."""
