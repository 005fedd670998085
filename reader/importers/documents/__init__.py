"""Reads documents of word processors, and the lists that these write into pages; uses web/."""
