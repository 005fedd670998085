"""Makes, lists, checks and restores backups of a library, and describes what they hold."""
