"""Lays out the panes, and the pages that fill the window instead."""
