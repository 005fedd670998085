"""The main window: connects panes, commands and tasks. Uses every other folder of ui."""
