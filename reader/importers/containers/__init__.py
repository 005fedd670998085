"""Unpacks containers (ZIP, gzip, property lists) with a limit on their unpacked size."""
