"""Lists and what goes with them: row heights, selection, filter field, empty state. Uses style and tasks."""
