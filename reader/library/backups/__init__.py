"""Makes, lists, checks and restores backups of a library, and says in words what they hold."""
