"""Reads the exports of services that store articles, highlights or bookmarks."""
