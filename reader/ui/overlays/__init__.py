"""Cards over the window: choice lists and the command palette. Uses style, tasks and lists."""
