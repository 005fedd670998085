"""Saves pages from the browser while the window is open. Uses style, tasks and lists."""
