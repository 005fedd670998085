"""The main window: wires panes, commands and work together. Uses every other folder of ui."""
