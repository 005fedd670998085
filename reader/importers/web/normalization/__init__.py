"""Rewrites what a page shows by scripts, styles and markup of its own into plain HTML."""
