"""Runs work off the main thread, in slices, or after the next paint. Uses no other folder of ui."""
