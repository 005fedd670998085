"""Sanitizes HTML by an allow list, and bounds its tables."""
