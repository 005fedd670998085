"""Reads feeds (RSS, Atom, RDF, JSON Feed) and lists of them (OPML), and finds the feeds of a page."""
