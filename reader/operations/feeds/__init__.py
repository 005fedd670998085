"""Subscribes to feeds, refreshes them, and stores their entries as articles."""
