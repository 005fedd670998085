"""Reads pages that were saved in one file with their pictures, and mail; uses web/ and plain/."""
