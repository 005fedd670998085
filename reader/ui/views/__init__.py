"""The panel of views: views of the library, feeds in folders, tags. Uses keys and what is below."""
