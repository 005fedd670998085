"""Reads documents of word processors; uses web/ for the HTML they are turned into."""
