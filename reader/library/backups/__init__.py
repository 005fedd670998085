"""Creates, lists, verifies and restores backups of a library, and describes their contents."""
