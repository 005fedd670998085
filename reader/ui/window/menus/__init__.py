"""The menu bar and the context menus, filled from the catalogue of commands."""
