"""Reads pages saved in one file with their images, and email; uses web/ and plain/."""
