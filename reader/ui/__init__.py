"""Qt, and nothing but Qt."""

from reader.ui.qt_imports import read_no_sources

read_no_sources()
