"""The panel of views: the library's own, feeds in their folders, tags. Uses keys and what is below."""
