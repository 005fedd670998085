"""Reads documents of word processors, and the lists in pages that they export; uses web/."""
