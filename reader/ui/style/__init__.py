"""Colours, fonts, painting and announcements, shared by all panes. Uses no other folder of ui."""
