"""Reads documents of word processors; uses web/ for the HTML they are converted to."""
