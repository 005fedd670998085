"""Qt, and nothing but Qt."""

from reader.ui.style.pyside_startup import read_no_sources

read_no_sources()
