"""Work off the main thread, in parts, or after the next paint. Uses no other folder of ui."""
