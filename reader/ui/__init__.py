"""Qt, and nothing but Qt."""

from reader.ui.style.qt_imports import read_no_sources

read_no_sources()
