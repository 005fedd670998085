"""Lists and their parts: row heights, selection, filter field, empty state. Uses style and tasks."""
