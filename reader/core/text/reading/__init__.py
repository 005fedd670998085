"""What readers move through and open in a text: the reading cursor, sections, footnotes, printed pages."""
