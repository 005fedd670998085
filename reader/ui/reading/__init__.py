"""The reading pane: page, painting, cursor, caret, hints, find, controller. Uses keys and what is below."""
