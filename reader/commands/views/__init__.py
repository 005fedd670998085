"""Commands of the panel of views: feeds, and searches that are saved under names."""
