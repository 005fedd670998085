"""Names files, and writes folders and archives of them."""
