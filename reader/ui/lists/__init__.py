"""Lists of very many rows: heights, selection, side lists. Uses style and tasks."""
