"""Reads feeds (RSS, Atom, RDF, JSON Feed) and OPML, and discovers the feeds of a page."""
