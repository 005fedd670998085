"""The `postil` command: opens the window, or works on the library without one. Uses everything below it."""
