"""The page of the library and its backups. Uses pages and what is below."""
