"""The user interface; the only package that uses Qt."""

from reader.ui.style.pyside_import_speedup import read_no_sources

read_no_sources()
