"""Adds pages from the browser and files of a watched folder. Uses style, tasks and lists."""
