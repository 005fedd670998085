"""Colours, faces, painting and announcements: what every pane looks and sounds like. Uses no other folder of ui."""
